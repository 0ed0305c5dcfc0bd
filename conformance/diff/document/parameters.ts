import { isObject, isSame } from "../json.ts";
import { compareContent } from "./bodies.ts";
import { by, report, type Course } from "./course.ts";
import { compareNotes } from "./notes.ts";
import type { Operation, OperationPair } from "./operations.ts";
import { compareSchemas } from "./schema/compare.ts";
import { anything, shapeOf } from "./schema/shape.ts";
import { typesOf } from "./schema/types.ts";
import { at, both, exists, followed, textAt, type Pair, type Spot } from "./spot.ts";
import { written } from "./wording.ts";

/** A parameter or header, by where it is and what it is called. */
export interface Parameter {
  readonly where: string;
  readonly name: string;
  /** Where it is listed, which may be by reference. */
  readonly entry: Spot;
  readonly spot: Spot;
}

const COMPARED = new Set([
  "name",
  "in",
  "required",
  "schema",
  "content",
  "style",
  "explode",
  "allowReserved",
  "allowEmptyValue",
]);

/** Compares what stands in the path, the query and the headers of a message. */
export function compareParameters(course: Course, operations: OperationPair): void {
  const old = parametersOf(operations.old);
  const revised = renamed(parametersOf(operations.new), operations);
  const moved = new Set<Parameter>();
  for (const parameter of old) {
    const same = revised.find((other) => isSameParameter(other, parameter));
    const elsewhere = revised.find(
      (other) => other.name === parameter.name && !old.some((known) => isSameParameter(known, other)),
    );
    if (same) compareParameter(course, { old: parameter.spot, new: same.spot });
    else if (elsewhere && course.direction === "sent") {
      moved.add(elsewhere);
      const message = `It is now sent in the ${elsewhere.where} instead of the ${parameter.where}.`;
      const spots = { old: parameter.spot, new: elsewhere.spot };
      report(course, "parameter-location-changed", message, spots);
      compareParameter(course, spots, true);
    } else {
      const rule = by(course, "parameter-removed", "header-removed");
      report(course, rule, `${titleOf(parameter)} is gone.`, { old: parameter.entry });
    }
  }
  for (const parameter of revised) {
    if (!moved.has(parameter) && !old.some((known) => isSameParameter(known, parameter)))
      add(course, parameter);
  }
  compareNamesInPath(course, operations);
}

/** Compares two parameters or headers that are the same one. What moved is written as the new place demands. */
export function compareParameter(course: Course, pair: Pair, isMoved = false): void {
  const [was, is] = [pair.old, pair.new].map((spot) => at(spot, ["required"]).value === true);
  if (!was && is) {
    const rule = by(course, "parameter-now-required", "header-now-required");
    report(course, rule, "It is now required.", pair);
  } else if (was && !is) {
    const rule = by(course, "parameter-now-optional", "header-now-optional");
    report(course, rule, "It is no longer required.", pair);
  }
  if (!isMoved) compareSerialization(course, pair);
  const content = both(pair, ["content"]);
  if (exists(content.old) && exists(content.new)) compareContent(course, content);
  else {
    // How it is written may have changed; what it may be is compared all the same.
    const schema = { old: schemaOf(pair.old), new: schemaOf(pair.new) };
    if (exists(schema.old) || exists(schema.new)) {
      const [old, revised] = [schema.old, schema.new].map((spot) => (exists(spot) ? spot : anything(spot)));
      if (old && revised) compareSchemas({ ...course, selects: true }, [old], [revised]);
    }
  }
  compareNotes(course, pair, COMPARED);
}

/** What a parameter may be, whether it says so itself or by its one media type. */
function schemaOf(spot: Spot): Spot {
  const content = at(spot, ["content"]);
  const [name] = isObject(content.value) ? Object.keys(content.value) : [];
  return name === undefined ? at(spot, ["schema"]) : at(content, [name, "schema"]);
}

/** Tells of a new parameter or header. */
export function add(course: Course, parameter: Parameter): void {
  const isRequired = at(parameter.spot, ["required"]).value === true;
  if (course.direction === "received") {
    report(course, "header-added", `${titleOf(parameter)} is new.`, { new: parameter.entry });
  } else if (isRequired) {
    const message = `${titleOf(parameter)} is new and required.`;
    report(course, "parameter-added-required", message, { new: parameter.entry });
  } else {
    const message = `${titleOf(parameter)} is new and can be left out.`;
    report(course, "parameter-added", message, { new: parameter.entry });
  }
}

/** `The header "aeg-event-type"` */
export function titleOf({ where, name }: Parameter): string {
  return `The ${where === "header" ? "header" : `${where} parameter`} "${name}"`;
}

function parametersOf(operation: Operation): Parameter[] {
  const found: Parameter[] = [];
  for (const list of [operation.spot, ...operation.items].map((spot) => at(spot, ["parameters"]))) {
    const entries = Array.isArray(list.value) ? list.value.map((_, index) => at(list, [index])) : [];
    for (const entry of entries) {
      const spot = followed(entry);
      const [where, name] = [textAt(spot, "in") ?? "", textAt(spot, "name") ?? ""];
      // What several operations refer to is called by itself.
      const owner = spot.pointer === entry.pointer ? `${operation.name} ` : "";
      const place = `${owner}${name} (${where})`;
      const parameter = { where, name, entry: { ...entry, place }, spot: { ...spot, place } };
      if (name !== "" && !found.some((known) => isSameParameter(known, parameter))) found.push(parameter);
    }
  }
  return found;
}

/** Headers are called the same whatever the case of their letters. */
function isSameParameter(one: Parameter, other: Parameter): boolean {
  const isAlike = one.name === other.name || one.name.toLowerCase() === other.name.toLowerCase();
  return one.where === other.where && (one.where === "header" ? isAlike : one.name === other.name);
}

/** What the path calls its parameters, in order. */
function namesInPath({ path }: Operation): string[] {
  return [...path.matchAll(/\{([^{}]*)\}/g)].map(([, name]) => name ?? "");
}

/** The new parameters, those of the path by the names that they had. */
function renamed(parameters: readonly Parameter[], operations: OperationPair): Parameter[] {
  const [from, to] = [namesInPath(operations.old), namesInPath(operations.new)];
  return parameters.map((parameter) => {
    const name = parameter.where === "path" ? from[to.indexOf(parameter.name)] : undefined;
    return name === undefined ? parameter : { ...parameter, name };
  });
}

function compareNamesInPath(course: Course, operations: OperationPair): void {
  const [from, to] = [namesInPath(operations.old), namesInPath(operations.new)];
  from.forEach((name, index) => {
    const other = to[index];
    if (from.length !== to.length || other === undefined || other === name) return;
    const message = `The path calls it "${other}" instead of "${name}".`;
    const place = `${operations.old.name} ${name} (path)`;
    report(course, "parameter-name-changed", message, {
      old: operations.old.spot,
      new: operations.new.spot,
      place,
    });
  });
}

/** Compares how a value is written. */
function compareSerialization(course: Course, pair: Pair): void {
  const [old, revised] = [serializationOf(pair.old), serializationOf(pair.new)];
  const rule = by(course, "parameter-serialization-changed", "header-serialization-changed");
  const isScalar = [pair.old, pair.new].every(isOneValue);
  for (const [keyword, from] of Object.entries(old)) {
    const to = revised[keyword];
    // One value is written the same, whether the values of lists are parted or not.
    if (isSame(from, to) || (keyword === "explode" && isScalar)) continue;
    report(course, rule, `"${keyword}" is now ${written(to)} instead of ${written(from)}.`, pair);
  }
}

/** Whether a parameter is neither a list nor an object. */
function isOneValue(parameter: Spot): boolean {
  const schema = schemaOf(parameter);
  const types = exists(schema) ? typesOf(shapeOf([schema])) : [];
  return types.length > 0 && !types.includes("array") && !types.includes("object");
}

function serializationOf(spot: Spot): Readonly<Record<string, unknown>> {
  const where = textAt(spot, "in") ?? "header";
  const style = textAt(spot, "style") ?? (where === "query" || where === "cookie" ? "form" : "simple");
  return {
    style,
    explode: at(spot, ["explode"]).value ?? style === "form",
    allowReserved: at(spot, ["allowReserved"]).value ?? false,
    allowEmptyValue: at(spot, ["allowEmptyValue"]).value ?? false,
    "described by": exists(at(spot, ["content"])) ? "content" : "schema",
  };
}

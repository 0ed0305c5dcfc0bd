import {
  isObject,
  objectAt,
  pointer,
  strings,
  typeOf,
  typesOf,
  type Json,
  type JsonObject,
  type Schema,
  type SchemaRoot,
} from "./schema.ts";
import { asSchema, samplesOf } from "./samples.ts";
import { shapesOf } from "./shapes.ts";

/** A value that breaks one rule of its schema. */
export interface Mutation {
  /** The rule, named as JSON Schema names its keyword; `absent` for a member that must not stand there. */
  readonly rule: string;
  /** Where a judge has to point. */
  readonly where: string;
  readonly value: Json;
}

/** Tells whether a schema of the document accepts a value. */
export type Accepts = (schema: Schema, value: Json) => boolean;

type Path = readonly (string | number)[];

/** Where in which message a value stands. */
export interface Site {
  readonly root: SchemaRoot;
  readonly accepts: Accepts;
  readonly path: Path;
  /** What was broken before, in this message or in others of the same kind; not broken again. */
  readonly done: Set<string>;
}

/** Whether the rules of a shape are still to be broken at a place; from now on they are not. */
function isNew({ done, path }: Site, shape: JsonObject, part: string): boolean {
  const key = `${identity(shape)} ${pointer(path)} ${part}`;
  if (done.has(key)) return false;
  done.add(key);
  return true;
}

const identities = new WeakMap<JsonObject, number>();
let lastIdentity = 0;

function identity(shape: JsonObject): number {
  const known = identities.get(shape) ?? ++lastIdentity;
  identities.set(shape, known);
  return known;
}

/**
 * Breaks every rule that applies to a valid value, one at a time. Where a union stands, a change that another
 * branch takes is no fault and left out.
 */
export function mutationsOf(site: Site, schema: Schema, value: Json): Mutation[] {
  const shapes = shapesOf(site.root, schema).map((shape) => shape.schema);
  const fitting = shapes.filter((shape) => fits(shape, value));
  const [chosen, ...doubles] =
    fitting.length === 1 ? fitting : fitting.filter((shape) => site.accepts(shape, value));
  if (!chosen) return [];
  const others = shapes.filter((shape) => shape !== chosen && !doubles.includes(shape));
  const own = isNew(site, shapes[0] ?? chosen, "type") ? typeMutation(site, shapes) : [];
  const mutations = [...own, ...ofShape(site, chosen, value)];
  return mutations.filter(
    (mutation) => !others.some((other) => fits(other, mutation.value) && site.accepts(other, mutation.value)),
  );
}

/** Whether the type alone lets a value satisfy a shape. */
function fits(shape: JsonObject, value: Json): boolean {
  const types = typesOf(shape);
  const type = typeOf(value);
  return types.length === 0 || types.includes(type) || (type === "integer" && types.includes("number"));
}

const OF_TYPE: readonly Json[] = [{ unexpected: true }, "unexpected", true, 1.5, ["unexpected"]];

function typeMutation({ path }: Site, shapes: readonly JsonObject[]): Mutation[] {
  if (shapes.some((shape) => typesOf(shape).length === 0)) return [];
  const admitted = new Set(shapes.flatMap(typesOf));
  const wrong = OF_TYPE.find((candidate) => !admitted.has(typeOf(candidate)));
  return wrong === undefined ? [] : [{ rule: "type", where: pointer(path), value: wrong }];
}

function ofShape(site: Site, shape: JsonObject, value: Json): Mutation[] {
  const at = pointer(site.path);
  if (typeof value === "string") return isNew(site, shape, "text") ? ofText(at, shape, value) : [];
  if (typeof value === "number") return isNew(site, shape, "number") ? ofNumber(at, shape) : [];
  if (Array.isArray(value)) return ofList(site, shape, value);
  if (isObject(value)) return ofObject(site, shape, value);
  return [];
}

function ofText(where: string, shape: JsonObject, value: string): Mutation[] {
  const { minLength, maxLength, pattern, format } = shape;
  const found: Mutation[] = [];
  if (shape["const"] !== undefined) found.push({ rule: "const", where, value: `${value}~` });
  if (Array.isArray(shape["enum"])) found.push({ rule: "enum", where, value: `${value}~` });
  if (typeof minLength === "number" && minLength > 0) {
    found.push({ rule: "minLength", where, value: value.slice(0, minLength - 1) });
  }
  if (typeof maxLength === "number")
    found.push({ rule: "maxLength", where, value: "x".repeat(maxLength + 1) });
  if (typeof pattern === "string") {
    const expression = new RegExp(pattern, "u");
    const broken = [`${value}~`, `~${value}`, "~"].find((candidate) => !expression.test(candidate));
    if (broken !== undefined) found.push({ rule: "pattern", where, value: broken });
  }
  if (typeof format === "string") found.push({ rule: "format", where, value: "\\ no such format" });
  return found;
}

function ofNumber(where: string, shape: JsonObject): Mutation[] {
  const { minimum, maximum, format } = shape;
  const found: Mutation[] = [];
  if (typeof minimum === "number") found.push({ rule: "minimum", where, value: minimum - 1 });
  if (typeof maximum === "number") found.push({ rule: "maximum", where, value: maximum + 1 });
  if (format === "int32")
    found.push({ rule: "format", where, value: 2 ** 31 }, { rule: "format", where, value: -(2 ** 31) - 1 });
  return found;
}

function ofList(site: Site, shape: JsonObject, value: readonly Json[]): Mutation[] {
  const { minItems, maxItems } = shape;
  const where = pointer(site.path);
  const items = asSchema(shape["items"]);
  const found = value.flatMap((item, index) =>
    mutationsOf({ ...site, path: [...site.path, index] }, items, item).map((mutation) => ({
      ...mutation,
      value: value.with(index, mutation.value),
    })),
  );
  if (!isNew(site, shape, "list")) return found;
  if (typeof minItems === "number" && minItems > 0) {
    found.push({ rule: "minItems", where, value: value.slice(0, minItems - 1) });
  }
  const [first] = value;
  if (typeof maxItems === "number" && first !== undefined) {
    found.push({ rule: "maxItems", where, value: Array.from({ length: maxItems + 1 }, () => first) });
  }
  return found;
}

function ofObject(site: Site, shape: JsonObject, value: JsonObject): Mutation[] {
  const below = (name: string) => pointer([...site.path, name]);
  const properties = objectAt(shape, "properties");
  const additional = asSchema(shape["additionalProperties"]);
  const found: Mutation[] = [];
  for (const name of strings(shape["required"])) {
    if (!Object.hasOwn(value, name) || !isNew(site, shape, `required ${name}`)) continue;
    found.push({ rule: "required", where: below(name), value: without(value, name) });
  }
  if (additional === false && isNew(site, shape, "closed")) {
    found.push({
      rule: "additionalProperties",
      where: below("stranger"),
      value: { ...value, stranger: true },
    });
  }
  for (const [name, member] of Object.entries(value)) {
    const schema = Object.hasOwn(properties, name) ? asSchema(properties[name]) : additional;
    for (const mutation of mutationsOf({ ...site, path: [...site.path, name] }, schema, member)) {
      found.push({ ...mutation, value: { ...value, [name]: mutation.value } });
    }
    if (isNew(site, shape, `dependents ${name}`)) found.push(...ofDependents(site, shape, value, name));
  }
  return isNew(site, shape, "map") ? [...found, ...ofMap(site, shape, value)] : found;
}

function ofDependents(
  { root, path }: Site,
  shape: JsonObject,
  value: JsonObject,
  present: string,
): Mutation[] {
  const demands = objectAt(shape, "dependentSchemas", present, "properties");
  return Object.entries(demands).flatMap(([name, demand]): Mutation[] => {
    const where = pointer([...path, name]);
    if (demand === false) {
      const [sample] = samplesOf(root, asSchema(objectAt(shape, "properties")[name]));
      return sample === undefined ? [] : [{ rule: "absent", where, value: { ...value, [name]: sample } }];
    }
    return isObject(demand) && demand["const"] !== undefined && name in value
      ? [{ rule: "const", where, value: { ...value, [name]: "unknown" } }]
      : [];
  });
}

/** Limits on how many members an object has and how long their names are. */
function ofMap({ accepts, path }: Site, shape: JsonObject, value: JsonObject): Mutation[] {
  const condition = shape["if"];
  const branch = condition !== undefined && accepts(asSchema(condition), value) ? "then" : "else";
  const { maxProperties = objectAt(shape, branch)["maxProperties"] } = shape;
  const found: Mutation[] = [];
  if (typeof maxProperties === "number") {
    const missing = maxProperties + 1 - Object.keys(value).length;
    const more = Array.from({ length: missing }, (_, index) => [`Header-${index}`, "value"]);
    found.push({
      rule: "maxProperties",
      where: pointer(path),
      value: { ...value, ...Object.fromEntries(more) },
    });
  }
  const { maxLength } = objectAt(shape, "propertyNames");
  if (typeof maxLength === "number") {
    const name = "N".repeat(maxLength + 1);
    found.push({ rule: "maxLength", where: pointer([...path, name]), value: { ...value, [name]: "value" } });
  }
  return found;
}

function without(value: JsonObject, name: string): JsonObject {
  const { [name]: _, ...rest } = value;
  return rest;
}

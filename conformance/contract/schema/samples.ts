import fc from "fast-check";
import {
  isObject,
  objectAt,
  strings,
  typesOf,
  type Json,
  type JsonObject,
  type Schema,
  type SchemaRoot,
} from "./schema.ts";
import { shapesOf } from "./shapes.ts";

const FORMATS: Readonly<Record<string, string>> = {
  "date-time": "2026-03-12T08:49:37.1234567+00:00",
  "date-time-rfc1123": "Sun, 06 Nov 1994 08:49:37 GMT",
  "uri-reference": "calling/callConnections/441f1200-fd54-422e-9566-a867d187dca7",
};

/** How often one component may stand inside itself before optional members stop. */
const RECURSION = 2;

/**
 * Valid values that together show every member, every branch of every union, every listed value, null
 * where it is allowed and, where unknown values are, one of those. Always the same.
 */
export function samplesOf(root: SchemaRoot, schema: Schema, trail: readonly string[] = []): Json[] {
  return shapesOf(root, schema).flatMap(({ schema: shape, references }) => {
    const deeper = [...trail, ...references];
    if (references.some((name) => deeper.filter((other) => other === name).length > RECURSION)) return [];
    if (shape["const"] !== undefined) return [shape["const"]];
    if (Array.isArray(shape["enum"])) return [...shape["enum"]];
    if (Array.isArray(shape["x-extensible-enum"])) return [...shape["x-extensible-enum"], "someFutureValue"];
    return typesOf(shape).flatMap((type) => samplesOfType(root, shape, type, deeper));
  });
}

function samplesOfType(root: SchemaRoot, shape: JsonObject, type: string, trail: readonly string[]): Json[] {
  switch (type) {
    case "null":
      return [null];
    case "boolean":
      return [true, false];
    case "integer":
    case "number":
      return [typeof shape["minimum"] === "number" ? shape["minimum"] : 7];
    case "string":
      return [sampleString(shape)];
    case "array":
      return samplesOf(root, asSchema(shape["items"]), trail).map((item) => [item]);
    default:
      return sampleObjects(root, shape, trail);
  }
}

/** A member that is absent from a schema admits anything. */
export function asSchema(value: Json | undefined): Schema {
  return typeof value === "boolean" || isObject(value) ? value : true;
}

function sampleString({ format, pattern, minLength }: JsonObject): string {
  const expression = new RegExp(typeof pattern === "string" ? pattern : "", "u");
  const known = typeof format === "string" ? FORMATS[format] : undefined;
  if (known !== undefined && expression.test(known)) return known;
  if (typeof pattern !== "string") return "text".padEnd(typeof minLength === "number" ? minLength : 0, "-");
  const matching = remembered.get(pattern) ?? textThatMatches(expression);
  remembered.set(pattern, matching);
  return matching;
}

const remembered = new Map<string, string>();

function textThatMatches(expression: RegExp): string {
  return fc.sample(fc.stringMatching(expression, { size: "small" }), { seed: 7, numRuns: 1 })[0] ?? "";
}

/**
 * Objects with every member. Where members have several samples, the objects go through them side by side.
 * Members that exclude each other (the keys of `dependentSchemas`) take turns.
 */
function sampleObjects(root: SchemaRoot, shape: JsonObject, trail: readonly string[]): Json[] {
  const properties = objectAt(shape, "properties");
  const exclusive = Object.keys(objectAt(shape, "dependentSchemas"));
  const samples = new Map(
    Object.keys(properties).map((name) => [name, samplesOf(root, asSchema(properties[name]), trail)]),
  );
  if (strings(shape["required"]).some((name) => samples.get(name)?.length === 0)) return [];
  const additional = asSchema(shape["additionalProperties"]);
  if (isObject(additional)) samples.set("Some-Header", samplesOf(root, additional, trail));
  const turns = exclusive.length > 0 ? [...exclusive, undefined] : [undefined];
  const count = Math.max(turns.length, ...[...samples.values()].map((list) => list.length));
  return Array.from({ length: count }, (_, index) => {
    const chosen = turns[index % turns.length];
    const members = [...samples].flatMap(([name, list]): [string, Json][] => {
      const value = list[index % list.length];
      return value === undefined || (exclusive.includes(name) && name !== chosen) ? [] : [[name, value]];
    });
    return { ...Object.fromEntries(members), ...demandedBy(shape, chosen) };
  });
}

/** The fixed values that one member demands of the others. */
export function demandedBy(shape: JsonObject, member: string | undefined): Record<string, Json> {
  if (member === undefined) return {};
  const demands = Object.entries(objectAt(shape, "dependentSchemas", member, "properties"));
  return Object.fromEntries(
    demands.flatMap(([name, demand]): [string, Json][] => {
      const value = isObject(demand) ? demand["const"] : undefined;
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

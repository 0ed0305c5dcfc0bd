import fc from "fast-check";
import { asSchema, demandedBy } from "./samples.ts";
import {
  objectAt,
  strings,
  typesOf,
  isObject,
  type Json,
  type JsonObject,
  type Schema,
  type SchemaRoot,
} from "./schema.ts";
import { shapesOf } from "./shapes.ts";

/** How many objects may stand inside each other before optional members are left out. */
const DEPTH = 9;

/** Random values that satisfy a schema, with unknown members where it is open. */
export function valuesOf(root: SchemaRoot, schema: Schema, depth = 0): fc.Arbitrary<Json> {
  const shapes = shapesOf(root, schema);
  if (shapes.length === 0) throw new RangeError("Nothing satisfies the schema.");
  return fc.oneof(...shapes.map(({ schema: shape }) => valuesOfShape(root, shape, depth)));
}

function valuesOfShape(root: SchemaRoot, shape: JsonObject, depth: number): fc.Arbitrary<Json> {
  if (shape["const"] !== undefined) return fc.constant(shape["const"]);
  if (Array.isArray(shape["enum"])) return fc.constantFrom(...shape["enum"]);
  const types = typesOf(shape);
  if (types.length === 0) return anyJson();
  return fc.oneof(...types.map((type) => valuesOfType(root, shape, type, depth)));
}

function anyJson(): fc.Arbitrary<Json> {
  return fc.jsonValue({ maxDepth: 2 }).map((value): Json => JSON.parse(JSON.stringify(value)));
}

function valuesOfType(root: SchemaRoot, shape: JsonObject, type: string, depth: number): fc.Arbitrary<Json> {
  switch (type) {
    case "null":
      return fc.constant(null);
    case "boolean":
      return fc.boolean();
    case "integer":
      return fc.integer({
        min: bound(shape["minimum"], -(2 ** 31)),
        max: bound(shape["maximum"], 2 ** 31 - 1),
      });
    case "string":
      return texts(shape);
    case "array": {
      const limits = {
        minLength: bound(shape["minItems"], 0),
        maxLength: Math.min(3, bound(shape["maxItems"], 3)),
      };
      if (depth >= DEPTH && limits.minLength === 0) return fc.constant([]);
      return fc.array(valuesOf(root, asSchema(shape["items"]), depth + 1), limits);
    }
    default:
      return objects(root, shape, depth);
  }
}

function bound(value: Json | undefined, otherwise: number): number {
  return typeof value === "number" ? value : otherwise;
}

function texts(shape: JsonObject): fc.Arbitrary<string> {
  const { pattern, format } = shape;
  if (format === "date-time-rfc1123") return moments().map((date) => date.toUTCString());
  if (format === "date-time") return moments().map((date) => date.toISOString());
  if (format === "uri-reference") return fc.webPath().map((path) => path.replace(/^\/+/, ""));
  if (typeof pattern === "string") {
    const expression = fc.stringMatching(new RegExp(pattern, "u"));
    const excluded = strings(objectAt(shape, "not")["enum"]);
    return expression.filter((text) => !excluded.includes(text));
  }
  const known = strings(shape["x-extensible-enum"]);
  const limits = {
    minLength: bound(shape["minLength"], 0),
    maxLength: Math.min(40, bound(shape["maxLength"], 40)),
  };
  const free = fc
    .string({ ...limits, unit: "binary" })
    .filter((text) => text !== objectAt(shape, "not")["const"]);
  return known.length > 0 ? fc.oneof(fc.constantFrom(...known), free) : free;
}

function moments(): fc.Arbitrary<Date> {
  return fc.date({ min: new Date("1970-01-01"), max: new Date("2099-12-31"), noInvalidDate: true });
}

function objects(root: SchemaRoot, shape: JsonObject, depth: number): fc.Arbitrary<Json> {
  const properties = objectAt(shape, "properties");
  const required = strings(shape["required"]);
  const exclusive = Object.keys(objectAt(shape, "dependentSchemas"));
  const names = Object.keys(properties).filter(
    (name) => !exclusive.includes(name) && (depth < DEPTH || required.includes(name)),
  );
  const members = fc.record(
    Object.fromEntries(names.map((name) => [name, valuesOf(root, asSchema(properties[name]), depth + 1)])),
    { requiredKeys: names.filter((name) => required.includes(name)) },
  );
  const withChosen = fc.option(fc.constantFrom(...(exclusive.length > 0 ? exclusive : [""])), { nil: "" });
  return fc.tuple(members, strangers(root, shape, depth), withChosen).chain(([own, others, chosen]) => {
    const base = { ...others, ...own };
    if (chosen === "" || depth >= DEPTH) return fc.constant(base);
    return valuesOf(root, asSchema(properties[chosen]), depth + 1).map((value) => {
      const demanded = "kind" in own ? demandedBy(shape, chosen) : {};
      return { ...base, ...demanded, [chosen]: value };
    });
  });
}

/** Members that the schema does not name, with names that it cannot mean. */
function strangers(root: SchemaRoot, shape: JsonObject, depth: number): fc.Arbitrary<JsonObject> {
  const additional = asSchema(shape["additionalProperties"]);
  if (additional === false) return fc.constant({});
  const values = isObject(additional) ? valuesOf(root, additional, depth + 1) : anyJson();
  return fc.dictionary(fc.stringMatching(/^X-[a-z]{1,8}$/), values, { maxKeys: 3 });
}

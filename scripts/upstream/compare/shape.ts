/** Reads a schema for comparison: what is a reference, what may be null, and what remains. */
import { at } from "../../generate/document.ts";
import { isRecord, type SchemaObject } from "../../generate/schema.ts";
import { EXTENSIBLE } from "../definition.ts";

/** A schema where it is used. */
export interface Usage {
  /** The component that it names. */
  readonly name: string | undefined;
  readonly nullable: boolean;
  /** Further components that must hold too. */
  readonly also: readonly string[];
  /** What stands beside the reference or the alternative of null. */
  readonly beside: SchemaObject;
  /** Without null; of a component, what that says. */
  readonly schema: SchemaObject;
}

const REFERENCE = "#/components/schemas/";
const NULL = "null";
const APART = new Set(
  (
    "type const enum properties required items oneOf anyOf allOf $ref additionalProperties unevaluatedProperties " +
    "description title summary example examples $comment externalDocs"
  ).split(" "),
);

/** Looks at a schema where it is used. */
export function usageOf(document: SchemaObject, value: unknown): Usage {
  const schema = asSchema(value);
  const union = ["anyOf", "oneOf"].map((keyword) => schema[keyword]).find(Array.isArray);
  const branches = union?.filter((branch: unknown) => !(isRecord(branch) && branch["type"] === NULL)) ?? [];
  if (union !== undefined && branches.length === 1 && union.length === 2)
    return withBeside({ ...usageOf(document, branches[0]), nullable: true }, schema);
  const types = schema["type"];
  if (Array.isArray(types) && types.includes(NULL)) {
    const rest = types.filter((type) => type !== NULL);
    return { ...usageOf(document, { ...schema, type: rest.length === 1 ? rest[0] : rest }), nullable: true };
  }
  const names = referencesOf(schema);
  const [name, ...also] = names ?? [];
  if (name === undefined) return { name, also, nullable: false, beside: {}, schema };
  const target = at(document, "components", "schemas", name);
  return withBeside({ name, also, nullable: false, beside: {}, schema: target }, schema);
}

/** A schema with all that it says by `allOf`, and the component that it extends. */
export function flatten(
  document: SchemaObject,
  value: unknown,
): { schema: SchemaObject; base: string | undefined } {
  const schema = asSchema(value);
  if (typeof schema["$ref"] === "string") return flatten(document, usageOf(document, schema).schema);
  const parts: unknown[] = Array.isArray(schema["allOf"]) ? schema["allOf"] : [];
  if (parts.length === 0) return { schema, base: undefined };
  const { allOf: _allOf, ...own } = schema;
  const flat = [...parts.map((part) => flatten(document, part).schema), own];
  const base = parts.map((part) => usageOf(document, part).name).find((name) => name !== undefined);
  return { base, schema: flat.reduce(merge, {}) };
}

/** The values that a schema admits: a closed list, or one that a reader must expect others beside. */
export function valuesOf(schema: SchemaObject): SchemaObject | undefined {
  if ("const" in schema) return { closed: [schema["const"]] };
  if (Array.isArray(schema["enum"])) return { closed: sorted(schema["enum"]) };
  const known = schema[EXTENSIBLE];
  return Array.isArray(known) ? { open: sorted(known) } : undefined;
}

/** The names of the components that `oneOf` or `anyOf` lists, or nothing where there is no such list. */
export function alternativesOf(document: SchemaObject, schema: SchemaObject): readonly string[] | undefined {
  const union = schema["oneOf"] ?? schema["anyOf"];
  if (!Array.isArray(union)) return undefined;
  return union.map((branch: unknown) => usageOf(document, branch).name ?? JSON.stringify(branch)).toSorted();
}

/** Whether an object takes members that it does not declare. */
export function closednessOf(schema: SchemaObject): "open" | "closed" | "map" | undefined {
  const rest = schema["additionalProperties"] ?? schema["unevaluatedProperties"];
  if (rest === false) return "closed";
  if (isRecord(rest) && Object.keys(rest).length > 0) return "map";
  return schema["type"] === "object" || isRecord(schema["properties"]) ? "open" : undefined;
}

function withBeside(usage: Usage, schema: SchemaObject): Usage {
  const own = Object.entries(schema).filter(([keyword]) => asserts(keyword));
  return { ...usage, beside: { ...usage.beside, ...Object.fromEntries(own) } };
}

/** Whether a keyword is compared by its value alone: not what has a comparison of its own, and no prose. */
export function asserts(keyword: string): boolean {
  return !APART.has(keyword) && !keyword.startsWith("x-");
}

function referencesOf(schema: SchemaObject): string[] | undefined {
  const { $ref, allOf } = schema;
  if (typeof $ref === "string" && $ref.startsWith(REFERENCE)) return [$ref.slice(REFERENCE.length)];
  if (!Array.isArray(allOf)) return undefined;
  const names = allOf.map((part: unknown) => (isRecord(part) ? referencesOf(part) : undefined));
  return names.every((name) => name !== undefined) ? names.flat() : undefined;
}

function merge(all: SchemaObject, part: SchemaObject): SchemaObject {
  const required = [all["required"], part["required"]].flatMap((list) => (Array.isArray(list) ? list : []));
  return {
    ...all,
    ...part,
    ...(required.length > 0 ? { required } : {}),
    ...("properties" in all || "properties" in part
      ? { properties: { ...at(all, "properties"), ...at(part, "properties") } }
      : {}),
  };
}

/** `true` admits anything; `false` nothing. */
function asSchema(value: unknown): SchemaObject {
  if (isRecord(value)) return value;
  return value === false ? { not: {} } : {};
}

/** Values in an order of their own, as theirs means nothing. */
function sorted(values: readonly unknown[]): unknown[] {
  const text = (value: unknown) => (typeof value === "string" ? value : JSON.stringify(value));
  return values.toSorted((a, b) => (text(a) < text(b) ? -1 : 1));
}

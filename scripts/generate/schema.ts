/** JSON Schema as data: what the generator reads, and how it walks it without entering instances. */
export type SchemaObject = { readonly [keyword: string]: unknown };
export type Schema = boolean | SchemaObject;

const SINGLE = new Set([
  "additionalProperties",
  "unevaluatedProperties",
  "items",
  "contains",
  "not",
  "if",
  "then",
  "else",
  "propertyNames",
]);
const LISTS = new Set(["allOf", "anyOf", "oneOf", "prefixItems"]);
const MAPS = new Set(["properties", "patternProperties", "dependentSchemas"]);

/** Whether a value is a JSON object. */
export function isRecord(value: unknown): value is SchemaObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a value can stand where a schema is expected. */
export function isSchema(value: unknown): value is Schema {
  return typeof value === "boolean" || isRecord(value);
}

/** Rebuilds a schema from the inside out; `change` sees each subschema after its own parts. */
export function mapSchema(schema: Schema, change: (schema: SchemaObject) => Schema): Schema {
  if (typeof schema === "boolean") return schema;
  const copy: Record<string, unknown> = {};
  for (const [keyword, value] of Object.entries(schema)) {
    if (SINGLE.has(keyword) && isSchema(value)) copy[keyword] = mapSchema(value, change);
    else if (LISTS.has(keyword) && Array.isArray(value)) {
      copy[keyword] = value.map((part: unknown) => (isSchema(part) ? mapSchema(part, change) : part));
    } else if (MAPS.has(keyword) && isRecord(value)) {
      copy[keyword] = Object.fromEntries(
        Object.entries(value).map(([name, part]) => [name, isSchema(part) ? mapSchema(part, change) : part]),
      );
    } else copy[keyword] = value;
  }
  return change(copy);
}

/** Looks up the component that a `$ref` names. */
export type Lookup = (reference: string) => SchemaObject;

/** The JSON types that a schema admits, or nothing where it does not say. */
export function admittedTypes(schema: Schema, lookup: Lookup): ReadonlySet<string> | undefined {
  if (typeof schema === "boolean") return undefined;
  if (typeof schema["$ref"] === "string") return admittedTypes(lookup(schema["$ref"]), lookup);
  const type = schema["type"];
  if (typeof type === "string") return new Set([type]);
  if (Array.isArray(type)) return new Set(type.filter((name) => typeof name === "string"));
  if (Array.isArray(schema["allOf"])) {
    return schema["allOf"].map((part) => admittedTypes(part, lookup)).find((found) => found !== undefined);
  }
  for (const union of [schema["oneOf"], schema["anyOf"]]) {
    if (!Array.isArray(union)) continue;
    const found = union.map((part) => admittedTypes(part, lookup));
    if (found.every((types) => types !== undefined)) return new Set(found.flatMap((types) => [...types]));
  }
  return undefined;
}

/** The fixed values that a schema gives its members, and whether each is required. */
export function fixedMembers(
  schema: Schema,
  lookup: Lookup,
): ReadonlyMap<string, { value: string; required: boolean }> {
  const found = new Map<string, { value: string; required: boolean }>();
  if (typeof schema === "boolean") return found;
  if (typeof schema["$ref"] === "string") return fixedMembers(lookup(schema["$ref"]), lookup);
  const parts: unknown[] = Array.isArray(schema["allOf"]) ? schema["allOf"] : [];
  for (const part of parts) {
    if (isSchema(part)) for (const [name, fixed] of fixedMembers(part, lookup)) found.set(name, fixed);
  }
  const required: unknown[] = Array.isArray(schema["required"]) ? schema["required"] : [];
  if (isRecord(schema["properties"])) {
    for (const [name, member] of Object.entries(schema["properties"])) {
      if (isRecord(member) && typeof member["const"] === "string") {
        found.set(name, { value: member["const"], required: required.includes(name) });
      }
    }
  }
  return found;
}

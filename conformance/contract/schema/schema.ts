/** JSON values and the JSON Schema of the bundled documents, read without the generator's own code. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json };
export type JsonObject = { readonly [name: string]: Json };
export type Schema = boolean | JsonObject;

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Whether a value can stand where a schema is expected. */
export function isSchema(value: unknown): value is Schema {
  return typeof value === "boolean" || isObject(value);
}

/** The object at a path of names, or an empty one. */
export function objectAt(value: unknown, ...names: string[]): JsonObject {
  let here = value;
  for (const name of names) here = isObject(here) ? here[name] : undefined;
  return isObject(here) ? here : {};
}

/** A text that a document must have. */
export function textAt(value: JsonObject, name: string): string {
  const text = value[name];
  if (typeof text !== "string") throw new TypeError(`"${name}" is not a text.`);
  return text;
}

/** A list of strings, or an empty one. */
export function strings(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/** A list of schemas, or an empty one. */
export function schemas(value: unknown): Schema[] {
  return Array.isArray(value) ? value.filter(isSchema) : [];
}

/** A bundled document as a place to look references up in. */
export interface SchemaRoot {
  readonly document: JsonObject;
}

/** Follows references until a schema stands there itself. */
export function dereference(root: SchemaRoot, schema: Schema): JsonObject {
  let here: unknown = schema;
  while (isObject(here) && typeof here["$ref"] === "string") {
    const path = here["$ref"].replace(/^#\//, "").split("/");
    here = objectAt(root.document, ...path);
  }
  return isObject(here) ? here : {};
}

/** The type names that a schema names itself. */
export function typesOf(schema: JsonObject): string[] {
  const { type } = schema;
  return typeof type === "string" ? [type] : strings(type);
}

/** Every JSON type that a schema admits; all of them where it does not say. */
export function admittedTypes(root: SchemaRoot, schema: Schema): string[] {
  const here = dereference(root, schema);
  const own = typesOf(here);
  if (own.length > 0) return own;
  for (const union of [schemas(here["oneOf"]), schemas(here["anyOf"])]) {
    if (union.length > 0) return [...new Set(union.flatMap((branch) => admittedTypes(root, branch)))];
  }
  const parts = schemas(here["allOf"]);
  const first = parts.map((part) => admittedTypes(root, part)).find((types) => types.length < 7);
  return first ?? ["null", "boolean", "integer", "number", "string", "array", "object"];
}

/** The JSON Schema type of a value. */
export function typeOf(value: Json): string {
  if (value === null) return "null";
  if (Array.isArray(value)) return "array";
  if (typeof value === "number") return Number.isInteger(value) ? "integer" : "number";
  return typeof value;
}

/** Joins names to a JSON Pointer. */
export function pointer(path: readonly (string | number)[]): string {
  return path.map((name) => `/${String(name).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

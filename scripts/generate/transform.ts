import {
  admittedTypes,
  fixedMembers,
  isRecord,
  isSchema,
  mapSchema,
  type Lookup,
  type Schema,
  type SchemaObject,
} from "./schema.ts";

/** `strict` judges as the spec says; `tolerant` lets unknown members and unknown tags pass. */
export type Mode = "strict" | "tolerant";

/** Keywords that say something about an instance. All others are for people and other tools. */
const ASSERTIONS = new Set(
  (
    "$ref $defs type enum const properties patternProperties additionalProperties propertyNames required " +
    "dependentRequired dependentSchemas minProperties maxProperties items minItems maxItems minimum maximum " +
    "minLength maxLength pattern format allOf anyOf oneOf not if then else"
  ).split(" "),
);

/** Keywords that say nothing about an instance, besides extensions. */
const ANNOTATIONS = new Set(
  "$comment title description default deprecated example examples readOnly writeOnly discriminator".split(
    " ",
  ),
);

/** Turns a schema of the bundled document into one for the validator compiler. */
export function forValidators(schema: Schema, mode: Mode, lookup: Lookup): Schema {
  return mapSchema(schema, (part) => {
    let changed = mode === "tolerant" ? opened(tolerated(part)) : part;
    changed = numberFormats(onlyAssertions(changed));
    return sharpened(changed, mode, lookup);
  });
}

/** An assertion that is not known here would be lost, and nobody would notice. */
function onlyAssertions(schema: SchemaObject): SchemaObject {
  const kept: [string, unknown][] = [];
  for (const [keyword, value] of Object.entries(schema)) {
    if (ASSERTIONS.has(keyword)) {
      kept.push([keyword, keyword === "$ref" && typeof value === "string" ? componentName(value) : value]);
    } else if (!ANNOTATIONS.has(keyword) && !keyword.startsWith("x-")) {
      throw new Error(`The generator does not know the keyword "${keyword}".`);
    }
  }
  return Object.fromEntries(kept);
}

/** Drops the assertions that a receiver overlooks. */
function tolerated(schema: SchemaObject): SchemaObject {
  const overlooked: unknown = schema["x-tolerated"];
  const { properties } = schema;
  const kept = Object.entries(schema).filter(
    ([keyword]) => !Array.isArray(overlooked) || !overlooked.includes(keyword),
  );
  if (!isRecord(properties)) return Object.fromEntries(kept);
  return {
    ...Object.fromEntries(kept),
    properties: Object.fromEntries(Object.entries(properties).map(unfixedAnnotation)),
  };
}

/**
 * An annotation, whose name holds an `@`, may say anything: the documents themselves name wrong types. Where it tells
 * the branches of a union apart it does so all the same.
 */
function unfixedAnnotation([name, member]: [string, unknown]): [string, unknown] {
  if (!name.includes("@") || !isRecord(member)) return [name, member];
  return [name, Object.fromEntries(Object.entries(member).filter(([keyword]) => keyword !== "const"))];
}

/** The name under which a component is compiled. */
export function componentName(reference: string): string {
  return reference.replace("#/components/schemas/", "");
}

/** Number formats become limits, so that every format left is a regular expression. */
function numberFormats(schema: SchemaObject): SchemaObject {
  const { format, ...rest } = schema;
  if (format === "int64") return rest;
  if (format === "int32") return { minimum: -(2 ** 31), maximum: 2 ** 31 - 1, ...rest };
  return schema;
}

function opened(schema: SchemaObject): SchemaObject {
  const { additionalProperties, ...rest } = schema;
  return additionalProperties === false ? rest : schema;
}

/**
 * Replaces a union whose branches exclude each other by JSON type or by a member with a fixed value. A plain
 * union reports the errors of all branches; this reports those of the branch that is meant. A union whose
 * branches may overlap stays as it is.
 */
function sharpened(schema: SchemaObject, mode: Mode, lookup: Lookup): SchemaObject {
  for (const keyword of ["oneOf", "anyOf"] as const) {
    const { [keyword]: union, ...rest } = schema;
    if (!Array.isArray(union)) continue;
    const branches = union.filter(isSchema);
    const choice = byType(branches, keyword, mode, lookup) ?? byMember(branches, mode, lookup);
    if (choice === undefined) continue;
    return Object.keys(rest).length === 0 ? choice : { allOf: [rest, choice] };
  }
  return schema;
}

function byType(
  branches: readonly Schema[],
  keyword: "oneOf" | "anyOf",
  mode: Mode,
  lookup: Lookup,
): SchemaObject | undefined {
  const groups = new Map<string, Schema[]>();
  for (const branch of branches) {
    const admitted = admittedTypes(branch, lookup);
    if (admitted === undefined) return undefined;
    const key = [...admitted].toSorted().join(" ");
    groups.set(key, [...(groups.get(key) ?? []), branch]);
  }
  const types = [...groups.keys()].flatMap((key) => key.split(" "));
  // Every integer is a number.
  const disjoint = new Set(types.map((type) => (type === "integer" ? "number" : type))).size === types.length;
  if (groups.size < 2 || !disjoint) return undefined;
  const chosen = (group: readonly Schema[]): Schema =>
    (group.length === 1 ? group[0] : undefined) ?? byMember(group, mode, lookup) ?? { [keyword]: group };
  const nullable = groups.get("null");
  if (nullable?.length === 1 && groups.size === 2) {
    const other = [...groups.values()].find((group) => group !== nullable) ?? [];
    return { if: { not: { type: "null" } }, then: chosen(other) };
  }
  let chain: Schema = { type: types };
  for (const [key, group] of [...groups].toReversed()) {
    chain = { if: { type: key.split(" ") }, then: chosen(group), else: chain };
  }
  return chain;
}

function byMember(branches: readonly Schema[], mode: Mode, lookup: Lookup): SchemaObject | undefined {
  const fixed = branches.map((branch) => fixedMembers(branch, lookup));
  const names = new Set(fixed.flatMap((members) => [...members.keys()]));
  for (const name of names) {
    const untagged = branches.filter((_, index) => !fixed[index]?.has(name));
    const tags = fixed.flatMap((members) => members.get(name) ?? []);
    const values = tags.map(({ value }) => value);
    const optional = tags.filter(({ required }) => !required).length;
    if (untagged.length > 1 || optional > 1 || new Set(values).size !== values.length) continue;
    const [fallback] = untagged;
    if (fallback !== undefined && !excludes(fallback, name, values, lookup)) continue;
    let chain: Schema = fallback ?? otherTag(name, values, mode);
    for (const [index, branch] of branches.entries()) {
      const tag = fixed[index]?.get(name);
      if (tag === undefined) continue;
      const test = { properties: { [name]: { const: tag.value } } };
      const chosen: SchemaObject = tag.required ? { ...test, required: [name] } : test;
      chain = { if: { type: "object", ...chosen }, then: branch, else: chain };
    }
    return isRecord(chain) ? chain : undefined;
  }
  return undefined;
}

/** Strictly the tag has to be one of the known ones; a receiver overlooks another tag and a missing one. */
function otherTag(name: string, values: readonly string[], mode: Mode): Schema {
  if (mode === "tolerant") return { type: "object" };
  return { type: "object", required: [name], properties: { [name]: { enum: values } } };
}

/** Whether a branch refuses every value that is the tag of another branch, and a missing tag. */
function excludes(branch: Schema, name: string, values: readonly string[], lookup: Lookup): boolean {
  const parts = partsOf(branch, lookup);
  const required = parts.some((part) => Array.isArray(part["required"]) && part["required"].includes(name));
  const refused = new Set(
    parts.flatMap((part): unknown[] => {
      const member = isRecord(part["properties"]) ? part["properties"][name] : undefined;
      const not = isRecord(member) && isRecord(member["not"]) ? member["not"] : {};
      return Array.isArray(not["enum"]) ? not["enum"] : [not["const"]];
    }),
  );
  return required && values.every((value) => refused.has(value));
}

/** A schema and everything that stands in it by `$ref` and `allOf`. */
function partsOf(schema: Schema, lookup: Lookup): SchemaObject[] {
  if (typeof schema === "boolean") return [];
  const { $ref: reference, allOf } = schema;
  const inner: unknown[] = [
    ...(typeof reference === "string" ? [lookup(reference)] : []),
    ...(Array.isArray(allOf) ? allOf : []),
  ];
  return [schema, ...inner.flatMap((part) => (isSchema(part) ? partsOf(part, lookup) : []))];
}

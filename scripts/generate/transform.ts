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

/** Turns a schema of the bundled document into one for the validator compiler. */
export function forValidators(schema: Schema, mode: Mode, lookup: Lookup): Schema {
  return mapSchema(schema, (part) => {
    let changed = onlyAssertions(part);
    changed = numberFormats(changed);
    if (mode === "tolerant") changed = opened(changed);
    return sharpened(changed, mode, lookup);
  });
}

function onlyAssertions(schema: SchemaObject): SchemaObject {
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([keyword]) => ASSERTIONS.has(keyword))
      .map(([keyword, value]) =>
        keyword === "$ref" && typeof value === "string" ? [keyword, componentName(value)] : [keyword, value],
      ),
  );
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
 * Replaces a union whose branches can be told apart by JSON type or by a member with a fixed value.
 * A plain union reports the errors of all branches; this reports those of the branch that is meant.
 */
function sharpened(schema: SchemaObject, mode: Mode, lookup: Lookup): SchemaObject {
  for (const keyword of ["oneOf", "anyOf"]) {
    const { [keyword]: union, ...rest } = schema;
    if (!Array.isArray(union)) continue;
    const branches = union.filter(isSchema);
    const choice = byType(branches, mode, lookup) ?? byMember(branches, mode, lookup);
    if (choice === undefined) continue;
    return Object.keys(rest).length === 0 ? choice : { allOf: [rest, choice] };
  }
  return schema;
}

function byType(branches: readonly Schema[], mode: Mode, lookup: Lookup): SchemaObject | undefined {
  const groups = new Map<string, Schema[]>();
  const types: string[] = [];
  for (const branch of branches) {
    const admitted = admittedTypes(branch, lookup);
    if (admitted === undefined) return undefined;
    const key = [...admitted].toSorted().join(" ");
    groups.set(key, [...(groups.get(key) ?? []), branch]);
    for (const type of admitted) if (!types.includes(type)) types.push(type);
  }
  const disjoint = [...groups.keys()].flatMap((key) => key.split(" ")).length === types.length;
  if (groups.size < 2 || !disjoint) return undefined;
  const chosen = (group: readonly Schema[]): Schema =>
    (group.length === 1 ? group[0] : undefined) ?? byMember(group, mode, lookup) ?? { oneOf: group };
  const nullable = groups.get("null");
  if (nullable && groups.size === 2) {
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
    const tagged = branches.filter((_, index) => fixed[index]?.has(name));
    const untagged = branches.filter((_, index) => !fixed[index]?.has(name));
    const values = fixed.flatMap((members) => members.get(name)?.value ?? []);
    if (untagged.length > 1 || new Set(values).size !== tagged.length) continue;
    let chain: Schema = untagged[0] ?? unknownTag(name, values, mode);
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

function unknownTag(name: string, values: readonly string[], mode: Mode): Schema {
  if (mode === "tolerant") return { type: "object" };
  return { type: "object", required: [name], properties: { [name]: { enum: values } } };
}

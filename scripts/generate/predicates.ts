import { isRecord, isSchema, type Schema, type SchemaObject } from "./schema.ts";

/** Functions that say whether a value satisfies a schema, made of those in `runtime/predicates.ts`. */
export interface Predicates {
  /** The name of the function for a component. */
  predicate(component: string): string;
  /** The functions asked for and those they are made of, as TypeScript, each after its parts. */
  functions(): string[];
}

/**
 * Compiles schemas of the validators to functions without error objects, which are a fraction of the validators' size.
 * Equal ones are written once.
 *
 * @param schemaOf - the schema of a component
 * @param formats - what each format means
 */
export function predicates(
  schemaOf: (component: string) => Schema,
  formats: Readonly<Record<string, RegExp>>,
): Predicates {
  const components = new Map<string, string>();
  const open = new Set<string>();
  const named = new Map<string, string>();

  /** A name for an expression; one word is its own name. */
  const shared = (expression: string): string => {
    if (/^\w+$/.test(expression)) return expression;
    const name = named.get(expression) ?? `p${named.size}`;
    named.set(expression, name);
    return name;
  };

  const component = (reference: string): string => {
    const known = components.get(reference);
    if (known !== undefined) return known;
    if (open.has(reference)) throw new Error(`Predicates cannot hold themselves, as ${reference} does.`);
    open.add(reference);
    const name = compiled(schemaOf(reference));
    open.delete(reference);
    components.set(reference, name);
    return name;
  };

  const compiled = (schema: Schema): string => {
    if (schema === false) return "never";
    const parts = typeof schema === "boolean" ? [] : aspects(schema);
    if (parts.length === 0) throw new Error("A predicate that always holds is none.");
    return parts.length === 1 ? (parts[0] ?? "") : shared(`all(${parts.join(", ")})`);
  };

  /** Names of functions that all have to hold. */
  const aspects = (schema: SchemaObject): string[] => {
    for (const keyword of Object.keys(schema))
      if (!KEYWORDS.has(keyword)) throw new Error(`Predicates do not know the keyword "${keyword}".`);
    const { $ref: reference, type, not } = schema;
    const found: string[] = [];
    const types = (Array.isArray(type) ? type : [type]).filter((one) => typeof one === "string");
    const typedAs = new Set([...types, ...("properties" in schema ? ["object"] : [])]);
    for (const [needed, keywords] of Object.entries(OF_TYPE))
      for (const keyword of keywords)
        if (keyword in schema && !typedAs.has(needed))
          throw new Error(`Predicates know "${keyword}" only where the type is ${needed}.`);
    const values = "const" in schema ? [schema["const"]] : schema["enum"];
    if (Array.isArray(values))
      found.push(shared(`among(${values.map((value) => JSON.stringify(value)).join(", ")})`));
    else if (types.length > 0) {
      const others = types.filter((one) => one !== "null").map((one) => typed(one, schema));
      const [first = ""] = others;
      const either = others.length === 1 ? first : shared(`some(${others.join(", ")})`);
      found.push(types.includes("null") ? shared(`orNull(${either})`) : either);
    } else if ("properties" in schema) found.push(typed("object", schema));
    if (typeof reference === "string") found.push(component(reference));
    const parts = schemas(schema["allOf"]);
    const merged = parts.length > 1 ? mergedObject(parts, schemaOf) : undefined;
    for (const part of merged ? [merged] : parts) found.push(compiled(part));
    if (Array.isArray(schema["anyOf"]))
      found.push(shared(`some(${schemas(schema["anyOf"]).map(compiled).join(", ")})`));
    if (isSchema(not)) found.push(shared(`not(${compiled(not)})`));
    if ("if" in schema) found.push(chosen(schema));
    return found;
  };

  const chosen = (schema: SchemaObject): string => {
    const { if: condition, then, else: otherwise } = schema;
    if (!isRecord(condition) || !isSchema(then)) throw new Error("Predicates know no empty condition.");
    if (isRecord(condition["not"]) && condition["not"]["type"] === "null" && otherwise === undefined)
      return shared(`orNull(${compiled(then)})`);
    if (isOfType(condition)) return byType(schema);
    const cases: string[] = [];
    const member = tagOf(condition)?.member;
    let absent: string | undefined;
    let rest: unknown = schema;
    // A chain of conditions on one member is one look at it.
    while (isRecord(rest) && isRecord(rest["if"]) && isSchema(rest["then"])) {
      const tag = tagOf(rest["if"]);
      if (!tag || tag.member !== member) break;
      const branch = compiled(rest["then"]);
      cases.push(`${JSON.stringify(tag.value)}: ${branch}`);
      if (!tag.demanded) absent ??= branch;
      rest = rest["else"];
    }
    if (member === undefined || !isSchema(rest))
      throw new Error(`Predicates know only conditions on one member, not ${JSON.stringify(condition)}.`);
    const parts = [JSON.stringify(member), `{ ${cases.join(", ")} }`, compiled(rest)];
    return shared(`byTag(${[...parts, ...(absent === undefined ? [] : [absent])].join(", ")})`);
  };

  /** A chain of conditions on the type. A value of another type fails at once, so that nothing is blamed. */
  const byType = (schema: SchemaObject): string => {
    const links: { readonly condition: Schema; readonly then: Schema }[] = [];
    let rest: unknown = schema;
    while (isRecord(rest) && isRecord(rest["if"]) && isOfType(rest["if"]) && isSchema(rest["then"])) {
      links.push({ condition: rest["if"], then: rest["then"] });
      rest = rest["else"];
    }
    if (!isSchema(rest)) throw new Error("Predicates know no chain of types without alternative.");
    const tested = new Set(links.flatMap(({ condition }) => typesOf(condition)));
    const last = links.at(-1);
    // All types have had their turn, and the last branch asks for its own.
    const asks = isRecord(last?.then) && "type" in last.then;
    const isOver =
      asks && isRecord(rest) && isOfType(rest) && typesOf(rest).every((type) => tested.has(type));
    const end = isOver && last ? compiled(last.then) : compiled(rest);
    return links
      .slice(0, isOver ? -1 : undefined)
      .reduceRight(
        (otherwise, { condition, then }) =>
          shared(`choose(${compiled(condition)}, ${compiled(then)}, ${otherwise})`),
        end,
      );
  };

  const typed = (type: string, schema: SchemaObject): string => {
    switch (type) {
      case "string":
        return typedText(schema);
      case "boolean":
        return "bool";
      case "integer":
        return shared(`whole(${limit(schema["minimum"])}, ${limit(schema["maximum"])})`);
      case "array":
        return typedList(schema);
      case "object":
        return typedObject(schema);
      default:
        throw new Error(`Predicates do not know the type "${type}".`);
    }
  };

  const typedText = ({ minLength, maxLength, pattern, format }: SchemaObject): string => {
    const found: string[] = [];
    if (minLength === 1) found.push("filled");
    else if (minLength !== undefined) throw new Error("Predicates know no minLength but 1.");
    if (typeof maxLength === "number") found.push(shared(`upTo(${maxLength})`));
    if (typeof pattern === "string") found.push(shared(`matching(${String(new RegExp(pattern, "u"))})`));
    if (typeof format === "string") {
      const known = formats[format];
      if (!known) throw new Error(`Predicates do not know the format "${format}".`);
      found.push(shared(`matching(${String(known)})`));
    }
    if (found.length > 1) return shared(`all(${found.join(", ")})`);
    return found[0] ?? "text";
  };

  const typedList = ({ items, minItems }: SchemaObject): string => {
    const judge = isSchema(items) && !admitsAll(items) ? compiled(items) : "undefined";
    return shared(`list(${judge}${typeof minItems === "number" ? `, ${minItems}` : ""})`);
  };

  const typedObject = (schema: SchemaObject): string => {
    const properties = isRecord(schema["properties"]) ? schema["properties"] : {};
    const { additionalProperties: others } = schema;
    if (isRecord(others) && !admitsAll(others)) {
      if (Object.keys(properties).length > 0) throw new Error("Predicates know maps or members, not both.");
      return shared(`map(${compiled(others)})`);
    }
    const required = Array.isArray(schema["required"]) ? schema["required"].map(String) : [];
    const demanded = Object.fromEntries(required.map((name): [string, Schema] => [name, true]));
    const table = (members: SchemaObject) =>
      Object.entries(members)
        .flatMap(([name, part]) => {
          if (!isSchema(part) || (admitsAll(part) && !required.includes(name))) return [];
          return [`${JSON.stringify(name)}: ${admitsAll(part) ? "any" : compiled(part)}`];
        })
        .join(", ");
    const dependent = isRecord(schema["dependentSchemas"]) ? table(schema["dependentSchemas"]) : "";
    const parts = [
      `{ ${table({ ...demanded, ...properties })} }`,
      String(required.length),
      `{ ${dependent} }`,
    ];
    if (dependent === "") parts.pop();
    if (dependent === "" && required.length === 0) parts.pop();
    return shared(`object(${parts.join(", ")})`);
  };

  return {
    predicate: component,
    functions: () => [...named].map(([expression, name]) => `const ${name} = /* @__PURE__ */ ${expression};`),
  };
}

/** Keywords that the tolerant schemas of notifications use. Limits of what a client sends are not among them. */
const KEYWORDS = new Set(
  (
    "$ref type const enum properties patternProperties required additionalProperties dependentSchemas items " +
    "minItems minimum maximum minLength maxLength pattern format allOf anyOf not if then else"
  ).split(" "),
);

function isOfType(schema: SchemaObject): boolean {
  return Object.keys(schema).join() === "type";
}

function typesOf(schema: Schema): unknown[] {
  const type = isRecord(schema) ? schema["type"] : undefined;
  return Array.isArray(type) ? type : [type];
}

/** A condition that a member has a fixed value, and whether it fails where the member is absent. */
function tagOf({
  properties,
  required,
  type,
}: SchemaObject): { member: string; value: string; demanded: boolean } | undefined {
  const [[member, part] = [], ...others] = isRecord(properties) ? Object.entries(properties) : [];
  if (type !== "object" || member === undefined || others.length > 0 || !isRecord(part)) return undefined;
  const value = part["const"];
  if (typeof value !== "string") return undefined;
  return { member, value, demanded: Array.isArray(required) && required.includes(member) };
}

/** One object for several that all have to hold, if no more than members is asked of any. */
function mergedObject(
  parts: readonly Schema[],
  schemaOf: (component: string) => Schema,
): SchemaObject | undefined {
  const properties: Record<string, Schema[]> = {};
  const required = new Set<unknown>();
  for (const part of parts) {
    const reference = isRecord(part) ? part["$ref"] : undefined;
    const given = typeof reference === "string" ? schemaOf(reference) : part;
    const plain = isRecord(given) && given["type"] === "object" && Object.keys(given).every(isOfMembers);
    if (!plain) return undefined;
    for (const [name, member] of Object.entries(given["properties"] ?? {}))
      if (isSchema(member)) (properties[name] ??= []).push(member);
    for (const name of Array.isArray(given["required"]) ? given["required"] : []) required.add(name);
  }
  const members = Object.entries(properties).map(([name, all]) => [name, single(all)]);
  return { type: "object", properties: Object.fromEntries(members), required: [...required] };
}

function isOfMembers(keyword: string): boolean {
  return ["type", "properties", "required", "patternProperties"].includes(keyword);
}

/** A fixed text is text anyway. */
function single(all: readonly Schema[]): Schema {
  const narrow = all.filter((one) => JSON.stringify(one) !== '{"type":"string"}');
  const [first, ...others] = narrow.length > 0 ? narrow : all;
  return first !== undefined && others.length === 0 ? first : { allOf: all };
}

function limit(value: unknown): string {
  return typeof value === "number" ? String(value) : "undefined";
}

/** Keywords that would say nothing of another type, and are looked at only where the type is asked for. */
const OF_TYPE = {
  object: ["properties", "required", "additionalProperties", "dependentSchemas"],
  array: ["items", "minItems"],
  string: ["minLength", "maxLength", "pattern", "format"],
  integer: ["minimum", "maximum"],
};

function schemas(list: unknown): Schema[] {
  return Array.isArray(list) ? list.filter(isSchema) : [];
}

/** Whether a schema says nothing. Patterns of names stand only where unknown members are allowed anyway. */
function admitsAll(schema: Schema): boolean {
  if (typeof schema === "boolean") return schema;
  return Object.entries(schema).every(
    ([keyword, value]) =>
      (keyword === "additionalProperties" && value === true) || keyword === "patternProperties",
  );
}

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
    const { $ref: reference, type, not, if: condition, then, else: otherwise } = schema;
    const found: string[] = [];
    const types = (Array.isArray(type) ? type : [type]).filter((one) => typeof one === "string");
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
    for (const part of schemas(schema["allOf"])) found.push(compiled(part));
    if (Array.isArray(schema["anyOf"]))
      found.push(shared(`some(${schemas(schema["anyOf"]).map(compiled).join(", ")})`));
    if (isSchema(not)) found.push(shared(`not(${compiled(not)})`));
    if (isRecord(condition)) found.push(chosen(condition, then, otherwise));
    return found;
  };

  const chosen = (condition: SchemaObject, then: unknown, otherwise: unknown): string => {
    if (!isSchema(then)) throw new Error("Predicates know no condition without consequence.");
    const branch = compiled(then);
    if (isRecord(condition["not"]) && condition["not"]["type"] === "null" && otherwise === undefined)
      return shared(`orNull(${branch})`);
    if (!isSchema(otherwise)) throw new Error("Predicates know no condition without alternative.");
    return shared(`choose(${tag(condition) ?? compiled(condition)}, ${branch}, ${compiled(otherwise)})`);
  };

  /** A condition on one member with a fixed value. */
  const tag = ({ properties, required, type }: SchemaObject): string | undefined => {
    const [[name, member] = [], ...others] = isRecord(properties) ? Object.entries(properties) : [];
    if (type !== "object" || name === undefined || others.length > 0 || !isRecord(member)) return undefined;
    if (!("const" in member)) return undefined;
    const demanded = Array.isArray(required) && required.includes(name);
    return shared(
      `tagged(${JSON.stringify(name)}, ${JSON.stringify(member["const"])}${demanded ? "" : ", true"})`,
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
    if (minLength === 1) found.push(shared("matching(/[^]/)"));
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

  const typedList = ({ items, minItems, maxItems }: SchemaObject): string => {
    if (maxItems !== undefined) throw new Error("Predicates know no maxItems.");
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
    const table = (members: SchemaObject) =>
      Object.entries(members)
        .flatMap(([name, part]) =>
          isSchema(part) && !admitsAll(part) ? [`${JSON.stringify(name)}: ${compiled(part)}`] : [],
        )
        .join(", ");
    const dependent = isRecord(schema["dependentSchemas"]) ? table(schema["dependentSchemas"]) : "";
    const required = Array.isArray(schema["required"]) ? schema["required"] : [];
    const parts = [`{ ${table(properties)} }`, JSON.stringify(required), `{ ${dependent} }`];
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

function limit(value: unknown): string {
  return typeof value === "number" ? String(value) : "undefined";
}

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

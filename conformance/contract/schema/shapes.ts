import {
  dereference,
  isObject,
  objectAt,
  schemas,
  strings,
  typesOf,
  type JsonObject,
  type Schema,
  type SchemaRoot,
} from "./schema.ts";

/** One way to satisfy a schema: without references, `allOf` or unions at its top. */
export interface Shape {
  readonly schema: JsonObject;
  /** The components that were gone through, to notice recursion. */
  readonly references: readonly string[];
}

const remembered = new WeakMap<JsonObject, readonly Shape[]>();

/** All ways to satisfy a schema. A schema that is `false` has none. The same schema gives the same shapes. */
export function shapesOf(root: SchemaRoot, schema: Schema): readonly Shape[] {
  if (typeof schema === "boolean") return schema ? [{ schema: {}, references: [] }] : [];
  const known = remembered.get(schema) ?? findShapes(root, schema);
  remembered.set(schema, known);
  return known;
}

function findShapes(root: SchemaRoot, schema: JsonObject): readonly Shape[] {
  const { $ref, allOf, oneOf, anyOf, ...rest } = schema;
  let shapes: readonly Shape[] = [{ schema: rest, references: [] }];
  if (typeof $ref === "string") {
    const inner = shapesOf(root, dereference(root, { $ref }));
    shapes = product(
      shapes,
      inner.map((shape) => ({ ...shape, references: [...shape.references, $ref] })),
    );
  }
  for (const part of schemas(allOf)) shapes = product(shapes, shapesOf(root, part));
  for (const union of [schemas(oneOf), schemas(anyOf)]) {
    if (union.length > 0) {
      shapes = product(
        shapes,
        union.flatMap((branch) => shapesOf(root, branch)),
      );
    }
  }
  return shapes;
}

function product(left: readonly Shape[], right: readonly Shape[]): Shape[] {
  return left.flatMap((a) =>
    right.flatMap((b) => {
      const schema = intersection(a.schema, b.schema);
      return schema ? [{ schema, references: [...a.references, ...b.references] }] : [];
    }),
  );
}

/** What satisfies both schemas; nothing where their types exclude each other. */
function intersection(a: JsonObject, b: JsonObject): JsonObject | undefined {
  const types = commonTypes(typesOf(a), typesOf(b));
  if (types?.length === 0) return undefined;
  const properties: Record<string, JsonObject[string]> = { ...objectAt(a, "properties") };
  for (const [name, member] of Object.entries(objectAt(b, "properties"))) {
    const before = properties[name];
    properties[name] = before === undefined ? member : { allOf: [before, member] };
  }
  const required = new Set([...strings(a["required"]), ...strings(b["required"])]);
  return {
    ...a,
    ...b,
    ...(types ? { type: types } : {}),
    ...(isObject(a["properties"]) || isObject(b["properties"]) ? { properties } : {}),
    ...(required.size > 0 ? { required: [...required] } : {}),
  };
}

function commonTypes(a: readonly string[], b: readonly string[]): string[] | undefined {
  if (a.length === 0 && b.length === 0) return undefined;
  if (a.length === 0) return [...b];
  if (b.length === 0) return [...a];
  return a.filter((type) => b.includes(type));
}

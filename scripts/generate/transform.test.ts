import { Ajv } from "ajv";
import { Ajv2020 } from "ajv/dist/2020.js";
import {
  array,
  boolean,
  check,
  constant,
  constantFrom,
  integer,
  jsonValue,
  oneof,
  property,
  record,
  sample,
  string,
  subarray,
  type Arbitrary,
} from "fast-check";
import { describe, expect, test } from "vitest";
import type { Schema, SchemaObject } from "./schema.ts";
import { forValidators, type Mode } from "./transform.ts";

const components: Record<string, SchemaObject> = {
  named: { type: "object", required: ["name"], properties: { name: { type: "string" } } },
  short: { type: "string", maxLength: 2 },
  listed: { type: "string", enum: ["a", "b"] },
};

function lookup(reference: string): SchemaObject {
  const schema = components[reference.replace("#/components/schemas/", "")];
  if (!schema) throw new Error(`There is no ${reference}.`);
  return schema;
}

const originals = new Ajv2020({ strict: false });
const compilers = { strict: compiler(), tolerant: compiler() };

function compiler(): Ajv {
  const ajv = new Ajv({ strict: false, allErrors: true });
  for (const [name, component] of Object.entries(components)) ajv.addSchema(component, name);
  return ajv;
}

/** Judges by the schema as the spec has it, by the draft of the spec. */
function plain(schema: SchemaObject) {
  return originals.compile({ ...schema, components: { schemas: components } });
}

/** Judges by the schema as the validators are compiled from. */
function sharpened(schema: SchemaObject, mode: Mode = "strict") {
  return compilers[mode].compile(forValidators(schema, mode, lookup));
}

/** The smallest schema and values found that the two judge differently; null where they agree. */
function disagreement(schemas: Arbitrary<SchemaObject>, values: Arbitrary<unknown>): unknown {
  const agreement = property(schemas, array(values, { maxLength: 25, size: "max" }), (schema, chosen) => {
    const [original, transformed] = [plain(schema), sharpened(schema)];
    return chosen.every((value) => original(value) === transformed(value));
  });
  return check(agreement, { numRuns: 80 }).counterexample;
}

/** Whether a schema is still judged branch by branch. */
function isPlainUnion(schema: Schema): boolean {
  return typeof schema === "object" && ("oneOf" in schema || "anyOf" in schema);
}

const keyword = constantFrom("oneOf", "anyOf");
const anything = oneof(
  string({ maxLength: 5 }),
  integer({ min: -3, max: 6 }),
  boolean(),
  constantFrom(null, 1.5, "a", [], {}, [1], [1, 2, 3], { name: "n" }, { name: 1 }),
  jsonValue({ maxDepth: 2 }),
);

describe("unions told apart by type", () => {
  const branches = {
    string: oneof(
      record({ type: constant("string"), minLength: integer({ min: 0, max: 2 }) }),
      constantFrom<SchemaObject>(
        { $ref: "#/components/schemas/short" },
        { $ref: "#/components/schemas/listed" },
      ),
    ),
    integer: record({ type: constant("integer"), minimum: integer({ min: -2, max: 2 }) }),
    boolean: constant({ type: "boolean" }),
    null: constant({ type: "null" }),
    array: record({ type: constant("array"), maxItems: integer({ min: 0, max: 2 }) }),
    object: constantFrom<SchemaObject>(
      { $ref: "#/components/schemas/named" },
      { type: "object", additionalProperties: false },
    ),
  };

  const unions = record({
    keyword,
    all: record(branches),
    kept: subarray(["string", "integer", "boolean", "null", "array", "object"] as const, { minLength: 2 }),
  }).map(({ keyword: name, all, kept }) => ({ [name]: kept.map((type) => all[type]) }));

  test("accept and refuse what the plain union does", () => {
    expect(disagreement(unions, anything)).toBeNull();
  });

  test("are no longer judged branch by branch", () => {
    for (const union of sample(unions, 40)) {
      expect(isPlainUnion(forValidators(union, "strict", lookup))).toBe(false);
    }
  });

  test("report the errors of the branch that is meant", () => {
    const judge = sharpened({ anyOf: [{ $ref: "#/components/schemas/named" }, { type: "null" }] });
    expect(judge({ name: 1 })).toBe(false);
    expect(judge.errors?.map(({ keyword: rule, instancePath }) => `${rule} ${instancePath}`)).toEqual([
      "type /name",
      "if ",
    ]);
    expect(judge(null)).toBe(true);
    expect(judge(7)).toBe(false);
  });

  test("keep what stands beside them", () => {
    const nullable = (branch: SchemaObject) => ({ anyOf: [branch, { type: "null" }], enum: ["a", null] });
    const schemas = constantFrom(
      nullable({ type: "string" }),
      nullable({ $ref: "#/components/schemas/listed" }),
    );
    expect(disagreement(schemas, oneof(anything, constantFrom("a", "b", null)))).toBeNull();
  });
});

describe("unions told apart by a member with a fixed value", () => {
  const TAGS = ["a", "b", "c"] as const;
  const tagged = (
    tag: string,
    shape: { optional: boolean; closed: boolean; split: boolean },
  ): SchemaObject => {
    const properties = { t: { const: tag }, [`only_${tag}`]: { type: "string" } };
    const own = { type: "object", properties, ...(shape.optional ? {} : { required: ["t"] }) };
    if (shape.split) return { allOf: [{ $ref: "#/components/schemas/named" }, own] };
    return shape.closed ? { ...own, additionalProperties: false } : own;
  };

  const unions = record({
    keyword,
    tags: subarray([...TAGS], { minLength: 2 }),
    optional: boolean(),
    closed: boolean(),
    split: boolean(),
    fallback: boolean(),
    nullable: boolean(),
  }).map(({ keyword: name, tags, optional, closed, split, fallback, nullable }) => ({
    [name]: [
      // At most one branch may do without its tag, else a value without one would mean several.
      ...tags.map((tag, index) => tagged(tag, { optional: optional && index === 0, closed, split })),
      ...(fallback
        ? [{ type: "object", required: ["t"], properties: { t: { type: "string", not: { enum: tags } } } }]
        : []),
      ...(nullable ? [{ type: "null" }] : []),
    ],
  }));

  const objects = record(
    {
      t: constantFrom(...TAGS, "z", 5, null),
      only_a: constantFrom("x", 1),
      only_b: constantFrom("x", 1),
      name: constantFrom("n", 2),
    },
    { requiredKeys: [] },
  );

  test("accept and refuse what the plain union does, with and without a branch for the rest", () => {
    expect(disagreement(unions, oneof(objects, objects, anything))).toBeNull();
  });

  test("report the errors of the branch that is meant, or else the tag", () => {
    const shape = { optional: false, closed: true, split: false };
    const union = { oneOf: [tagged("a", shape), tagged("b", shape)] };
    const judge = sharpened(union);
    const rules = (value: unknown) => {
      judge(value);
      return judge.errors?.map(({ keyword: rule, instancePath }) => `${rule} ${instancePath}`);
    };
    expect(rules({ t: "b", only_b: 1 })).toEqual(["type /only_b", "if "]);
    expect(rules({ t: "c" })).toContain("enum /t");
    expect(rules({})).toContain("required ");
    expect(rules(5)).toContain("type ");
  });

  test("judged tolerantly let unknown tags and members pass, and only those", () => {
    const shape = { optional: false, closed: true, split: false };
    const judge = sharpened({ oneOf: [tagged("a", shape), tagged("b", shape)] }, "tolerant");
    expect(judge({ t: "someFutureTag", anything: [1] })).toBe(true);
    expect(judge({ t: "a", extra: 1 })).toBe(true);
    expect(judge({ t: "a", only_a: 1 })).toBe(false);
    expect(judge("text")).toBe(false);
  });
});

test.each([
  ["whose types are not all known", [{ type: "string" }, { minimum: 5 }]],
  [
    "of which two lack the tag",
    [{ properties: { t: { const: "a" } } }, { required: ["p"] }, { required: ["q"] }],
  ],
  ["whose tags are the same", [{ properties: { t: { const: "a" } } }, { properties: { t: { const: "a" } } }]],
  ["of objects without a fixed member", [{ type: "object", required: ["p"] }, { type: "object" }]],
])("a union %s stays as it is", (_name, branches) => {
  expect(forValidators({ oneOf: branches }, "strict", lookup)).toEqual({ oneOf: branches });
});

describe("what is left of a schema", () => {
  test("descriptions, examples and extensions are dropped, at every depth, but not members of these names", () => {
    const schema = {
      type: "object",
      description: "d",
      "x-sensitive": true,
      properties: {
        description: { type: "string", title: "t", default: "x", deprecated: true },
        example: { type: "array", items: { type: "string", examples: ["e"] } },
      },
    };
    expect(forValidators(schema, "strict", lookup)).toEqual({
      type: "object",
      properties: {
        description: { type: "string" },
        example: { type: "array", items: { type: "string" } },
      },
    });
  });

  test("values are left as they are, although they look like schemas", () => {
    const schema = { enum: [{ description: "d", format: "int32" }], const: { additionalProperties: false } };
    expect(forValidators(schema, "tolerant", lookup)).toEqual(schema);
  });

  test("a 32-bit number has its limits, unless narrower ones are given", () => {
    const number = { type: "integer", format: "int32" };
    expect(forValidators(number, "strict", lookup)).toEqual({
      type: "integer",
      minimum: -2_147_483_648,
      maximum: 2_147_483_647,
    });
    expect(forValidators({ ...number, minimum: 15, maximum: 90 }, "strict", lookup)).toEqual({
      type: "integer",
      minimum: 15,
      maximum: 90,
    });
    expect(forValidators({ type: "integer", format: "int64" }, "strict", lookup)).toEqual({
      type: "integer",
    });
  });

  test("a closed object is open for a tolerant judge, a map keeps the rule of its values", () => {
    const closed = { type: "object", additionalProperties: false };
    const map = { type: "object", additionalProperties: { type: "string" } };
    expect(forValidators(closed, "strict", lookup)).toEqual(closed);
    expect(forValidators(closed, "tolerant", lookup)).toEqual({ type: "object" });
    expect(forValidators(map, "tolerant", lookup)).toEqual(map);
  });
});

describe("unions whose branches may overlap are left as they are, so that their meaning stays", () => {
  const tagged = (value: string, required: readonly string[] = []) => ({
    type: "object",
    required,
    properties: { t: { const: value } },
  });
  test.each<[string, SchemaObject, unknown]>([
    [
      "two branches of one type",
      { anyOf: [{ type: "string", minLength: 1 }, { type: "string", maxLength: 5 }, { type: "null" }] },
      "abc",
    ],
    [
      "integers are numbers",
      {
        anyOf: [
          { type: "integer", maximum: 5 },
          { type: "number", minimum: 10 },
        ],
      },
      12,
    ],
    [
      "an open branch beside a tagged one",
      { anyOf: [tagged("a", ["t", "x"]), { type: "object" }] },
      { t: "a" },
    ],
    ["an open branch that overlaps", { oneOf: [tagged("a", ["t"]), { type: "object" }] }, { t: "a" }],
    ["two optional tags", { oneOf: [tagged("a"), tagged("b")] }, {}],
    ["two branches for null", { oneOf: [{ type: "null" }, { type: "null" }, { type: "string" }] }, null],
  ])("%s", (_, schema, value) => {
    expect(sharpened(schema)(value)).toBe(plain(schema)(value));
  });
});

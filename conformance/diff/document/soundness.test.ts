import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Change } from "../change.ts";
import { documentOf } from "../fixtures.ts";
import { compareDocuments } from "./index.ts";

const runs = Number(process.env["FUZZ_RUNS"] ?? 30);

const ajv = new Ajv2020({ strict: false, addUsedSchema: false });

/** Small values of every kind: among them what any two different schemas of those below disagree on. */
const scalars = [null, true, false, 0, 1, 2, 2.5, 7, "", "a", "b", "ab", "abcd"];
const lists = [[], ["a"], ["a", "a"], ["a", "b", "ab"], [1], [1, "a"]];
const objects = scalars.flatMap((value) => [{ a: value }, { a: "a", b: value }, { b: value }, { z: value }]);
const values: readonly unknown[] = [
  ...scalars,
  ...lists,
  {},
  ...objects,
  { a: { a: "a" } },
  { a: [], b: {} },
  [{ a: 1 }],
];

/** What a comparison adds to what is possible by declaring a member, or by opening or closing an object that is read. */
const MEMBERS_OF_OPEN = /-(member-added|member-removed|object-opened|object-closed|kind-removed)$/;

describe("what a comparison of schemas says, beside what Ajv accepts", () => {
  it("finds something wherever a value is judged otherwise", () => {
    fc.assert(
      fc.property(schemas(2), schemas(2), (one, other) => {
        if (changes("request", one, other).length > 0) return;
        expect(values.filter((value) => accepts(one, value) !== accepts(other, value))).toEqual([]);
      }),
      { numRuns: runs },
    );
  });

  it("of what is sent: where nothing breaks, all that was accepted still is", () => {
    fc.assert(
      fc.property(pairs(), ([old, revised]) => {
        const found = changes("request", old, revised);
        if (found.some(({ impact, rule }) => impact === "breaking" || MEMBERS_OF_OPEN.test(rule))) return;
        expect(values.filter((value) => accepts(old, value) && !accepts(revised, value))).toEqual([]);
      }),
      { numRuns: runs },
    );
  });

  it("of what is received: where nothing breaks, all that may come could come before", () => {
    fc.assert(
      fc.property(pairs(), ([old, revised]) => {
        const found = changes("response", old, revised);
        if (found.some(({ impact, rule }) => impact === "breaking" || MEMBERS_OF_OPEN.test(rule))) return;
        expect(values.filter((value) => accepts(revised, value) && !accepts(old, value))).toEqual([]);
      }),
      { numRuns: runs },
    );
  });
});

function changes(where: "request" | "response", old: object, revised: object): Change[] {
  return compareDocuments(documentOf(where, old), documentOf(where, revised));
}

const compiled = new WeakMap<object, (value: unknown) => unknown>();

function accepts(schema: object, value: unknown): boolean {
  const validate = compiled.get(schema) ?? ajv.compile(schema);
  compiled.set(schema, validate);
  return validate(value) === true;
}

/** A schema and one that comes of it by replacing a keyword or two, so that most of them stay alike. */
function pairs(): fc.Arbitrary<[object, object]> {
  return fc.tuple(schemas(2), keywords(1), fc.boolean()).map(([schema, more, isBack]) => {
    const other = { ...schema, ...more };
    return isBack ? [other, schema] : [schema, other];
  });
}

function schemas(depth: number): fc.Arbitrary<object> {
  return fc.tuple(keywords(depth), keywords(depth)).map(([one, other]) => ({ ...one, ...other }));
}

function keywords(depth: number): fc.Arbitrary<object> {
  const names = fc.uniqueArray(fc.constantFrom("a", "b"), { maxLength: 2 });
  const scalar = fc.constantFrom<unknown>("a", "b", "ab", 1, 2, null);
  const flat: fc.Arbitrary<object>[] = [
    fc
      .constantFrom<unknown>("string", "integer", "number", "object", ["string", "null"], ["object", "array"])
      .map((type) => ({ type })),
    fc.uniqueArray(scalar, { minLength: 1, maxLength: 3 }).map((list) => ({ enum: list })),
    fc.record({ minLength: fc.nat(2), maxLength: fc.integer({ min: 2, max: 4 }) }, { requiredKeys: [] }),
    fc.record({ minimum: fc.nat(2), exclusiveMaximum: fc.integer({ min: 2, max: 7 }) }, { requiredKeys: [] }),
    fc.record({ minItems: fc.nat(2), uniqueItems: fc.boolean() }, { requiredKeys: [] }),
    fc.constantFrom("^a", "b$").map((pattern) => ({ pattern })),
    fc.constantFrom(1, 2).map((multipleOf) => ({ multipleOf })),
    names.map((required) => ({ required })),
    fc.uniqueArray(scalar, { minLength: 1, maxLength: 2 }).map((list) => ({ not: { enum: list } })),
    fc.constantFrom({ dependentRequired: { a: ["b"] } }, { maxProperties: 1 }),
    fc.constantFrom({ additionalProperties: false }, { propertyNames: { maxLength: 1 } }),
  ];
  if (depth === 0) return fc.oneof(...flat);
  const inner = fc.oneof(schemas(depth - 1), keywords(0));
  return fc.oneof(
    ...flat,
    fc
      .record({ a: inner, b: inner }, { requiredKeys: [] })
      .map((properties) => ({ type: "object", properties })),
    inner.map((items) => ({ items })),
    inner.map((additionalProperties) => ({ additionalProperties })),
    fc.tuple(inner, inner).map((anyOf) => ({ anyOf })),
    // The forms of a message are taken to exclude each other, as they do where somebody wrote them.
    fc.tuple(inner, inner).map(([a, b]) => ({
      oneOf: [
        { ...a, type: "string" },
        { ...b, type: "object" },
      ],
    })),
    fc.tuple(inner, inner).map((allOf) => ({ allOf })),
    inner.map((not) => ({ not })),
    fc.tuple(inner, inner, inner).map(([test, met, unmet]) => ({ if: test, then: met, else: unmet })),
    inner.map((schema) => ({ dependentSchemas: { a: schema } })),
  );
}

import { describe, expect, test } from "vitest";
import { predicates } from "./predicates.ts";
import type { Schema } from "./schema.ts";

const formats = { year: /^\d{4}$/ };

/** The code for components. */
function code(components: Readonly<Record<string, Schema>>, name = "a"): string {
  const compiled = predicates((component) => components[component] ?? false, formats);
  const exported = compiled.predicate(name);
  return [...compiled.functions(), exported].join("\n");
}

describe("schemas become predicates", () => {
  test("equal parts are written once", () => {
    const both = { type: "object", properties: { x: { type: "string", maxLength: 9 } } };
    const text = code({ a: { type: "object", properties: { b: both, c: { ...both } } } });
    expect(text.match(/upTo\(/g)).toHaveLength(1);
    expect(text.match(/object\(/g)).toHaveLength(2);
  });

  test("objects that all have to hold become one, and a fixed text is text anyway", () => {
    const text = code({
      a: { allOf: [{ $ref: "b" }, { type: "object", required: ["x"], properties: { x: { const: "1" } } }] },
      b: { type: "object", required: ["y"], properties: { x: { type: "string" }, y: { type: "boolean" } } },
    });
    expect(text).toBe(
      [
        'const p0 = /* @__PURE__ */ among("1");',
        'const p1 = /* @__PURE__ */ object({ "y": bool, "x": p0 }, 2);',
        "p1",
      ].join("\n"),
    );
  });

  test("what is required and may be anything is looked for", () => {
    expect(code({ a: { type: "object", required: ["x"] } })).toContain('object({ "x": any }, 1)');
  });
});

describe("what cannot be compiled is refused, rather than let through", () => {
  test.each<[string, Schema, string]>([
    ["a keyword", { type: "string", multipleOf: 2 }, 'the keyword "multipleOf"'],
    ["a type", { type: "number" }, 'the type "number"'],
    ["a format", { type: "string", format: "uri" }, 'the format "uri"'],
    ["a limit", { type: "array", maxItems: 5 }, 'the keyword "maxItems"'],
    [
      "a member that is required of whatever",
      { allOf: [{ type: "object" }], required: ["x"] },
      '"required" only where',
    ],
    ["a pattern of whatever", { pattern: "x" }, '"pattern" only where the type is string'],
    ["a length", { type: "string", minLength: 2 }, "no minLength but 1"],
    [
      "a map with members",
      { type: "object", properties: { x: { type: "string" } }, additionalProperties: { type: "string" } },
      "maps or members",
    ],
    ["nothing", {}, "always holds"],
    [
      "a condition on two members",
      { if: { required: ["x", "y"] }, then: false, else: false },
      "conditions on one member",
    ],
  ])("%s", (_, schema, message) => {
    expect(() => code({ a: schema })).toThrow(message);
  });

  test("a schema that holds itself", () => {
    const components = { a: { type: "object", properties: { b: { $ref: "a" } } } };
    expect(() => code(components)).toThrow("cannot hold themselves");
  });
});

import { describe, expect, it } from "vitest";
import { changesBetween } from "./cases.test-support.ts";

const text = { type: "string" };

describe("alternatives", () => {
  const kind = (name: string, more: object = {}) => ({
    type: "object",
    properties: { type: { const: name }, ...more },
  });

  it("are paired by what tells them apart, whatever their order", () => {
    const old = { oneOf: [kind("a", { x: text }), kind("b", { x: text })] };
    const revised = { oneOf: [kind("b", { x: { type: "integer" } }), kind("a", { x: text })] };
    expect(changesBetween("notification", old, revised)).toEqual([
      "received-type-changed receivers.hear notification (form 2).x",
    ]);
  });

  it("add to a schema that had none", () => {
    const old = { type: "object", properties: { x: text } };
    expect(changesBetween("response", old, { oneOf: [old, text] })).toEqual([
      "received-branch-added callers.ask 200",
    ]);
    expect(changesBetween("request", { oneOf: [old, text] }, old)).toEqual([
      "sent-branch-removed callers.ask request",
    ]);
  });

  const forms = (names: string[], mapping: Record<string, string>) => ({
    oneOf: names.map((name) => ({ $ref: `#/components/schemas/${name}` })),
    discriminator: { propertyName: "kind", mapping },
  });
  const object = (name: string) => ({
    type: "object",
    required: ["kind"],
    properties: { kind: text, [name]: text },
  });
  const components = {
    components: { schemas: { A: object("a"), B: object("b"), C: object("c"), A2: object("a") } },
  };
  const [A, B] = ["#/components/schemas/A", "#/components/schemas/B"];

  it.each<[string, object, object, string[]]>([
    [
      "swapped values",
      forms(["A", "B"], { a: A, b: B }),
      forms(["A", "B"], { a: B, b: A }),
      ["received-discriminator-changed callers.ask 200"],
    ],
    ["a renamed form", forms(["A", "B"], { a: A, b: B }), forms(["A2", "B"], { a: "A2", b: "B" }), []],
    [
      "two forms, then one",
      forms(["A", "B"], { a: A, b: B }),
      forms(["A"], { a: A }),
      ["received-branch-removed callers.ask 200"],
    ],
    [
      "one form, then two",
      forms(["A"], { a: A }),
      forms(["A", "B"], { a: A, b: B }),
      ["received-branch-added callers.ask 200"],
    ],
  ])("that a discriminator maps to: %s", (_name, old, revised, expected) => {
    expect(changesBetween("response", old, revised, components)).toEqual(expected);
  });

  it("of listed values beside their own type are an open list", () => {
    const open = (...values: string[]) => ({ anyOf: [{ ...text, enum: values }, text] });
    expect(changesBetween("response", text, open("a"))).toEqual([
      "document-known-values-listed callers.ask 200",
    ]);
    expect(changesBetween("response", open("a"), open("a", "b"))).toEqual([
      "received-known-value-added callers.ask 200",
    ]);
    expect(changesBetween("response", text, { anyOf: [{ enum: ["a", 1] }, text] })).not.toEqual([]);
  });

  it("keep what stands beside a reference", () => {
    const short = { components: { schemas: { Text: text } } };
    const union = (more: object) => ({
      anyOf: [{ $ref: "#/components/schemas/Text", ...more }, { type: "integer" }],
    });
    expect(changesBetween("request", union({}), union({ maxLength: 2 }), short)).not.toEqual([]);
  });

  it("that become stricter or looser together are told where they can overlap", () => {
    const [a, b] = [{ required: ["a"] }, { required: ["b"] }];
    expect(changesBetween("request", { anyOf: [a, b] }, { oneOf: [a, b] })).toEqual([
      "sent-limit-tightened callers.ask request",
    ]);
  });
});

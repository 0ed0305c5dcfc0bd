import { describe, expect, it } from "vitest";
import { changesBetween } from "./cases.test-support.ts";

const text = { type: "string" };
const pair = { type: "array", maxItems: 2 };
const flag = { type: "boolean" };
const shapes = { anyOf: [{ required: ["a"] }, { required: ["b"] }] };
const sizes = { anyOf: [{ required: ["c"] }, { required: ["d"] }] };

describe("schemas that are written in another way", () => {
  it.each<[string, unknown, unknown]>([
    ["null of OpenAPI 3.0", { type: "string", nullable: true }, { type: ["string", "null"] }],
    ["null of a union", { anyOf: [text, { type: "null" }] }, { type: ["string", "null"] }],
    ["limits of OpenAPI 3.0", { minimum: 1, exclusiveMinimum: true }, { exclusiveMinimum: 1 }],
    ["limits that limit nothing", { type: "array", minItems: 0, uniqueItems: false }, { type: "array" }],
    ["a union of types", { type: ["string", "integer"] }, { anyOf: [text, { type: "integer" }] }],
    ["a union of constants", { oneOf: [{ const: "a" }, { const: "b" }] }, { enum: ["b", "a"] }],
    ["a constant", { enum: ["a"] }, { const: "a" }],
    ["one alternative", { oneOf: [text] }, text],
    ["anything", true, {}],
    [
      "parts of a whole",
      { type: "object", required: ["id"], properties: { id: text, state: text } },
      {
        allOf: [
          { properties: { id: text } },
          { type: "object", required: ["id"], properties: { state: text } },
        ],
      },
    ],
    ["a limit said twice", { maxLength: 10 }, { allOf: [{ maxLength: 20 }, { maxLength: 10 }] }],
    [
      "a member that says what all others say",
      { type: "object", properties: { a: text }, additionalProperties: text },
      { type: "object", additionalProperties: text },
    ],
    ["what the service alone sets", { properties: { id: { type: "string", readOnly: true } } }, {}],
    ["a union in a union", { oneOf: [{ oneOf: [text, pair] }, flag] }, { oneOf: [text, pair, flag] }],
    ["the type of listed values", { enum: ["a", null] }, { type: ["string", "null"], enum: ["a", null] }],
    ["the type of a constant", { type: "number", const: 1 }, { type: "integer", enum: [1] }],
    ["more types than the listed values have", { type: ["string", "integer"], const: "a" }, { const: "a" }],
    ["limits of other types", { ...text, minimum: 5, minItems: 1, required: ["a"] }, text],
    ["patterns of other types", { type: "integer", minLength: 5, pattern: "a" }, { type: "integer" }],
    [
      "limits of integers",
      { type: "integer", exclusiveMaximum: 100, exclusiveMinimum: 0.5 },
      { type: "integer", maximum: 99, minimum: 1 },
    ],
    ["two unions in another order", { allOf: [shapes, sizes] }, { allOf: [sizes, shapes] }],
  ])("are alike: %s", (_name, one, other) => {
    expect(changesBetween("request", one, other)).toEqual([]);
    expect(changesBetween("request", other, one)).toEqual([]);
  });
});

describe("schemas of OpenAPI 3.0", () => {
  const components = { components: { schemas: { Call: { type: "object", properties: { id: text } } } } };
  const reference = { $ref: "#/components/schemas/Call" };
  const beside = { ...reference, required: ["id"], minProperties: 1 };
  const orNull = { ...beside, nullable: true };

  it("say nothing beside a reference, and in 3.1 they do", () => {
    const old = { openapi: "3.0.3", ...components };
    expect(changesBetween("request", reference, orNull, old)).toEqual([]);
    expect(changesBetween("request", orNull, reference, old)).toEqual([]);
    expect(changesBetween("request", reference, beside, components)).toEqual([
      "sent-limit-tightened callers.ask request",
      "sent-member-now-required Call.id",
    ]);
  });
});

describe("types", () => {
  it.each<[string, unknown, unknown, string]>([
    [
      "from nothing",
      { prefixItems: [text], items: false },
      { prefixItems: [text], items: text },
      "request[]",
    ],
    ["from null alone", { type: "null" }, { type: ["null", "string"] }, "request"],
  ])("are widened %s", (_name, old, revised, place) => {
    expect(changesBetween("request", old, revised)).toEqual([`sent-type-widened callers.ask ${place}`]);
  });

  it("are told by what is listed, where they differ from the declared ones", () => {
    expect(changesBetween("request", { enum: ["a", 1] }, { ...text, enum: ["a", 1] })).toEqual([
      "sent-type-narrowed callers.ask request",
    ]);
    expect(changesBetween("request", {}, { enum: ["a"] })).toEqual([
      "sent-values-closed callers.ask request",
    ]);
  });
});

describe("limits", () => {
  it("count where the types that both admit can have them", () => {
    expect(changesBetween("request", { type: ["string", "integer"] }, { ...text, minimum: 1 })).toEqual([
      "sent-type-narrowed callers.ask request",
    ]);
    expect(
      changesBetween("request", { type: ["string", "integer"] }, { type: ["string", "integer"], minimum: 1 }),
    ).toEqual(["sent-limit-tightened callers.ask request"]);
    expect(
      changesBetween("request", { type: "number", maximum: 99.5 }, { type: "number", maximum: 99 }),
    ).toEqual(["sent-limit-tightened callers.ask request"]);
  });
});

describe("members", () => {
  it("that are new in a dependent schema belong to the new member", () => {
    const model = (...kinds: string[]) => ({
      type: "object",
      properties: Object.fromEntries(kinds.map((kind) => [kind, text])),
      dependentSchemas: Object.fromEntries(
        kinds.map((kind) => [
          kind,
          {
            properties: Object.fromEntries(
              kinds.filter((other) => other !== kind).map((other) => [other, false]),
            ),
          },
        ]),
      ),
    });
    const changes = changesBetween("request", model("user", "phone"), model("user", "phone", "teams"));
    expect(changes).toEqual(["sent-member-added callers.ask request.teams"]);
    const back = changesBetween("request", model("user", "phone", "teams"), model("user", "phone"));
    expect(back).toEqual(["sent-member-removed callers.ask request.teams"]);
  });

  it("that the service sets are gone from requests, and stay in responses", () => {
    const [old, revised] = [
      { properties: { id: text } },
      { properties: { id: { type: "string", readOnly: true } } },
    ];
    expect(changesBetween("request", old, revised)).toEqual(["sent-member-removed callers.ask request.id"]);
    expect(changesBetween("response", old, revised)).toEqual([
      "document-annotation-changed callers.ask 200.id",
    ]);
  });

  it("that are required without being declared are told", () => {
    expect(changesBetween("request", { type: "object" }, { type: "object", required: ["id"] })).toEqual([
      "sent-member-added-required callers.ask request.id",
    ]);
  });

  it("that free names stood for are gone with them", () => {
    const [old, revised] = [{ additionalProperties: text }, { additionalProperties: false }];
    expect(changesBetween("notification", old, revised)).toEqual([
      "received-member-removed receivers.hear notification.*",
    ]);
  });

  it("are judged with what the object says where a condition says more of them", () => {
    const object = (kind: unknown) => ({
      type: "object",
      properties: { user: text, kind: { type: "string" } },
      dependentSchemas: { user: { properties: { kind } } },
    });
    expect(changesBetween("request", object({ type: "string" }), object({ const: "user" }))).toEqual([
      "sent-values-closed callers.ask request (beside user).kind",
    ]);
  });
});

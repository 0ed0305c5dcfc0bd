import { describe, expect, it } from "vitest";
import { changesBetween } from "./cases.test-support.ts";
import { compareDocuments } from "./index.ts";

const text = { type: "string" };

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
  ])("are alike: %s", (_name, one, other) => {
    expect(changesBetween("request", one, other)).toEqual([]);
    expect(changesBetween("request", other, one)).toEqual([]);
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

  it("that become stricter or looser together are told where they can overlap", () => {
    const [a, b] = [{ required: ["a"] }, { required: ["b"] }];
    expect(changesBetween("request", { anyOf: [a, b] }, { oneOf: [a, b] })).toEqual([
      "sent-limit-tightened callers.ask request",
    ]);
  });
});

describe("components", () => {
  const around = (name: string, schema: unknown) => ({ components: { schemas: { [name]: schema } } });
  const [old, revised] = [{ type: "object", properties: { id: text } }, { type: "object" }];
  const uses = (name: string) => ({
    paths: {
      "/one": { post: { operationId: "one", requestBody: body(name), responses: {} } },
      "/two": { post: { operationId: "two", requestBody: body(name), responses: {} } },
    },
  });
  const body = (name: string) => ({
    content: { "application/json": { schema: { $ref: `#/components/schemas/${name}` } } },
  });
  const document = (name: string, schema: unknown) => ({
    openapi: "3.1.1",
    ...uses(name),
    ...around(name, schema),
  });

  it("are told once, with all that they reach", () => {
    const changes = compareDocuments(document("Call", old), document("Call", revised));
    expect(changes.map(({ place, reaches }) => ({ place, reaches }))).toEqual([
      { place: "Call.id", reaches: ["one", "two"] },
    ]);
  });

  it("are called as they were, where they are called otherwise now", () => {
    const changes = compareDocuments(document("Call", old), document("Session", revised));
    expect(changes.map(({ place }) => place)).toEqual(["Call.id"]);
  });

  it("that another takes the place of are called by who refers to them", () => {
    const member = (name: string) => ({
      type: "object",
      properties: { call: { $ref: `#/components/schemas/${name}` } },
    });
    const components = { components: { schemas: { Call: old, Session: revised } } };
    expect(changesBetween("request", member("Call"), member("Session"), components)).toEqual([
      "sent-member-removed callers.ask request.call.id",
    ]);
  });

  it("may contain themselves", () => {
    const list = (schema: object) => ({
      type: "object",
      properties: { next: { anyOf: [{ $ref: "#/components/schemas/Call" }, { type: "null" }] }, ...schema },
    });
    const changes = compareDocuments(document("Call", list({})), document("Call", list({ id: text })));
    expect(changes.map(({ rule, place }) => `${rule} ${place}`)).toEqual(["sent-member-added Call.id"]);
  });

  it("that are not there are an error that says where", () => {
    const lost = { openapi: "3.1.1", ...uses("Call") };
    expect(() => compareDocuments(lost, document("Call", old))).toThrow(
      /schema: "#\/components\/schemas\/Call" leads nowhere/,
    );
  });
});

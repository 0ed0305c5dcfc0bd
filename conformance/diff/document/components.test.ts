import { describe, expect, it } from "vitest";
import { documentOf } from "../fixtures.ts";
import { changesBetween } from "./cases.test-support.ts";
import { compareDocuments } from "./index.ts";

const text = { type: "string" };

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

  it.each(["call", "examples", "example", "default", "enum", "properties", "$ref"])(
    "are compared where a member is called %s",
    (name) => {
      const member = { type: "object", properties: { [name]: { $ref: "#/components/schemas/Call" } } };
      const components = (schema: unknown) => ({ components: { schemas: { Call: schema, Caller: member } } });
      const caller = { $ref: "#/components/schemas/Caller" };
      const [one, other] = [old, revised].map((schema) => ({
        ...documentOf("request", caller),
        ...components(schema),
      }));
      const changes = compareDocuments(one ?? {}, other ?? {});
      expect(changes.map(({ rule, place }) => `${rule} ${place}`)).toEqual(["sent-member-removed Call.id"]);
    },
  );

  it("may contain themselves", () => {
    const list = (schema: object) => ({
      type: "object",
      properties: { next: { anyOf: [{ $ref: "#/components/schemas/Call" }, { type: "null" }] }, ...schema },
    });
    const changes = compareDocuments(document("Call", list({})), document("Call", list({ id: text })));
    expect(changes.map(({ rule, place }) => `${rule} ${place}`)).toEqual(["sent-member-added Call.id"]);
  });

  it.each([600, 30_000])("that are nested %i levels deep are an error that says so", (levels) => {
    let nested: object = text;
    for (let level = 0; level < levels; level += 1) nested = { type: "array", items: nested };
    expect(() => compareDocuments(document("Call", nested), document("Call", text))).toThrow(
      "The old document is nested more than 500 levels deep.",
    );
  });

  it("that lead to ever more others are an error too", () => {
    const schemas = (leaf: object) =>
      Object.fromEntries(
        Array.from({ length: 400 }, (_, index) => [
          `S${index}`,
          index < 399 ? { type: "array", items: { $ref: `#/components/schemas/S${index + 1}` } } : leaf,
        ]),
      );
    const whole = (leaf: object) => ({
      ...documentOf("request", { $ref: "#/components/schemas/S0" }),
      components: { schemas: schemas(leaf) },
    });
    expect(() => compareDocuments(whole(text), whole({ type: "boolean" }))).toThrow(
      /A schema is nested more than 250 levels deep, at S249/,
    );
  });

  it("that are not there are an error that says where", () => {
    const lost = { openapi: "3.1.1", ...uses("Call") };
    expect(() => compareDocuments(lost, document("Call", old))).toThrow(
      /schema: "#\/components\/schemas\/Call" leads nowhere/,
    );
  });
});

import { describe, expect, it } from "vitest";
import { ContractError } from "../contract-error.ts";
import { checkReferences } from "../references.ts";

describe("a document that is read", () => {
  it("may use one part at several places", () => {
    const shared = { type: "object", properties: { examples: { $ref: "#/paths" } } };
    const document = { openapi: "3.1.1", paths: {}, components: { schemas: { A: shared, B: shared } } };
    expect(() => checkReferences(document, "calls.yaml")).not.toThrow();
  });

  it("is refused where a part contains itself", () => {
    const part: Record<string, unknown> = { type: "object" };
    part["properties"] = { next: part };
    const document = { openapi: "3.1.1", paths: {}, components: { schemas: { Call: part } } };
    expect(() => checkReferences(document, "calls.yaml")).toThrow(ContractError);
    expect(() => checkReferences(document, "calls.yaml")).toThrow(
      /^calls.yaml holds a part that contains itself/,
    );
  });

  it("is refused where it is nested too deeply", () => {
    let nested: object = { type: "string" };
    for (let level = 0; level < 20_000; level += 1) nested = { type: "array", items: nested };
    const document = { openapi: "3.1.1", paths: {}, components: { schemas: { Call: nested } } };
    expect(() => checkReferences(document, "calls.json")).toThrow(ContractError);
  });

  it("has to hold what a member that is called as a keyword refers to", () => {
    const call = { properties: { examples: { $ref: "#/components/schemas/Lost" } } };
    const document = { openapi: "3.1.1", paths: {}, components: { schemas: { Call: call } } };
    expect(() => checkReferences(document, "calls.json")).toThrow(/refers to #\/components\/schemas\/Lost/);
  });
});

import { expect, test } from "vitest";
import { compareContracts } from "./compare.ts";
import type { Contract, JsonObject } from "./change.ts";

/** A contract of one request, which documents come before flows and requirements in. */
function contract(schema: JsonObject, title: string, levels: readonly string[]): Contract {
  const content = { "application/json": { schema } };
  const post = { operationId: "ask", requestBody: { content }, responses: { 204: { description: "Done." } } };
  return {
    name: title,
    document: { openapi: "3.1.1", info: { title, version: "1" }, paths: { "/ask": { post } } },
    requirements: levels.map((level, index) => ({
      id: `page/${index}`,
      level,
      operation: "ask",
      text: "A client asks.",
      checks: ["ask/client/asks"],
    })),
  };
}

test("what breaks comes first, whichever part it stands in; documentation comes last", () => {
  const old = contract({ type: "object", properties: { a: { type: "string" } } }, "Before", []);
  const revised = contract(
    { type: "object", properties: { a: { type: "string" }, b: { type: "string" } } },
    "After",
    ["MUST"],
  );
  const { changes, notCompared } = compareContracts(old, revised);
  expect(changes.map(({ impact, side }) => `${impact} ${side}`)).toEqual([
    "breaking requirement",
    "compatible request",
    "documentation document",
  ]);
  expect(notCompared).toEqual([]);
});

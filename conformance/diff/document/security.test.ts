import { describe, expect, it } from "vitest";
import { compareDocuments } from "./index.ts";

const done = { responses: { "204": { description: "Done." } } };

describe("security", () => {
  const schemes = (name: string, more: object = {}) => ({
    components: { securitySchemes: { [name]: { type: "http", scheme: "bearer", ...more } } },
  });
  const document = (name: string, more: object = {}) => ({
    openapi: "3.1.1",
    security: [{ [name]: [] }],
    paths: { "/ask": { post: { operationId: "ask", ...done } } },
    ...schemes(name, more),
  });

  it("by a scheme that is only called otherwise is the same", () => {
    expect(
      compareDocuments(document("entra"), document("bearer", { description: "By token." })).map(
        ({ rule }) => rule,
      ),
    ).toEqual(["document-description-changed"]);
  });

  const demanding = (...scopes: string[][]) => ({
    ...document("entra"),
    security: scopes.map((list) => ({ entra: list })),
  });

  it.each<[string[][], string[][], string[]]>([
    [[["read"], ["write"]], [["write"], ["read"]], []],
    [[["read"]], [["write"], ["read"]], ["security-alternative-added"]],
    [[["read"], ["write"]], [["read"]], ["security-alternative-removed"]],
    [[["read"], ["write"]], [["write", "all"], ["read"]], ["security-scope-added"]],
    [
      [["read", "all"], ["write"]],
      [["admin"], ["read"]],
      ["security-scope-removed", "security-scope-added"],
    ],
  ])("by one scheme with the scopes %j, then %j, is matched by scopes", (old, revised, expected) => {
    const changes = compareDocuments(demanding(...old), demanding(...revised)).map(({ rule }) => rule);
    expect(new Set(changes)).toEqual(new Set(expected));
  });
});

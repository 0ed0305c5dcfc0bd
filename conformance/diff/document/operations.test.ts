import { describe, expect, it } from "vitest";
import { bundledDocument } from "../../contract/documents.ts";
import { changesBetween } from "./cases.test-support.ts";
import { compareDocuments } from "./index.ts";

const text = { type: "string" };
const done = { responses: { "204": { description: "Done." } } };

describe("versions", () => {
  const document = (version: string, path: string) => ({
    openapi: "3.1.1",
    info: { title: "Calls", version },
    paths: {
      [path]: {
        post: { ...done, parameters: [{ name: "api-version", in: "query", schema: { const: version } }] },
      },
    },
  });

  it("that select themselves by parameter and path break nothing", () => {
    const changes = compareDocuments(document("2024", "/2024/calls"), document("2026", "/2026/calls"));
    expect(changes.map(({ rule }) => rule)).toEqual([
      "document-version-selector-changed",
      "document-version-selector-changed",
    ]);
  });

  it("are only taken for themselves: any other constant breaks", () => {
    const [old, revised] = [document("2024", "/calls"), document("2026", "/calls")];
    const changes = compareDocuments(old, { ...revised, info: { ...revised.info, version: "2025" } });
    expect(changes.map(({ rule }) => rule)).toEqual(["sent-constant-changed", "document-version-changed"]);
  });
});

describe("parameters", () => {
  const parameter = (name: string, more: object = {}) => ({ name, in: "header", schema: text, ...more });

  it("of the path of all its operations count for each, and headers are the same in any case", () => {
    const operation = { operationId: "ask", ...done };
    const whole = {
      openapi: "3.1.1",
      paths: { "/ask": { post: { ...operation, parameters: [parameter("X-Id")] } } },
    };
    const apart = {
      openapi: "3.1.1",
      paths: { "/ask": { parameters: [parameter("x-id")], post: operation } },
    };
    expect(compareDocuments(whole, apart)).toEqual([]);
  });

  it("of webhooks are what receivers read", () => {
    const [old, revised] = [
      { parameters: [] },
      { parameters: [parameter("aeg-event-type", { required: true })] },
    ];
    expect(changesBetween("webhook", old, revised)).toEqual([
      "header-added receivers.hear aeg-event-type (header)",
    ]);
    expect(changesBetween("webhook", revised, old)).toEqual([
      "header-removed receivers.hear aeg-event-type (header)",
    ]);
  });
});

describe("statuses", () => {
  const responses = (...statuses: string[]) => ({
    responses: Object.fromEntries(statuses.map((status) => [status, { description: "An answer." }])),
  });

  it.each<[string[], string[], string[]]>([
    [["200", "default"], ["200", "201", "default"], ["status-added callers.ask 201"]],
    [
      ["202", "404"],
      ["202", "4XX"],
      ["status-now-general callers.ask 404", "status-added callers.ask 4XX"],
    ],
    [["202", "409", "default"], ["202", "default"], ["status-now-general callers.ask 409"]],
    [["202", "5xx"], ["202", "5XX"], []],
    [["200", "202"], ["200", "204"], ["status-success-changed callers.ask"]],
    [
      ["200"],
      ["202", "204"],
      ["status-removed callers.ask 200", "status-added callers.ask 202", "status-added callers.ask 204"],
    ],
  ])("%j to %j", (old, revised, expected) => {
    expect(changesBetween("operation", responses(...old), responses(...revised))).toEqual(expected);
  });

  it("compare what they carry with what the general one carried", () => {
    const carrying = (schema: object) => ({
      description: "It failed.",
      content: { "application/json": { schema } },
    });
    const old = { responses: { default: carrying({ type: "object", properties: { error: text } }) } };
    const revised = { responses: { ...old.responses, "409": carrying({ type: "object" }) } };
    expect(changesBetween("operation", old, revised)).toEqual([
      "status-now-detailed callers.ask 409",
      "received-member-removed callers.ask default.error",
    ]);
  });
});

describe("media types", () => {
  const body = (name: string, schema: object) => ({ requestBody: { content: { [name]: { schema } } } });

  it("that hold each other carry the same", () => {
    expect(
      changesBetween("operation", body("application/json", text), body("*/*", { type: "integer" })),
    ).toEqual(["sent-type-changed callers.ask request", "media-type-sent-added callers.ask request"]);
  });
});

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
});

describe("callbacks", () => {
  const told = { operationId: "told", requestBody: { content: { "*/*": { schema: text } } }, ...done };
  const callbacks = { outcome: { "{$request.body#/callbackUri}": { $ref: "#/webhooks/told" } } };
  const document = (webhook: object) => ({
    openapi: "3.1.1",
    paths: { "/ask": { post: { operationId: "ask", callbacks, ...done } } },
    webhooks: { told: { post: webhook } },
  });

  it("by a webhook tell what differs in it once, by its own name", () => {
    const revised = { ...told, requestBody: { content: { "*/*": { schema: { type: "integer" } } } } };
    const changes = compareDocuments(document(told), document(revised));
    expect(changes.map(({ rule, place, reaches }) => ({ rule, place, reaches }))).toEqual([
      { rule: "received-type-changed", place: "told notification", reaches: ["told"] },
    ]);
  });

  it("of their own are called by the operation", () => {
    const own = (schema: object) => ({
      callbacks: {
        outcome: { "{$url}": { post: { requestBody: { content: { "*/*": { schema } } }, ...done } } },
      },
    });
    expect(changesBetween("operation", own(text), own({ type: "integer" }))).toEqual([
      "received-type-changed callers.ask outcome notification",
    ]);
  });
});

describe("neighbouring versions", () => {
  it("acs@2024-09-15 to acs@2026-03-12: closed requests break, everything else is new and optional", () => {
    const changes = compareDocuments(bundledDocument("acs@2024-09-15"), bundledDocument("acs@2026-03-12"));
    const breaking = changes.filter(({ impact }) => impact === "breaking");
    expect(breaking.map(({ rule, place }) => `${rule} ${place}`)).toEqual([
      "sent-object-closed TransferToParticipantRequest",
      "sent-object-closed CustomCallingContext",
      "sent-object-closed RedirectCallRequest",
    ]);
    const added = changes.filter(({ rule }) => rule === "sent-member-added").map(({ place }) => place);
    expect(added).toContain("CommunicationIdentifierModel.teamsExtensionUser");
    expect(changes.filter(({ rule }) => rule.includes("combination"))).toEqual([]);
  });

  it("graph@v1.0 to graph@beta adds and takes nothing away", () => {
    const [stable, beta] = [bundledDocument("graph@v1.0"), bundledDocument("graph@beta")];
    expect(compareDocuments(stable, beta).filter(({ impact }) => impact === "breaking")).toEqual([]);
    const back = compareDocuments(beta, stable).filter(({ impact }) => impact === "breaking");
    expect(new Set(back.map(({ rule }) => rule))).toEqual(
      new Set(["sent-member-removed", "received-member-removed", "operation-removed"]),
    );
  });
});

import { describe, expect, it } from "vitest";
import { bundledDocument } from "../../contract/documents.ts";
import { changesBetween } from "./cases.test-support.ts";
import { compareDocuments } from "./index.ts";
import { matchOperations, type Operation } from "./operations.ts";
import { rootSpot } from "./spot.ts";

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

  it("beside a reference to a path count for its operations too", () => {
    const document = (isRequired: boolean) => ({
      openapi: "3.1.1",
      paths: {
        "/ask": {
          $ref: "#/components/pathItems/Ask",
          parameters: [parameter("X-Id", { required: isRequired })],
          post: { operationId: "tell", ...done },
        },
      },
      components: { pathItems: { Ask: { get: { operationId: "ask", ...done } } } },
    });
    const changes = compareDocuments(document(false), document(true));
    expect(changes.map(({ rule, reaches }) => `${rule} ${reaches.join()}`)).toEqual([
      "parameter-now-required ask",
      "parameter-now-required tell",
    ]);
    expect(changes[0]?.oldPointer).toBe("/paths/~1ask/parameters/0");
  });

  const inQuery = (more: object) => ({ parameters: [{ name: "q", in: "query", ...more }] });
  const list = { type: "array", items: text };
  const asJson = (schema: object) => ({ content: { "application/json": { schema } } });

  it.each<[string, object, object, string[]]>([
    ["explode of one value", { schema: text }, { schema: text, explode: false }, []],
    [
      "explode of a list",
      { schema: list },
      { schema: list, explode: false },
      ["parameter-serialization-changed callers.ask q (query)"],
    ],
    ["content", { schema: list }, asJson(list), ["parameter-serialization-changed callers.ask q (query)"]],
    [
      "content of another type",
      { schema: list },
      asJson({ type: "object" }),
      ["parameter-serialization-changed callers.ask q (query)", "sent-type-changed callers.ask q (query)"],
    ],
  ])("are written in another way: %s", (_name, old, revised, expected) => {
    expect(changesBetween("operation", inQuery(old), inQuery(revised))).toEqual(expected);
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

  const content = (...types: [string, string][]) =>
    Object.fromEntries(types.map(([name, type]) => [name, { schema: { type } }]));
  const texts: [string, string][] = [
    ["application/json", "string"],
    ["text/json", "string"],
  ];

  it.each<[string, [string, string][], [string, string][]]>([
    ["into a new range", texts, [["*/*", "integer"]]],
    [
      "into a range beside a new type",
      texts.slice(0, 1),
      [
        ["*/*", "integer"],
        ["text/plain", "string"],
      ],
    ],
    ["into a range that was there", [...texts, ["*/*", "integer"]], [["*/*", "integer"]]],
    ["out of a range", [["*/*", "integer"]], texts],
  ])("that merge or part %s are compared with it", (_name, old, revised) => {
    const asked = (types: [string, string][]) => ({ requestBody: { content: content(...types) } });
    const answered = (types: [string, string][]) => ({
      responses: { "200": { description: "Here.", content: content(...types) } },
    });
    expect(changesBetween("operation", asked(old), asked(revised))).toContain(
      "sent-type-changed callers.ask request",
    );
    expect(changesBetween("operation", answered(old), answered(revised))).toContain(
      "received-type-changed callers.ask 200",
    );
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

describe("many operations", () => {
  it("are each looked at a few times, not once for each other", () => {
    let looks = 0;
    const operations = (name: string): Operation[] =>
      Array.from({ length: 500 }, (_, index) => ({
        name,
        reach: name,
        method: "get",
        items: [],
        spot: rootSpot({ operationId: `ask${index}` }),
        get path() {
          looks += 1;
          return `/${name}${index}`;
        },
      }));
    const versions = { old: undefined, new: undefined };
    expect(matchOperations(operations("old"), operations("new"), versions).pairs).toHaveLength(500);
    expect(looks).toBeLessThan(5000);
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

import { describe, expect, test } from "vitest";
import { bodyOf, listOperations, messagesOf } from "./operations.ts";

const content = { "application/json": { schema: { type: "object" } } };
const document = {
  paths: {
    "/calls/{id}:park": {
      post: {
        "x-operation": "made.park",
        "x-dependent-parameters": { "X-Token": ["X-Date"] },
        parameters: [
          { name: "id", in: "path", required: true, schema: { type: "string" } },
          { $ref: "#/components/parameters/token" },
          { name: "X-Date", in: "header", schema: { type: "string" } },
        ],
        requestBody: { required: true, content },
        responses: { "204": { description: "Parked." }, default: { $ref: "#/components/responses/error" } },
      },
      parameters: [],
      get: { "x-operation": "made.show", responses: { "200": { description: "Shown." } } },
    },
  },
  webhooks: { parked: { post: { requestBody: { content: { "*/*": { schema: { type: "array" } } } } } } },
  components: {
    parameters: { token: { name: "X-Token", in: "header", required: true, schema: { type: "string" } } },
    responses: { error: { description: "Failed.", content } },
  },
};

function messages(name: string) {
  const entry = listOperations(document).find(({ operation }) => operation === name);
  if (!entry) throw new Error(`There is no ${name}.`);
  return messagesOf(document, entry);
}

describe("the list of operations", () => {
  test("names operations by x-operation and webhooks by their key", () => {
    expect(
      listOperations(document).map(({ operation, kind, method, template }) => [
        operation,
        kind,
        method,
        template,
      ]),
    ).toEqual([
      ["made.show", "operation", "GET", "/calls/{id}:park"],
      ["made.park", "operation", "POST", "/calls/{id}:park"],
      ["parked", "webhook", "POST", "parked"],
    ]);
  });

  test("refuses a path whose operation has no name, and says which", () => {
    const paths = { "/calls/{id}:hold": { post: { operationId: "made.hold" } } };
    expect(() => listOperations({ paths })).toThrow("post /calls/{id}:hold lacks x-operation.");
    expect(() => listOperations({ paths: { "/x": { put: { "x-operation": 1 } } } })).toThrow("put /x lacks");
  });

  test("of a document without paths is empty", () => {
    expect(listOperations({})).toEqual([]);
  });
});

describe("the messages of an operation", () => {
  test("a request has its parameters by place, header names in lower case", () => {
    expect(messages("made.park").request).toMatchObject({
      required: ["path", "query", "headers", "body"],
      properties: {
        path: { required: ["id"], properties: { id: { type: "string" } } },
        query: { required: [] },
        headers: {
          required: ["x-token", "content-type"],
          dependentRequired: { "x-token": ["x-date"] },
          properties: { "x-token": { type: "string" }, "x-date": { type: "string" } },
        },
        body: { type: "object" },
      },
    });
  });

  test("an undocumented media type is not asked for, and an optional body neither", () => {
    expect(messages("parked").request).toMatchObject({
      required: ["path", "query", "headers"],
      properties: { headers: { required: [], properties: {} }, body: { type: "array" } },
    });
  });

  test("a response has its documented body, must have none, or is left open", () => {
    const { responses } = messages("made.park");
    expect(responses["204"]).toMatchObject({ required: ["headers"], properties: { body: false } });
    expect(responses["default"]).toMatchObject({
      required: ["headers", "body"],
      properties: { body: { type: "object" }, headers: { required: ["content-type"] } },
    });
    expect(messages("made.show").responses["200"]).toMatchObject({
      required: ["headers"],
      properties: { body: true },
    });
  });

  test.each([
    ["204", {}, "forbidden"],
    ["205", {}, "forbidden"],
    ["202", {}, "undocumented"],
    ["202", { content }, "documented"],
  ])("a %s with %j: its body is %s or so", (status, response, expected) => {
    expect(bodyOf(status, response)).toBe(expected);
  });
});

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { at } from "../../generate/document.ts";
import type { SchemaObject } from "../../generate/schema.ts";
import { LACKS } from "../definition.ts";
import { readFolder } from "../official.ts";

const home = mkdtempSync(join(tmpdir(), "call-handoff-swagger-"));
afterAll(() => rmSync(home, { recursive: true, force: true }));

const scope = {
  paths: new Set(["/calls/{}:hand"]),
  actions: new Set<string>(),
  types: new Set(["Request", "Event"]),
};

const main = {
  swagger: "2.0",
  info: { title: "Somebody's words", description: "More of them", version: "2030-01-01" },
  consumes: ["application/json"],
  produces: ["application/json"],
  paths: {
    "/calls/{callId}:hand": {
      post: {
        operationId: "Hand",
        summary: "Words",
        parameters: [
          { $ref: "#/parameters/Version" },
          { name: "callId", in: "path", required: true, type: "string", description: "Words" },
          { name: "body", in: "body", required: true, schema: { $ref: "#/definitions/Request" } },
        ],
        responses: {
          202: { description: "Words", schema: { $ref: "./answers.json#/definitions/Answer" } },
        },
        "x-ms-examples": { Hand: { $ref: "./examples/Hand.json" } },
      },
    },
    "/others": { get: { responses: { 200: { description: "Words" } } } },
  },
  parameters: { Version: { name: "api-version", in: "query", required: true, type: "string" } },
  definitions: {
    Who: { $ref: "../../../Common/common.json#/definitions/Who" },
    Request: {
      type: "object",
      required: ["who"],
      properties: {
        who: { $ref: "#/definitions/Who", description: "Words" },
        note: { type: "string", "x-nullable": true, title: "Words", example: "Words" },
        size: { type: "number", minimum: 0, exclusiveMinimum: true },
        description: { type: "string" },
      },
      additionalProperties: false,
    },
    Event: {
      type: "object",
      properties: { other: { $ref: "../../../Common/missing.json#/definitions/Other" } },
    },
    Unrelated: { type: "object" },
  },
};
const answers = {
  definitions: { Answer: { type: "object", properties: { again: { $ref: "#/definitions/Answer" } } } },
};
const common = {
  definitions: {
    Who: { type: "object", properties: { kind: { $ref: "#/definitions/Kind" } } },
    Kind: { type: "string", enum: ["a", "b"], "x-ms-enum": { name: "Kind", modelAsString: true } },
  },
};
const place = "CallAutomation/stable/2030-01-01";
const files = {
  [`${place}/calls.json`]: main,
  "Common/common.json": common,
  [`${place}/examples/Hand.json`]: {},
};
let count = 0;

/** A folder with these files, as JSON unless they are texts. */
function folder(contents: Readonly<Record<string, unknown>>): string {
  count += 1;
  const root = join(home, String(count));
  for (const [name, content] of Object.entries(contents)) {
    mkdirSync(dirname(join(root, name)), { recursive: true });
    writeFileSync(join(root, name), typeof content === "string" ? content : JSON.stringify(content));
  }
  return root;
}

async function read(contents: Readonly<Record<string, unknown>>): Promise<SchemaObject> {
  const [definition] = await readFolder("acs", folder(contents), scope);
  if (definition === undefined) throw new Error("There is no definition.");
  return definition.document;
}

// A version's folder holds one definition: what else it refers to lies elsewhere.
const split = {
  ...files,
  [`${place}/calls.json`]: JSON.stringify(main).replace("./answers.json", "../../shared/answers.json"),
  "CallAutomation/shared/answers.json": answers,
};

describe("a definition that refers to other files", () => {
  test("is one document with the types in scope, and without prose", async () => {
    const document = await read(split);
    expect(Object.keys(at(document, "paths"))).toEqual(["/calls/{callId}:hand"]);
    expect(at(document, "components", "schemas")).toEqual({
      Answer: { type: "object", properties: { again: { $ref: "#/components/schemas/Answer" } } },
      Event: { type: "object", properties: { other: { $ref: "#/components/schemas/Other" } } },
      Kind: { type: "string", "x-extensible-enum": ["a", "b"] },
      Other: { [LACKS]: ["definition"] },
      Request: {
        type: "object",
        required: ["who"],
        properties: {
          who: { $ref: "#/components/schemas/Who" },
          note: { type: ["string", "null"] },
          size: { type: "number", exclusiveMinimum: 0 },
          description: { type: "string" },
        },
        additionalProperties: false,
      },
      Who: { type: "object", properties: { kind: { $ref: "#/components/schemas/Kind" } } },
    });
    expect(JSON.stringify(document)).not.toMatch(/words/i);
  });

  test("says what definitions alone do not say", async () => {
    const { definitions } = main;
    const document = await read({ ...split, [`${place}/calls.json`]: { definitions } });
    expect(document[LACKS]).toEqual(["paths", "servers", "security"]);
    expect(document["info"]).toEqual({ title: "", version: "2030-01-01" });
  });
});

test.each([
  [
    "a reference that a file does not answer",
    { "Common/common.json": { definitions: {} } },
    /leads to nothing/,
  ],
  ["malformed JSON", { "Common/common.json": '{"definitions": ' }, /common\.json: /],
  ["a file that is no object", { "Common/common.json": "[]" }, /not a JSON object/],
  [
    "two types under one name",
    {
      "CallAutomation/shared/answers.json": {
        definitions: { Answer: { items: { $ref: "#/definitions/Who" } }, Who: {} },
      },
    },
    /Who is defined in/,
  ],
  [
    "a reference that leads back to itself",
    { "Common/common.json": { definitions: { ...common.definitions, Who: { $ref: "#/definitions/Who" } } } },
    /refers to itself/,
  ],
  [
    "another version than its folder's",
    { [`${place}/calls.json`]: { ...main, info: { title: "", version: "2031-01-01" }, paths: {} } },
    /is of version 2031-01-01/,
  ],
  ["two definitions of one version", { [`${place}/second.json`]: main }, /one definition is expected/],
  [
    "what is no Swagger",
    {
      [`${place}/calls.json`]: {
        ...main,
        definitions: {},
        paths: { "/calls/{callId}:hand": { post: { parameters: [{ $ref: "#/somewhere" }] } } },
      },
    },
    /no reference to a definition/,
  ],
])("%s is told", async (_name, contents, message) => {
  await expect(read({ ...split, ...contents })).rejects.toThrow(message);
});

test("a folder without definitions, no folder and a file are told apart", async () => {
  const empty = folder({ "CallAutomation/stable/2030-01-01/readme.txt": "" });
  await expect(readFolder("acs", empty, scope)).rejects.toThrow(/holds no definitions: no CallAutomation/);
  await expect(readFolder("acs", join(empty, "none"), scope)).rejects.toThrow(/There is no folder/);
  await expect(readFolder("acs", join(empty, `${place}/readme.txt`), scope)).rejects.toThrow(/is a file/);
});

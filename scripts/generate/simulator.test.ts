import { fileURLToPath } from "node:url";
import { describe, expect, test, vi } from "vitest";
import { controlPaths } from "../../generated/simulator/paths.ts";
import { addFault, createCall, setClock } from "../../generated/simulator/validators.js";
import { violationsOf } from "../../src/validate/violation.ts";
import { controlOperations, readControl } from "./simulator.ts";

// Node gives the default import of these two CommonJS modules as the whole module, vitest unwraps it.
vi.mock("ajv/dist/vocabularies/next.js", async () => {
  const { createRequire } = await import("node:module");
  const loaded: unknown = createRequire(import.meta.url)("ajv/dist/vocabularies/next.js");
  return { default: loaded };
});
vi.mock("ajv/dist/standalone/index.js", async () => {
  const { createRequire } = await import("node:module");
  const loaded: unknown = createRequire(import.meta.url)("ajv/dist/standalone/index.js");
  return { default: loaded };
});

const control = readControl(fileURLToPath(new URL("../..", import.meta.url)));

test("every operation has its method, path and status of success", () => {
  const operations = controlOperations(control);
  expect(controlPaths).toEqual(
    Object.fromEntries(operations.map(({ name, method, path, status }) => [name, { method, path, status }])),
  );
  expect(operations.filter(({ body }) => body !== undefined).map(({ name }) => name)).toEqual([
    "createCall",
    "addFault",
    "setClock",
  ]);
});

test("an operation without a name or without a success is refused", () => {
  const paths = (get: object) => ({ paths: { "/simulator/x": { get } } });
  expect(() => controlOperations(paths({}))).toThrow("get /simulator/x lacks operationId.");
  expect(() => controlOperations(paths({ operationId: "x", responses: { default: {} } }))).toThrow(
    "x has no status of success.",
  );
});

describe("the validators of bodies", () => {
  const call = { service: "graph", kind: "peerToPeer", callbackUri: "http://127.0.0.1:1/" };

  test.each([
    ["a call", createCall, call],
    ["a fault of requests", addFault, { on: "request" }],
    ["a fault of notifications", addFault, { on: "notification", trouble: "dropped" }],
    ["a change of the clock", setClock, { advance: 1000, running: false }],
  ])("take %s, and ignore unknown members", (_name, validator, body) => {
    expect(violationsOf(validator, body)).toEqual([]);
    expect(violationsOf(validator, { ...body, unknown: { member: 1 } })).toEqual([]);
  });

  test.each([
    [createCall, {}, ["/service: a value", "/kind: a value", "/callbackUri: a value"]],
    [createCall, { ...call, service: "teams" }, ['/service: one of "acs", "graph"']],
    [createCall, { ...call, callbackUri: "ftp://a" }, ["/callbackUri: text that matches ^https?://"]],
    [setClock, { advance: -1 }, ["/advance: at least 0"]],
    [setClock, [], [": object"]],
  ])("%# tell what is wrong", (validator, body, told) => {
    expect(violationsOf(validator, body).map(({ where, expected }) => `${where}: ${expected}`)).toEqual(told);
  });

  test.each([
    [{ on: "answer" }, '/on: one of "request", "notification"'],
    [{ trouble: "dropped" }, "/on: a value"],
    [{ on: "request", status: 200, trouble: 1 }, "/status: at least 400"],
    [{ on: "notification", status: 200 }, "/trouble: a value"],
    ["request", ": object"],
  ])("tell of %j what is wrong with the kind of fault that is meant", (body, told) => {
    expect(violationsOf(addFault, body).map(({ where, expected }) => `${where}: ${expected}`)).toEqual([
      told,
    ]);
  });
});

import { beforeEach, describe, expect, test } from "vitest";
import { acsVersions, createAcsClient } from "../acs/index.ts";
import { createGraphClient, graphVersions } from "../graph/index.ts";
import { serverForTests } from "../http/recording-server.test-support.ts";
import { checked } from "./index.ts";

const server = serverForTests();

beforeEach(() => {
  server.answer = (response) =>
    response.writeHead(202, { "content-type": "application/json" }).end('{"operationContext":"c"}');
});

const local = { allowLoopbackHttp: true, retry: false } as const;
const target = { rawId: "4:+14255550123" };
const user = { identity: { user: { id: "550fae72-d251-43ec-868c-373732c2704f" } } };

describe.each(acsVersions)("a checked client of ACS %s", (apiVersion) => {
  const client = () =>
    checked(createAcsClient({ ...local, endpoint: server.origin, credential: () => "t", apiVersion }));

  test("sends what keeps the contract, and finds nothing in an answer that does", async () => {
    const result = await client().transferToParticipant("call-1", { targetParticipant: target });
    expect(result).toMatchObject({ ok: true, data: { operationContext: "c" }, violations: [] });
    server.answer = (response) => response.writeHead(204).end();
    expect(await client().redirectCall({ incomingCallContext: "opaque", target })).toMatchObject({
      ok: true,
      violations: [],
    });
  });

  test("takes a body that broke off for no fault of its content", async () => {
    server.answer = (response) => {
      response.writeHead(202, { "content-type": "application/json", "content-length": "100" }).write("{");
      setTimeout(() => response.destroy(), 10);
    };
    expect(await client().transferToParticipant("call-1", { targetParticipant: target })).toMatchObject({
      ok: true,
      fault: { code: "ERR_NETWORK" },
      violations: [],
    });
  });

  test("does not send what breaks it, and says where without repeating it", async () => {
    const sipHeaders = Object.fromEntries(Array.from({ length: 6 }, (_, n) => [`X-MS-Custom-${n}`, "hush"]));
    const request = { targetParticipant: target, customCallingContext: { sipHeaders } };
    const error: unknown = await client()
      .transferToParticipant("call-1", request)
      .catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({
      code: "ERR_INVALID_REQUEST",
      message: expect.stringContaining("/body/customCallingContext/sipHeaders"),
      violations: [{ where: "/body/customCallingContext/sipHeaders", rule: "maxProperties" }],
    });
    expect(JSON.stringify(error)).not.toContain("hush");
    expect(server.requests).toEqual([]);
  });

  test("says what is wrong with an answer, whose status counts all the same", async () => {
    server.answer = (response) =>
      response.writeHead(202, { "content-type": "application/json" }).end('{"operationContext":7}');
    expect(await client().transferToParticipant("call-1", { targetParticipant: target })).toMatchObject({
      ok: true,
      violations: [{ where: "/body/operationContext", rule: "type" }],
    });
    server.answer = (response) => response.writeHead(599).end("strange");
    expect(await client().redirectCall({ incomingCallContext: "opaque", target })).toMatchObject({
      status: 599,
    });
    server.answer = (response) => response.writeHead(502, { "content-type": "text/html" }).end("<html>");
    const result = await client().redirectCall({ incomingCallContext: "opaque", target });
    expect(result).toMatchObject({ ok: false, status: 502, text: "<html>" });
    expect(result.violations).toMatchObject([{ where: "/body", rule: "json" }]);
  });
});

describe.each(graphVersions)("a checked client of Graph %s", (version) => {
  const client = () =>
    checked(createGraphClient({ ...local, baseUrl: server.origin, credential: "t", version }));

  test("sends what keeps the contract", async () => {
    server.answer = (response) => response.writeHead(202).end();
    expect(await client().transfer("call-1", { transferTarget: user })).toMatchObject({
      ok: true,
      violations: [],
    });
    expect(await client().redirect("call-1", { targets: [user] })).toMatchObject({
      ok: true,
      violations: [],
    });
    expect(client().version).toBe(version);
  });

  test.each([
    ["no target", { targets: [] }, "minItems /body/targets"],
    ["26 targets", { targets: Array.from({ length: 26 }, () => user) }, "maxItems /body/targets"],
    ["14 seconds", { targets: [user], timeout: 14 }, "minimum /body/timeout"],
    ["91 seconds", { targets: [user], timeout: 91 }, "maximum /body/timeout"],
    ["a callback by http", { targets: [user], callbackUri: "http://a.test" }, "pattern /body/callbackUri"],
  ])("does not send a redirect with %s", async (_name, request, fault) => {
    const [rule, where] = fault.split(" ");
    await expect(client().redirect("call-1", request)).rejects.toMatchObject({
      code: "ERR_INVALID_REQUEST",
      violations: [{ rule, where }],
    });
    await expect(client().orThrow.redirect("call-1", request)).rejects.toMatchObject({
      code: "ERR_INVALID_REQUEST",
    });
    expect(server.requests).toEqual([]);
  });

  test("orThrow throws what is no success", async () => {
    server.answer = (response) => response.writeHead(404).end();
    await expect(client().orThrow.transfer("call-1", { transferTarget: user })).rejects.toMatchObject({
      code: "ERR_REFUSED",
      result: { status: 404 },
    });
  });
});

test("a client of a version that nobody knows is refused", () => {
  const client = { ...createGraphClient({ credential: () => "t" }), version: "v9" };
  // @ts-expect-error no version
  expect(() => checked(client)).toThrow("There is no version graph@v9.");
});

import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { examples } from "../../generated/examples.ts";
import { judgeRequest } from "../validate/index.ts";
import { acsVersions, createAcsClient, newestAcsVersion, type AcsSchemas } from "./index.ts";
import { startRecordingServer, type RecordingServer } from "../http/recording-server.test-support.ts";

let server: RecordingServer;
let endpoint: string;

beforeAll(async () => {
  server = await startRecordingServer();
  endpoint = server.origin;
});

beforeEach(() => {
  server.requests.length = 0;
  server.answer = (response) => {
    response.writeHead(202, { "content-type": "application/json" }).end('{"operationContext":"order 4711"}');
  };
});

afterAll(() => server.close());

/** A test server speaks http. */
const access = { credential: () => "t", allowLoopbackHttp: true } as const;

const target = { rawId: "4:+14255550123" };
const redirect = { incomingCallContext: "opaque", target };

describe("what ACS receives", () => {
  test("a transfer goes out as POST with the colon literal and the newest version", async () => {
    await createAcsClient({ endpoint, ...access }).transferToParticipant("call-1", {
      targetParticipant: target,
    });
    expect(server.soleRequest()).toMatchObject({
      method: "POST",
      url: `/calling/callConnections/call-1:transferToParticipant?api-version=${newestAcsVersion}`,
    });
  });

  test("a redirect goes out as POST with the colon literal and the newest version", async () => {
    await createAcsClient({ endpoint, ...access }).redirectCall(redirect);
    expect(server.soleRequest()).toMatchObject({
      method: "POST",
      url: `/calling/callConnections:redirect?api-version=${newestAcsVersion}`,
    });
  });

  test.each(acsVersions)("a client of %s asks for that version in both operations", async (apiVersion) => {
    const acs = createAcsClient({ endpoint, ...access, apiVersion });
    await acs.transferToParticipant("call-1", { targetParticipant: target });
    await acs.redirectCall(redirect);
    expect(acs.apiVersion).toBe(apiVersion);
    expect(server.requests.map(({ url }) => url)).toEqual([
      `/calling/callConnections/call-1:transferToParticipant?api-version=${apiVersion}`,
      `/calling/callConnections:redirect?api-version=${apiVersion}`,
    ]);
  });

  test.each([
    ["a slash", "a/b", "a%2Fb"],
    ["a colon", "a:b", "a%3Ab"],
    ["a space", "a b", "a%20b"],
    ["a question mark and a hash", "a?b#c", "a%3Fb%23c"],
    ["a percent sign", "a%2Fb", "a%252Fb"],
    ["letters beyond ASCII", "né😀", "n%C3%A9%F0%9F%98%80"],
    ["a dollar pattern of String.replace", "a$&b$'c", "a%24%26b%24'c"],
    ["dots between slashes", "a/../b", "a%2F..%2Fb"],
  ])("an id with %s is encoded within the id only", async (_name, id, encoded) => {
    await createAcsClient({ endpoint, ...access }).transferToParticipant(id, { targetParticipant: target });
    expect(server.soleRequest().url).toBe(
      `/calling/callConnections/${encoded}:transferToParticipant?api-version=${newestAcsVersion}`,
    );
  });

  test.each(["/", "//"])("an endpoint that ends in %s gives the same path", async (end) => {
    await createAcsClient({ endpoint: endpoint + end, ...access }).redirectCall(redirect);
    expect(server.soleRequest().url).toBe(
      `/calling/callConnections:redirect?api-version=${newestAcsVersion}`,
    );
  });

  test("the body arrives as JSON equal to what was given, text beyond ASCII included", async () => {
    const body = {
      targetParticipant: { kind: "phoneNumber", phoneNumber: { value: "+14255550123", assertedId: "2" } },
      operationContext: "order 4711 – 注文 😀",
      customCallingContext: { sipHeaders: { "User-To-User": "00", "X-MS-Custom-A": "1" } },
    };
    await createAcsClient({ endpoint, ...access }).transferToParticipant("call-1", body);
    const received = server.soleRequest();
    expect(received.headers["content-type"]).toMatch(/^application\/json(;|$)/);
    expect(JSON.parse(received.body)).toEqual(body);
  });

  test("a repeatability pair goes out as two headers, the time as an HTTP date to the second", async () => {
    const acs = createAcsClient({ endpoint, ...access });
    const repeatability = {
      requestId: "1d7fd4e5-c5d6-4f75-94f1-2b7f3d1a9f10",
      firstSent: "Sun, 06 Nov 1994 08:49:37 GMT",
    };
    await acs.transferToParticipant("call-1", { targetParticipant: target }, { repeatability });
    await acs.redirectCall(redirect, { repeatability });
    expect(server.requests).toHaveLength(2);
    for (const { headers } of server.requests) {
      expect(headers["repeatability-request-id"]).toBe("1d7fd4e5-c5d6-4f75-94f1-2b7f3d1a9f10");
      expect(headers["repeatability-first-sent"]).toBe("Sun, 06 Nov 1994 08:49:37 GMT");
    }
  });
});

describe("what a caller of ACS gets back", () => {
  test("202 to a transfer is success, with the answer as data", async () => {
    const result = await createAcsClient({ endpoint, ...access }).transferToParticipant("call-1", {
      targetParticipant: target,
    });
    expect(result).toMatchObject({ ok: true, status: 202, data: { operationContext: "order 4711" } });
  });

  test("204 to a redirect is success without data", async () => {
    server.answer = (response) => response.writeHead(204).end();
    const result = await createAcsClient({ endpoint, ...access }).redirectCall(redirect);
    expect(result).toMatchObject({ ok: true, status: 204, data: undefined });
  });

  test("202 to a redirect is not the documented success", async () => {
    const result = await createAcsClient({ endpoint, ...access }).redirectCall(redirect);
    expect(result).toMatchObject({ ok: false, status: 202 });
  });

  test.each([200, 204])("%i to a transfer is not the documented success", async (status) => {
    server.answer = (response) => response.writeHead(status).end();
    const result = await createAcsClient({ endpoint, ...access }).transferToParticipant("call-1", {
      targetParticipant: target,
    });
    expect(result).toMatchObject({ ok: false, status, error: undefined });
  });
});

function isTransfer(body: unknown): body is AcsSchemas["TransferToParticipantRequest"] {
  const message = {
    path: { callConnectionId: "call-1" },
    query: { "api-version": "2026-03-12" },
    headers: { "content-type": "application/json" },
    body,
  };
  return judgeRequest("acs@2026-03-12", "acs.transferToParticipant", message).length === 0;
}

function isRedirect(body: unknown): body is AcsSchemas["RedirectCallRequest"] {
  const message = {
    path: {},
    query: { "api-version": "2026-03-12" },
    headers: { "content-type": "application/json" },
    body,
  };
  return judgeRequest("acs@2026-03-12", "acs.redirectCall", message).length === 0;
}

const documented = examples.flatMap((example) =>
  example.direction === "request" && example.operation.startsWith("acs.") ? [example] : [],
);

test("each operation of ACS has a documented request", () => {
  expect(documented.map(({ operation }) => operation).toSorted()).toEqual([
    "acs.redirectCall",
    "acs.transferToParticipant",
  ]);
});

test.each(documented)(
  "the documented request $id goes out as documented, byte for byte",
  async ({ apiVersion, message }) => {
    const { body } = message;
    const address = new URL(message.url);
    const id = /callConnections\/([^:]+):/.exec(address.pathname)?.[1];
    const version = acsVersions.find((known) => known === apiVersion);
    if (version === undefined) throw new Error(`There is no version ${apiVersion}.`);
    const acs = createAcsClient({ endpoint, ...access, apiVersion: version });
    if (id === undefined && isRedirect(body)) await acs.redirectCall(body);
    else if (id !== undefined && isTransfer(body)) await acs.transferToParticipant(id, body);
    const received = server.soleRequest();
    expect(received.method).toBe(message.method);
    expect(received.url).toBe(address.pathname + address.search);
    expect(received.body).toBe(JSON.stringify(body));
  },
);

describe("what cannot be sent as meant is refused before anything goes out", () => {
  test.each(["", ".", ".."])("the id %j, which would address another path", async (id) => {
    const acs = createAcsClient({ endpoint, ...access });
    await expect(acs.transferToParticipant(id, { targetParticipant: target })).rejects.toMatchObject({
      code: "ERR_INVALID_ARGUMENT",
      message: expect.stringContaining("callConnectionId"),
    });
    expect(server.requests).toEqual([]);
  });
});

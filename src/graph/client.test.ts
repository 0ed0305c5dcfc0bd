import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { examples } from "../../generated/examples.ts";
import { graphServers } from "../../generated/operations.ts";
import { judgeRequest } from "../validate/index.ts";
import { createGraphClient, graphVersions, newestGraphVersion, type GraphSchemas } from "./index.ts";
import { startRecordingServer, type RecordingServer } from "../http/recording-server.test-support.ts";

let server: RecordingServer;
let origin: string;

beforeAll(async () => {
  server = await startRecordingServer();
  origin = server.origin;
});

beforeEach(() => {
  server.requests.length = 0;
  server.answer = (response) => response.writeHead(202).end();
});

afterAll(() => server.close());

/** A test server speaks http. */
const access = { credential: "t", allowLoopbackHttp: true } as const;

const target = { identity: { user: { id: "550fae72-d251-43ec-868c-373732c2704f" } } };

describe("what Graph receives", () => {
  test.each(["", "/", "//"])("a base address that ends in '%s' gives the documented paths", async (end) => {
    const graph = createGraphClient({ ...access, baseUrl: `${origin}/v1.0${end}` });
    await graph.transfer("call-1", { transferTarget: target });
    await graph.redirect("call-1", { targets: [target] });
    expect(server.requests.map(({ method, url }) => `${method} ${url}`)).toEqual([
      "POST /v1.0/communications/calls/call-1/transfer",
      "POST /v1.0/communications/calls/call-1/redirect",
    ]);
  });

  test("without a version the production version of the global service is asked", async () => {
    const sent: string[] = [];
    const fetch = async (url: string) => {
      sent.push(url);
      return new Response(null, { status: 202 });
    };
    const graph = createGraphClient({ ...access, fetch });
    await graph.transfer("call-1", { transferTarget: target });
    expect(graph.version).toBe(newestGraphVersion);
    expect(sent).toEqual(["https://graph.microsoft.com/v1.0/communications/calls/call-1/transfer"]);
  });

  test.each(graphVersions)("a client of %s asks at the address of that version", async (version) => {
    const sent: string[] = [];
    const fetch = async (url: string) => {
      sent.push(url);
      return new Response(null, { status: 202 });
    };
    const graph = createGraphClient({ ...access, fetch, version });
    await graph.redirect("call-1", { targets: [target] });
    expect(graph.version).toBe(version);
    expect(sent).toEqual([`${graphServers[version]}/communications/calls/call-1/redirect`]);
  });

  test.each([
    ["a slash", "a/b", "a%2Fb"],
    ["a colon", "a:b", "a%3Ab"],
    ["a space", "a b", "a%20b"],
    ["a question mark and a hash", "a?b#c", "a%3Fb%23c"],
    ["letters beyond ASCII", "né😀", "n%C3%A9%F0%9F%98%80"],
    ["dots between slashes", "a/../b", "a%2F..%2Fb"],
  ])("an id with %s is encoded within the id only", async (_name, id, encoded) => {
    const graph = createGraphClient({ ...access, baseUrl: `${origin}/v1.0` });
    await graph.transfer(id, { transferTarget: target });
    expect(server.soleRequest().url).toBe(`/v1.0/communications/calls/${encoded}/transfer`);
  });

  test("the body arrives as JSON equal to what was given, null and annotations included", async () => {
    const body = {
      targets: [{ "@odata.type": "#microsoft.graph.invitationParticipantInfo" as const, ...target }],
      timeout: null,
      callbackUri: "https://bot.contoso.com/api/calls/ü",
    };
    await createGraphClient({ ...access, baseUrl: origin }).redirect("call-1", body);
    const received = server.soleRequest();
    expect(received.headers["content-type"]).toMatch(/^application\/json(;|$)/);
    expect(JSON.parse(received.body)).toEqual(body);
  });
});

describe("what a caller of Graph gets back", () => {
  test("202 without a body is success without data, in both operations", async () => {
    const graph = createGraphClient({ ...access, baseUrl: origin });
    const expected = { ok: true, status: 202, data: undefined };
    expect(await graph.transfer("call-1", { transferTarget: target })).toMatchObject(expected);
    expect(await graph.redirect("call-1", { targets: [target] })).toMatchObject(expected);
  });

  test("202 with a body, which no document shows, keeps what came as text", async () => {
    server.answer = (response) => response.writeHead(202).end('{"id":"operation-1"}');
    const graph = createGraphClient({ ...access, baseUrl: origin });
    const result = await graph.transfer("call-1", { transferTarget: target });
    expect(result).toMatchObject({ ok: true, status: 202, data: undefined, text: '{"id":"operation-1"}' });
  });

  test.each([200, 204])("%i is not the documented success", async (status) => {
    server.answer = (response) => response.writeHead(status).end();
    const graph = createGraphClient({ ...access, baseUrl: origin });
    const result = await graph.redirect("call-1", { targets: [target] });
    expect(result).toMatchObject({ ok: false, status, error: undefined });
  });
});

const headers = { "content-type": "application/json" };

function isTransfer(body: unknown): body is GraphSchemas<"beta">["transferRequest"] {
  const message = { path: { id: "call-1" }, query: {}, headers, body };
  return judgeRequest("graph@beta", "graph.transfer", message).length === 0;
}

function isRedirect(body: unknown): body is GraphSchemas<"beta">["redirectRequest"] {
  const message = { path: { id: "call-1" }, query: {}, headers, body };
  return judgeRequest("graph@beta", "graph.redirect", message).length === 0;
}

const documented = examples.flatMap((example) =>
  example.direction === "request" && example.operation.startsWith("graph.") ? [example] : [],
);

test("Graph documents five transfers and three redirects", () => {
  const operations = documented.map(({ operation }) => operation);
  expect(operations.filter((operation) => operation === "graph.transfer")).toHaveLength(5);
  expect(operations.filter((operation) => operation === "graph.redirect")).toHaveLength(3);
});

test.each(documented)(
  "the documented request $id goes out as documented, byte for byte",
  async ({ message, apiVersion }) => {
    const { body } = message;
    const { pathname } = new URL(message.url);
    const [, id = "", verb] = /calls\/([^/]+)\/(\w+)$/.exec(pathname) ?? [];
    expect(apiVersion).toBe("beta");
    const graph = createGraphClient({ ...access, version: "beta", baseUrl: `${origin}/beta` });
    if (verb === "redirect" && isRedirect(body)) await graph.redirect(id, body);
    else if (verb === "transfer" && isTransfer(body)) await graph.transfer(id, body);
    const received = server.soleRequest();
    expect(received.method).toBe(message.method);
    expect(received.url).toBe(pathname);
    expect(received.body).toBe(JSON.stringify(body));
  },
);

describe("what cannot be sent as meant is refused before anything goes out", () => {
  test.each(["", ".", ".."])("the id %j, which would address another path", async (id) => {
    const graph = createGraphClient({ ...access, baseUrl: server.origin });
    const refusal = {
      name: "HandoffError",
      code: "ERR_INVALID_ARGUMENT",
      message: expect.stringContaining("callId"),
    };
    await expect(graph.transfer(id, { transferTarget: target })).rejects.toMatchObject(refusal);
    await expect(graph.redirect(id, { targets: [target] })).rejects.toMatchObject(refusal);
    expect(server.requests).toEqual([]);
  });
});

test("an HTTP redirect is an answer that failed and not a GET that succeeds", async () => {
  server.answer = (response, { url }) => {
    if (url === "/done") response.writeHead(202).end();
    else response.writeHead(302, { location: "/done" }).end();
  };
  const result = await createGraphClient({ ...access, baseUrl: server.origin }).transfer("call-1", {
    transferTarget: target,
  });
  expect(result).toMatchObject({ ok: false, status: 302 });
  expect(server.soleRequest().method).toBe("POST");
});

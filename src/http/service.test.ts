import { describe, expect, test } from "vitest";
import { createAcsClient } from "../acs/index.ts";
import { createGraphClient } from "../graph/index.ts";
import { rawClient, rawFetch } from "../raw/index.ts";
import { serverForTests } from "./recording-server.test-support.ts";
import { services } from "./services.test-support.ts";

const server = serverForTests();

describe.each(services)("a request of %s", (_name, service) => {
  test("asks for JSON and says that it is JSON", async () => {
    await service(server.origin)();
    expect(server.soleRequest().headers).toMatchObject({
      accept: "application/json",
      "content-type": "application/json",
      authorization: "Bearer secret",
    });
  });

  test("takes further headers, and keeps those of the client", async () => {
    const headers = { TraceParent: "00-1-2-01", Authorization: "Bearer other", "CONTENT-TYPE": "text/plain" };
    await service(server.origin)({ headers });
    expect(server.soleRequest().headers).toMatchObject({
      traceparent: "00-1-2-01",
      authorization: "Bearer secret",
      "content-type": "application/json",
    });
  });

  test("with a header that cannot be sent is refused, without repeating it", async () => {
    for (const headers of [{ "x-a": "se\ncret" }, { "se cret": "x" }, { "": "secret" }]) {
      const error: unknown = await service(server.origin)({ headers }).catch((thrown: unknown) => thrown);
      expect(error).toMatchObject({
        code: "ERR_INVALID_ARGUMENT",
        message: expect.stringContaining("headers"),
      });
      expect(JSON.stringify(error, Object.getOwnPropertyNames(error))).not.toContain("cret");
    }
    expect(server.requests).toEqual([]);
  });
});

/** An operation as JavaScript may call it. */
function anyCall(client: object, operation: string): (...args: unknown[]) => unknown {
  return Reflect.get(client, operation);
}

test.each(["Host", "content-length", "Transfer-Encoding", "expect", "connection"])(
  "the header %s belongs to the connection and is refused",
  async (name) => {
    for (const [, service] of services)
      await expect(service(server.origin)({ headers: { [name]: "3" } })).rejects.toMatchObject({
        code: "ERR_INVALID_ARGUMENT",
      });
    expect(server.requests).toEqual([]);
  },
);

test("a header that is undefined is left out", async () => {
  for (const [, service] of services) await service(server.origin)({ headers: { traceparent: undefined } });
  expect(server.requests.map(({ headers }) => headers["traceparent"])).toEqual([undefined, undefined]);
});

describe("a body that JSON cannot represent is refused, and nothing is sent", () => {
  const loop: Record<string, unknown> = {};
  loop["self"] = loop;
  test.each([
    ["nothing", undefined],
    ["null", null],
    ["text", "text"],
    ["a list", []],
    ["a function", () => {}],
    ["a loop", loop],
    ["a big integer", { big: 1n }],
  ])("%s", async (_kind, body) => {
    const acs = createAcsClient({ endpoint: server.origin, credential: () => "t", allowLoopbackHttp: true });
    await expect(anyCall(acs, "redirectCall")(body)).rejects.toMatchObject({
      code: "ERR_INVALID_ARGUMENT",
      message: "The request has to be an object of JSON.",
    });
    expect(server.requests).toEqual([]);
  });
});

test.each(["", ".", "..", "\ud800", 7, undefined, null])(
  "the id %j is refused, and nothing is sent",
  async (id) => {
    const graph = createGraphClient({ baseUrl: server.origin, credential: "t", allowLoopbackHttp: true });
    await expect(anyCall(graph, "transfer")(id, { transferTarget: {} })).rejects.toMatchObject({
      code: "ERR_INVALID_ARGUMENT",
      message: expect.stringContaining("callId"),
    });
    expect(server.requests).toEqual([]);
  },
);

test("Graph sends a client-request-id, the caller's where there is one, and the result tells it", async () => {
  const graph = createGraphClient({ baseUrl: server.origin, credential: "t", allowLoopbackHttp: true });
  const first = await graph.redirect("call-1", { targets: [] });
  const headers = { "Client-Request-Id": "mine" };
  const second = await graph.redirect("call-1", { targets: [] }, { headers });
  const sent = server.requests.map((request) => request.headers["client-request-id"]);
  expect(sent).toEqual([first.clientRequestId, "mine"]);
  expect(second.clientRequestId).toBe("mine");
});

describe("the openapi-fetch client", () => {
  const acs = () =>
    createAcsClient({
      endpoint: `${server.origin}/`,
      accessKey: btoa("key"),
      apiVersion: "2026-03-12",
      allowLoopbackHttp: true,
    });

  test("sends as the operations do: signed, repeated, with a pair", async () => {
    const statuses = [503, 202];
    server.answer = (response) =>
      response.writeHead(statuses.shift() ?? 500, { "retry-after": "0" }).end('{"operationContext":"c"}');
    const { data, response } = await rawClient(acs()).POST(
      "/calling/callConnections/{callConnectionId}:transferToParticipant",
      {
        params: { path: { callConnectionId: "call-1" }, query: { "api-version": "2026-03-12" } },
        body: { targetParticipant: { rawId: "4:+1" } },
      },
    );
    expect(data).toEqual({ operationContext: "c" });
    expect(response.status).toBe(202);
    expect(server.requests).toHaveLength(2);
    const [first, second] = server.requests.map(({ headers }) => headers);
    expect(first?.authorization).toMatch(/^HMAC-SHA256/);
    expect(first?.["repeatability-request-id"]).toBe(second?.["repeatability-request-id"]);
    expect(first?.["content-type"]).toBe("application/json");
  });

  test("gives errors, headers and answers without a body", async () => {
    const raw = rawClient(
      createGraphClient({ baseUrl: server.origin, credential: "t", allowLoopbackHttp: true }),
    );
    const call = () =>
      raw.POST("/communications/calls/{id}/redirect", {
        params: { path: { id: "call-1" } },
        body: { targets: [] },
      });
    server.answer = (response) =>
      response
        .writeHead(403, { "content-type": "application/json" })
        .end('{"error":{"code":"7505","message":"m"}}');
    expect(await call()).toMatchObject({ error: { error: { code: "7505" } }, response: { status: 403 } });
    server.answer = (response) => response.writeHead(204, { "x-a": "b" }).end();
    const { response } = await call();
    expect([response.status, response.headers.get("x-a")]).toEqual([204, "b"]);
  });

  test("rejects where the body did not come to its end", async () => {
    server.answer = (response) => {
      response.writeHead(202, { "content-length": "100" }).write("{");
      setTimeout(() => response.destroy(), 10);
    };
    const client = acs();
    const sent = rawFetch(client)(new Request(`${client.service.baseUrl}/x`, { method: "POST", body: "{}" }));
    await expect(sent).rejects.toMatchObject({ code: "ERR_NETWORK" });
  });

  test("ends with the signal of its request", async () => {
    const controller = new AbortController();
    server.answer = () => controller.abort();
    const client = acs();
    const { signal } = controller;
    const sent = rawFetch(client)(
      new Request(`${client.service.baseUrl}/x`, { method: "POST", body: "{}", signal }),
    );
    await expect(sent).rejects.toMatchObject({ code: "ERR_ABORTED" });
  });

  test.each([
    "https://evil.test/x",
    "https://contoso.test.evil.test/x",
    "http://contoso.test/x",
    "https://contoso.test:8443/x",
  ])("does not carry the credential to another address: %s", async (address) => {
    let asked = 0;
    const client = createAcsClient({
      endpoint: "https://contoso.test",
      credential: () => "t",
      fetch: async () => {
        asked++;
        return new Response();
      },
    });
    await expect(rawFetch(client)(new Request(address))).rejects.toMatchObject({
      code: "ERR_INVALID_ARGUMENT",
    });
    expect(asked).toBe(0);
  });

  test("sends once what carries no pair, as nobody knows whether it may be repeated", async () => {
    server.answer = (response) => response.writeHead(504).end();
    const client = acs();
    const init = { method: "POST", body: "{}" };
    const { status } = await rawFetch(client)(new Request(`${client.service.baseUrl}/calling/x:play`, init));
    expect(status).toBe(504);
    expect(server.soleRequest().headers["repeatability-request-id"]).toBeUndefined();
  });

  test("gives a 205 although a body came with it", async () => {
    server.answer = (response) => response.writeHead(205, { "content-length": "2" }).end("{}");
    const client = acs();
    const { status } = await rawFetch(client)(new Request(`${client.service.baseUrl}/x`));
    expect(status).toBe(205);
  });

  test("sends a GET without a body", async () => {
    const client = acs();
    await rawFetch(client)(new Request(`${client.service.baseUrl}/calling/x`));
    expect(server.soleRequest()).toMatchObject({ method: "GET", body: "" });
  });
});

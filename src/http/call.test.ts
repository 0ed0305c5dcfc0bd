import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { createAcsClient } from "../acs/index.ts";
import { createGraphClient } from "../graph/index.ts";
import type { CallOptions, OperationResult, TokenSource } from "./call.ts";
import { startRecordingServer, type RecordingServer } from "./recording-server.test-support.ts";

let server: RecordingServer;
let origin: string;

beforeAll(async () => {
  server = await startRecordingServer();
  origin = server.origin;
});

beforeEach(() => {
  server.requests.length = 0;
  server.answer = (response) => response.writeHead(202).end("{}");
});

afterEach(() => {
  vi.unstubAllGlobals();
});

afterAll(() => server.close());

interface Settings {
  readonly token?: TokenSource;
  readonly fetch?: (request: Request) => Promise<Response>;
}

type Call = (options?: CallOptions) => Promise<OperationResult<number, unknown, unknown>>;

/** One operation of each service, of the two that answer 202. */
const services: readonly (readonly [string, (settings: Settings) => Call])[] = [
  [
    "ACS",
    (settings) => {
      const acs = createAcsClient({ endpoint: origin, token: "secret", ...settings });
      return (options) => acs.transferToParticipant("call-1", { targetParticipant: {} }, options);
    },
  ],
  [
    "Graph",
    (settings) => {
      const graph = createGraphClient({ baseUrl: origin, token: "secret", ...settings });
      return (options) => graph.transfer("call-1", { transferTarget: { identity: {} } }, options);
    },
  ],
];

describe.each(services)("a client of %s", (_name, clientOf) => {
  test("sends a token given as text as bearer token", async () => {
    await clientOf({ token: "text-token" })();
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual(["Bearer text-token"]);
  });

  test.each([
    ["a function", (counter: { calls: number }) => () => `token-${++counter.calls}`],
    ["an async function", (counter: { calls: number }) => async () => `token-${++counter.calls}`],
  ])("asks %s for a token at each call", async (_kind, source) => {
    const call = clientOf({ token: source({ calls: 0 }) });
    await call();
    await call();
    expect(server.requests.map(({ headers }) => headers.authorization)).toEqual([
      "Bearer token-1",
      "Bearer token-2",
    ]);
  });

  test("rejects with the reason of a token that cannot be had, and sends nothing", async () => {
    const token = async () => {
      throw new Error("no token today");
    };
    await expect(clientOf({ token })()).rejects.toThrow("no token today");
    expect(server.requests).toEqual([]);
  });

  test("gives the error that the service describes", async () => {
    const error = { error: { code: "7505", message: "Tenant mismatch." } };
    server.answer = (response) => response.writeHead(403).end(JSON.stringify(error));
    expect(await clientOf({})()).toMatchObject({ ok: false, status: 403, error });
  });

  test.each([
    ["HTML", "<html><h1>Bad Gateway</h1></html>", "<html><h1>Bad Gateway</h1></html>"],
    ["nothing", "", undefined],
    ["JSON that is cut short", '{"error":{"code":', '{"error":{"code":'],
    ["text that is no JSON", "busy", "busy"],
  ])("keeps the status of an error whose body is %s", async (_kind, body, error) => {
    server.answer = (response) => response.writeHead(502, { "content-type": "application/json" }).end(body);
    expect(await clientOf({})()).toMatchObject({ ok: false, status: 502, error });
  });

  test("keeps the status of a success whose body is HTML", async () => {
    server.answer = (response) => response.writeHead(202, { "content-type": "text/html" }).end("<p>ok</p>");
    expect(await clientOf({})()).toMatchObject({ ok: true, status: 202, data: "<p>ok</p>" });
  });

  test.each([202, 404])("leaves the body of a %i for the caller to read", async (status) => {
    const body = JSON.stringify({ error: { code: "x".repeat(100_000), message: "" } });
    server.answer = (response) => response.writeHead(status, { "retry-after": "7" }).end(body);
    const { response } = await clientOf({})();
    expect(response.status).toBe(status);
    expect(response.headers.get("retry-after")).toBe("7");
    expect(await response.text()).toBe(body);
  });

  test("ends at once with the reason of a signal that was aborted before", async () => {
    const signal = AbortSignal.abort(new Error("changed my mind"));
    await expect(clientOf({})({ signal })).rejects.toThrow("changed my mind");
    expect(server.requests).toEqual([]);
  });

  test("ends with the reason of a signal that is aborted while the service thinks", async () => {
    const controller = new AbortController();
    server.answer = () => controller.abort(new Error("took too long"));
    await expect(clientOf({})({ signal: controller.signal })).rejects.toThrow("took too long");
  });

  test("ends with the reason of a signal that is aborted in the middle of the body", async () => {
    const controller = new AbortController();
    server.answer = (response) => {
      response.writeHead(202, { "content-length": "100" }).write("{");
      setTimeout(() => controller.abort(new Error("took too long")), 20);
    };
    await expect(clientOf({})({ signal: controller.signal })).rejects.toThrow("took too long");
  });

  test("rejects where nobody answers", async () => {
    server.answer = (response) => response.destroy();
    await expect(clientOf({})()).rejects.toThrow(TypeError);
  });

  test("sends through the fetch that it was given, and not through the global one", async () => {
    vi.stubGlobal("fetch", async () => new Response(null, { status: 599 }));
    const seen: Request[] = [];
    const fetch = async (request: Request) => {
      seen.push(request);
      return new Response(null, { status: 418 });
    };
    expect(await clientOf({ fetch })()).toMatchObject({ ok: false, status: 418 });
    expect(seen.map(({ headers }) => headers.get("authorization"))).toEqual(["Bearer secret"]);
    expect(server.requests).toEqual([]);
  });

  test("looks the global fetch up at each call", async () => {
    const call = clientOf({});
    vi.stubGlobal("fetch", async () => new Response(null, { status: 418 }));
    expect(await call()).toMatchObject({ status: 418 });
    vi.unstubAllGlobals();
    expect(await call()).toMatchObject({ status: 202 });
  });
});

describe("the openapi-fetch client beside the operations", () => {
  test("has the token, and the version only where it is given", async () => {
    const urls: string[] = [];
    const fetch = async (request: Request) => {
      urls.push(request.url);
      expect(request.headers.get("authorization")).toBe("Bearer secret");
      return new Response(null, { status: 204 });
    };
    const acs = createAcsClient({ endpoint: `${origin}/`, token: async () => "secret", fetch });
    await acs.raw.POST("/calling/callConnections:redirect", {
      params: { query: { "api-version": "2026-03-12" } },
      body: { incomingCallContext: "opaque", target: {} },
    });
    expect(urls).toEqual([`${origin}/calling/callConnections:redirect?api-version=2026-03-12`]);
  });

  test("looks the global fetch up at each call", async () => {
    const graph = createGraphClient({ baseUrl: origin, token: "secret" });
    vi.stubGlobal("fetch", async () => new Response(null, { status: 202 }));
    const { response } = await graph.raw.POST("/communications/calls/{id}/redirect", {
      params: { path: { id: "call-1" } },
      body: { targets: [] },
    });
    expect(response.status).toBe(202);
    expect(server.requests).toEqual([]);
  });
});

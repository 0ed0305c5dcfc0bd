import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { isHandoffError } from "../errors.ts";
import { serverForTests, startRecordingServer } from "../http/recording-server.test-support.ts";
import { createControlClient, type ControlClient } from "./client.ts";

const server = serverForTests();
let client: ControlClient;

beforeEach(() => {
  client = createControlClient({ url: server.origin });
});

afterEach(() => vi.unstubAllGlobals());

function answering(status: number, body?: unknown): void {
  const text = body === undefined ? "" : JSON.stringify(body);
  server.answer = (response) => response.writeHead(status, { "content-type": "application/json" }).end(text);
}

const call = { id: "call-1", state: "established" };
const newCall = { service: "graph", kind: "peerToPeer", callbackUri: "http://127.0.0.1:1/" } as const;
const clock = { now: "2026-01-01T00:00:00Z", running: false };
const journal = { entries: [], dropped: 0 };
const configuration = { issuer: "https://a.test", jwks_uri: "http://b.test/keys" };

describe("each method sends what is documented and gives the documented body", () => {
  const cases: [string, (client: ControlClient) => Promise<unknown>, string, number, unknown, object?][] = [
    ["createCall", (c) => c.createCall(newCall), "POST /simulator/calls", 201, call, newCall],
    ["getCall", (c) => c.getCall("call-1"), "GET /simulator/calls/call-1", 200, call],
    ["listCalls", (c) => c.listCalls(), "GET /simulator/calls", 200, [call]],
    ["scenarios", (c) => c.scenarios(), "GET /simulator/scenarios", 200, ["success"]],
    ["reset", (c) => c.reset(), "POST /simulator/reset", 204, undefined],
    [
      "addFault",
      (c) => c.addFault({ on: "request" }),
      "POST /simulator/faults",
      204,
      undefined,
      { on: "request" },
    ],
    ["setClock", (c) => c.setClock({ advance: 5 }), "POST /simulator/clock", 200, clock, { advance: 5 }],
    ["journal", (c) => c.journal(), "GET /simulator/journal", 200, journal],
    [
      "openIdConfiguration",
      (c) => c.openIdConfiguration(),
      "GET /simulator/.well-known/openid-configuration",
      200,
      configuration,
    ],
  ];

  test.each(cases)("%s", async (_name, send, line, status, body, sent) => {
    answering(status, body);
    expect(await send(client)).toEqual(body);
    const request = server.soleRequest();
    expect(`${request.method} ${request.url}`).toBe(line);
    expect(request.headers.accept).toBe("application/json");
    expect(request.headers["content-type"]).toBe(sent && "application/json");
    expect(request.body).toBe(sent ? JSON.stringify(sent) : "");
  });
});

test("an id is one segment of the path, whatever it holds", async () => {
  answering(200, call);
  await client.getCall("a/b?c#d é%");
  expect(server.soleRequest().url).toBe("/simulator/calls/a%2Fb%3Fc%23d%20%C3%A9%25");
});

test.each(["", ".", "..", "\ud800"])("the id %j is refused, and nothing is sent", async (id) => {
  await expect(client.getCall(id)).rejects.toMatchObject({ code: "ERR_INVALID_ARGUMENT" });
  expect(server.requests).toEqual([]);
});

test("the journal is asked for one call and for what came after an entry", async () => {
  answering(200, journal);
  await client.journal({ call: "a&b", after: 0 });
  await client.journal({ after: 7 });
  expect(server.requests.map(({ url }) => url)).toEqual([
    "/simulator/journal?call=a%26b&after=0",
    "/simulator/journal?after=7",
  ]);
});

test("the address may end with slashes, and may have a path before that of the control API", async () => {
  answering(200, []);
  await createControlClient({ url: `${server.origin}/` }).listCalls();
  await createControlClient({ url: `${server.origin}/below//` }).listCalls();
  expect(server.requests.map(({ url }) => url)).toEqual(["/simulator/calls", "/below/simulator/calls"]);
});

test.each(["", "127.0.0.1:4010", "ftp://a.test", "http://user:word@a.test", "http://a.test/?b=c"])(
  "the address %j is refused without being repeated",
  (url) => {
    expect(() => createControlClient({ url })).toThrow(
      expect.objectContaining({ code: "ERR_INVALID_ARGUMENT", message: expect.not.stringContaining("word") }),
    );
  },
);

test("what is no JSON is refused, and nothing is sent", async () => {
  const data = { size: 1n };
  await expect(client.createCall({ ...newCall, data })).rejects.toMatchObject({
    code: "ERR_INVALID_ARGUMENT",
    cause: expect.any(TypeError),
  });
  expect(server.requests).toEqual([]);
});

describe("an answer other than the documented one", () => {
  test("is told with status, code, message and place", async () => {
    const error = { code: "InvalidCall", message: "callbackUri is no address.", target: "/callbackUri" };
    answering(400, { error });
    const thrown: unknown = await client.createCall(newCall).catch((reason: unknown) => reason);
    expect(isHandoffError(thrown, "ERR_REFUSED") && thrown.result).toMatchObject({
      ok: false,
      status: 400,
      error: { error },
    });
    expect(thrown).toMatchObject({
      message: `createCall (POST ${server.origin}/simulator/calls) was answered with 400: callbackUri is no address. (InvalidCall at /callbackUri)`,
    });
  });

  test("is an error for a call that there is none of", async () => {
    answering(404, { error: { code: "CallNotFound", message: "There is no call a." } });
    await expect(client.getCall("a")).rejects.toMatchObject({
      code: "ERR_REFUSED",
      message: expect.stringMatching(/ 404: There is no call a\. \(CallNotFound\)$/),
    });
  });

  test.each([
    ["HTML", 502, "text/html", "<html>bad gateway</html>"],
    ["another status of success", 200, "application/json", JSON.stringify(call)],
    ["HTML with the status of success", 201, "text/html", "<html>hello</html>"],
    ["another document with the status of success", 201, "application/json", "{}"],
    ["no body with the status of success", 201, "application/json", ""],
    ["a redirect", 302, "text/plain", ""],
  ])("may be %s", async (_name, status, type, text) => {
    server.answer = (response) =>
      response.writeHead(status, { "content-type": type, location: "/elsewhere" }).end(text);
    await expect(client.createCall(newCall)).rejects.toMatchObject({
      code: "ERR_REFUSED",
      message: expect.stringContaining(
        `answered with ${status}: This is no answer of the control API, but ${type}.`,
      ),
      result: { ok: false, status, text: text || undefined, error: undefined },
    });
    expect(server.requests).toHaveLength(1);
  });

  test("is a journal whose entries are of no known kind", async () => {
    answering(200, { entries: [{ kind: "rumour" }], dropped: 0 });
    await expect(client.journal()).rejects.toMatchObject({ code: "ERR_REFUSED" });
    const entries = [{ kind: "request" }, { kind: "notification" }];
    answering(200, { entries, dropped: 3 });
    expect(await client.journal()).toEqual({ entries, dropped: 3 });
  });
});

describe("a connection that fails", () => {
  test("before there is an answer is told with its cause", async () => {
    const gone = await startRecordingServer();
    gone.close();
    await expect(createControlClient({ url: gone.origin }).reset()).rejects.toMatchObject({
      code: "ERR_NETWORK",
      message: `reset got no answer: the connection to ${gone.origin} failed.`,
      cause: expect.any(TypeError),
    });
  });

  test("in the middle of an answer is told too", async () => {
    server.answer = (response) => {
      response.writeHead(200, { "content-length": "100" }).write("[");
      setTimeout(() => response.destroy(), 10);
    };
    await expect(client.listCalls()).rejects.toMatchObject({ code: "ERR_NETWORK", cause: expect.any(Error) });
  });
});

describe("fetch", () => {
  const stub = () => vi.fn<typeof fetch>(() => Promise.resolve(Response.json(["success"])));

  test("is the global one of the moment", async () => {
    const late = stub();
    vi.stubGlobal("fetch", late);
    expect(await client.scenarios()).toEqual(["success"]);
    expect(late).toHaveBeenCalledOnce();
    expect(server.requests).toEqual([]);
  });

  test("may be given, and stays the given one", async () => {
    const given = stub();
    vi.stubGlobal("fetch", () => Promise.reject(new Error("not this one")));
    await createControlClient({ url: "http://simulator.test", fetch: given }).scenarios();
    expect(given).toHaveBeenCalledWith("http://simulator.test/simulator/scenarios", expect.anything());
  });
});

import { setupServer } from "msw/node";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { acsVersions, createAcsClient } from "../acs/index.ts";
import { createGraphClient, graphVersions } from "../graph/index.ts";
import { handlers } from "./index.ts";

interface Seen {
  readonly method: string;
  readonly url: string;
  readonly body: string;
}

const seen: Seen[] = [];
let respond: (request: Request) => Promise<Response>;
const server = setupServer(...handlers((request) => respond(request)));

beforeAll(() => server.listen({ onUnhandledRequest: "error" }));

beforeEach(() => {
  seen.length = 0;
  respond = async (request) => {
    seen.push({ method: request.method, url: request.url, body: await request.text() });
    return Response.json({}, { status: 202 });
  };
});

afterEach(() => {
  vi.restoreAllMocks();
});
afterAll(() => server.close());

const endpoint = "https://contoso.communication.azure.com";

describe("calls of our clients reach the one function", () => {
  test.each(acsVersions)("both operations of ACS %s, with their bodies", async (apiVersion) => {
    const acs = createAcsClient({ endpoint, credential: () => "t", apiVersion });
    const transfer = { targetParticipant: { rawId: "4:+14255550123" } };
    const redirect = { incomingCallContext: "opaque", target: {} };
    expect(await acs.transferToParticipant("a:b/c", transfer)).toMatchObject({ ok: true, status: 202 });
    expect(await acs.redirectCall(redirect)).toMatchObject({ ok: false, status: 202 });
    expect(seen).toEqual([
      {
        method: "POST",
        url: `${endpoint}/calling/callConnections/a%3Ab%2Fc:transferToParticipant?api-version=${apiVersion}`,
        body: JSON.stringify(transfer),
      },
      {
        method: "POST",
        url: `${endpoint}/calling/callConnections:redirect?api-version=${apiVersion}`,
        body: JSON.stringify(redirect),
      },
    ]);
  });

  test.each(graphVersions)("both operations of Graph %s, with their bodies", async (version) => {
    const graph = createGraphClient({ credential: "t", version });
    const target = { identity: { phone: { id: "+12345678901" } } };
    await graph.transfer("call-1", { transferTarget: target });
    await graph.redirect("call-1", { targets: [target] });
    const base = `https://graph.microsoft.com/${version}/communications/calls/call-1`;
    expect(seen).toEqual([
      { method: "POST", url: `${base}/transfer`, body: JSON.stringify({ transferTarget: target }) },
      { method: "POST", url: `${base}/redirect`, body: JSON.stringify({ targets: [target] }) },
    ]);
  });

  test.each(["transfer", "redirect"])("the deprecated path of %s", async (verb) => {
    const url = `https://graph.microsoft.com/beta/app/calls/call-1/${verb}`;
    const response = await fetch(url, { method: "POST", body: "{}" });
    expect(response.status).toBe(202);
    expect(seen).toEqual([{ method: "POST", url, body: "{}" }]);
  });

  test("on a host of your own", async () => {
    const acs = createAcsClient({
      endpoint: "http://127.0.0.1:9",
      credential: () => "t",
      allowLoopbackHttp: true,
    });
    await acs.redirectCall({ incomingCallContext: "opaque", target: {} });
    expect(seen.map(({ url }) => new URL(url).host)).toEqual(["127.0.0.1:9"]);
  });

  test("clients made before the server listened", async () => {
    server.close();
    const graph = createGraphClient({ credential: "t" });
    server.listen({ onUnhandledRequest: "error" });
    const result = await graph.transfer("call-1", { transferTarget: { identity: {} } });
    expect(result.status).toBe(202);
  });

  test("what the function answers comes back as it is", async () => {
    const error = { error: { code: "7505", message: "m" } };
    respond = async () => Response.json(error, { status: 429, headers: { "retry-after": "3" } });
    const result = await createGraphClient({ credential: "t", retry: false }).redirect("call-1", {
      targets: [],
    });
    expect(result).toMatchObject({ ok: false, status: 429, error });
    expect(result.headers.get("retry-after")).toBe("3");
  });
});

describe("requests that the service would refuse reach it too", () => {
  test.each(["GET", "PUT", "DELETE"])("the method %s", async (method) => {
    await fetch(`${endpoint}/calling/callConnections:redirect`, { method });
    expect(seen.map((request) => request.method)).toEqual([method]);
  });

  test("a version that nobody knows", async () => {
    const url = `${endpoint}/calling/callConnections:redirect?api-version=1999-01-01`;
    await fetch(url, { method: "POST" });
    expect(seen.map((request) => request.url)).toEqual([url]);
  });
});

describe("other addresses are left alone", () => {
  test.each([
    `${endpoint}/calling/callConnectionsXYZ:redirect`,
    `${endpoint}/calling/callConnections%3Aredirect`,
    `${endpoint}/calling/callConnections/call-1:play`,
    `${endpoint}/calling/callConnections/call-1`,
    `${endpoint}/calling/callConnections/call-1:transferToParticipant/more`,
    "https://graph.microsoft.com/v1.0/communications/calls/call-1/answer",
    "https://graph.microsoft.com/v1.0/app/calls/call-1/transfer",
    "https://graph.microsoft.com/v2.0/communications/calls/call-1/transfer",
  ])("%s", async (url) => {
    const complaint = vi.spyOn(console, "error").mockReturnValue();
    await expect(fetch(url, { method: "POST", body: "{}" })).rejects.toThrow("Cannot bypass a request");
    expect(complaint.mock.calls.join("\n")).toContain(`POST ${url}`);
    expect(seen).toEqual([]);
  });
});

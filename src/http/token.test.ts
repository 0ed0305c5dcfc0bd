import { describe, expect, test } from "vitest";
import { createAcsClient } from "../acs/index.ts";
import { createGraphClient } from "../graph/index.ts";
import { manualClock } from "./clock.test-support.ts";
import { serverForTests } from "./recording-server.test-support.ts";
import { services } from "./services.test-support.ts";

const server = serverForTests();

const tokens = () => server.requests.map(({ headers }) => headers.authorization);

/** A credential that gives token-1, token-2 and so on, each for that many milliseconds. */
function counting(clock: { now(): number }, lifetime = 3_600_000, more: object = {}) {
  const asked: unknown[] = [];
  return {
    asked,
    async getToken(scopes: string | string[]) {
      asked.push(scopes);
      return { token: `token-${asked.length}`, expiresOnTimestamp: clock.now() + lifetime, ...more };
    },
  };
}

describe.each(services)("tokens of %s", (_name, service) => {
  test("a token is kept until two minutes before its end", async () => {
    const clock = manualClock();
    const call = service(server.origin, { clock, credential: counting(clock) });
    await call();
    clock.advance(3_600_000 - 120_001);
    await call();
    clock.advance(1);
    await call();
    expect(tokens()).toEqual(["Bearer token-1", "Bearer token-1", "Bearer token-2"]);
  });

  test("a token that says when to refresh is kept until then", async () => {
    const clock = manualClock();
    const credential = counting(clock, 3_600_000, { refreshAfterTimestamp: clock.now() + 1000 });
    const call = service(server.origin, { clock, credential });
    await call();
    clock.advance(999);
    await call();
    clock.advance(1);
    await call();
    expect(tokens()).toEqual(["Bearer token-1", "Bearer token-1", "Bearer token-2"]);
  });

  test("a token that is due for another but still good is sent where no other can be had", async () => {
    const clock = manualClock();
    const credential = counting(clock);
    const call = service(server.origin, { clock, credential });
    await call();
    const asBefore = credential.getToken.bind(credential);
    credential.getToken = () => Promise.reject(new Error("down"));
    clock.advance(3_600_000 - 60_000);
    expect(await call()).toMatchObject({ ok: true });
    expect(tokens()).toEqual(["Bearer token-1", "Bearer token-1"]);
    clock.advance(60_000);
    await expect(call()).rejects.toMatchObject({ code: "ERR_CREDENTIAL", cause: { message: "down" } });
    credential.getToken = asBefore;
    expect(await call()).toMatchObject({ ok: true });
  });

  test("a token of short life is kept for half of it", async () => {
    const clock = manualClock();
    const call = service(server.origin, { clock, credential: counting(clock, 60_000) });
    await call();
    clock.advance(29_999);
    await call();
    clock.advance(1);
    await call();
    expect(tokens()).toEqual(["Bearer token-1", "Bearer token-1", "Bearer token-2"]);
  });

  test("calls at the same time ask for one token together", async () => {
    const clock = manualClock();
    const credential = counting(clock);
    const call = service(server.origin, { clock, credential });
    await Promise.all(Array.from({ length: 20 }, () => call()));
    expect(credential.asked).toHaveLength(1);
    expect(new Set(tokens())).toEqual(new Set(["Bearer token-1"]));
  });

  test("a function may give a token with its end, which is kept", async () => {
    let asked = 0;
    const credential = () => ({ token: `token-${++asked}`, expiresOnTimestamp: Date.now() + 3_600_000 });
    const call = service(server.origin, { credential });
    await call();
    await call();
    expect(tokens()).toEqual(["Bearer token-1", "Bearer token-1"]);
  });

  test("a function that gives text is asked at each call", async () => {
    let asked = 0;
    const call = service(server.origin, { credential: async () => `token-${++asked}` });
    await call();
    await call();
    expect(tokens()).toEqual(["Bearer token-1", "Bearer token-2"]);
  });

  test("a 401 is answered with another token, once", async () => {
    const clock = manualClock();
    const credential = counting(clock);
    server.answer = (response, { headers }) =>
      response.writeHead(headers.authorization === "Bearer token-1" ? 401 : 202).end();
    const call = service(server.origin, { clock, credential });
    expect(await call()).toMatchObject({ ok: true, attempts: 2 });
    expect(await call()).toMatchObject({ ok: true, attempts: 1 });
    expect(tokens()).toEqual(["Bearer token-1", "Bearer token-2", "Bearer token-2"]);
  });

  test("a second 401 is the result", async () => {
    const clock = manualClock();
    server.answer = (response) => response.writeHead(401).end("no");
    const call = service(server.origin, { clock, credential: counting(clock) });
    expect(await call()).toMatchObject({ ok: false, status: 401, text: "no", attempts: 2 });
  });

  test("a 401 is the result at once where the credential has no other token", async () => {
    server.answer = (response) => response.writeHead(401).end();
    expect(await service(server.origin, { credential: () => "same" })()).toMatchObject({
      status: 401,
      attempts: 1,
    });
    expect(server.requests).toHaveLength(1);
  });

  test("calls refused at the same time ask for one other token together", async () => {
    const clock = manualClock();
    const credential = counting(clock);
    server.answer = (response, { headers }) =>
      response.writeHead(headers.authorization === "Bearer token-1" ? 401 : 202).end();
    const call = service(server.origin, { clock, credential });
    const results = await Promise.all(Array.from({ length: 20 }, () => call()));
    expect(results.every(({ ok }) => ok)).toBe(true);
    expect(credential.asked).toHaveLength(2);
  });

  test("another token does not use up a retry", async () => {
    const statuses = [401, 503, 503, 503, 202];
    server.answer = (response) => response.writeHead(statuses.shift() ?? 500, { "retry-after": "0" }).end();
    let asked = 0;
    const call = service(server.origin, { credential: () => `token-${++asked}` });
    expect(await call()).toMatchObject({ ok: true, attempts: 5 });
  });

  test("a credential that fails ends the call with its error, and is asked anew by the next", async () => {
    let failing = true;
    const credential = async () => {
      if (failing) throw new Error("no token today");
      return "token";
    };
    const call = service(server.origin, { credential });
    await expect(call()).rejects.toMatchObject({
      code: "ERR_CREDENTIAL",
      cause: { message: "no token today" },
    });
    expect(server.requests).toEqual([]);
    failing = false;
    expect(await call()).toMatchObject({ ok: true });
  });

  test("a question for a token that is never answered does not hold up later calls", async () => {
    const clock = manualClock();
    let asked = 0;
    const credential = () => (++asked === 1 ? new Promise<string>(() => {}) : "token");
    const call = service(server.origin, { clock, credential });
    const stuck = call().catch((error: unknown) => error);
    clock.advance(10_001);
    expect(await stuck).toMatchObject({ code: "ERR_TIMEOUT", attempts: 0 });
    expect(await call()).toMatchObject({ ok: true });
  });

  test("a late answer to an old question does not part calls that share a new one", async () => {
    const clock = manualClock();
    const give: ((token: string) => void)[] = [];
    const credential = () => new Promise<string>((resolve) => give.push(resolve));
    const call = service(server.origin, { clock, credential });
    const stuck = call().catch((error: unknown) => error);
    clock.advance(10_001);
    await stuck;
    const second = call();
    give[0]?.("old");
    await new Promise((resolve) => setImmediate(resolve));
    const third = call();
    await new Promise((resolve) => setImmediate(resolve));
    for (const answer of give) answer("new");
    expect(await Promise.all([second, third])).toMatchObject([{ ok: true }, { ok: true }]);
    expect(give).toHaveLength(2);
  });

  test.each([
    ["no token", null],
    ["an empty one", { token: "", expiresOnTimestamp: 0 }],
    ["one with a line break", { token: "to\nken-secret", expiresOnTimestamp: 0 }],
    ["one beyond ASCII", { token: "tökén", expiresOnTimestamp: 0 }],
  ])("a credential that gives %s ends the call, and its text is nowhere", async (_what, token) => {
    const call = service(server.origin, { credential: { getToken: async () => token } });
    const error: unknown = await call().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "ERR_CREDENTIAL" });
    expect(String(error instanceof Error && error.cause)).not.toContain("secret");
    expect(server.requests).toEqual([]);
  });
});

describe("what a token is asked for", () => {
  test("is the resource of the service, or what the caller names", async () => {
    const asked: unknown[] = [];
    const credential = {
      async getToken(scopes: string | string[]) {
        asked.push(scopes);
        return { token: "t", expiresOnTimestamp: 0 };
      },
    };
    const local = { credential, allowLoopbackHttp: true };
    const redirect = { incomingCallContext: "opaque", target: {} };
    await createAcsClient({ ...local, endpoint: server.origin }).redirectCall(redirect);
    await createGraphClient({ ...local, baseUrl: server.origin }).redirect("call-1", { targets: [] });
    await createGraphClient({
      ...local,
      baseUrl: server.origin,
      scope: "https://graph.microsoft.us/.default",
    }).redirect("call-1", { targets: [] });
    expect(asked).toEqual([
      ["https://communication.azure.com//.default"],
      ["https://graph.microsoft.com/.default"],
      ["https://graph.microsoft.us/.default"],
    ]);
  });
});

test("Graph takes a token as text and sends it with each call", async () => {
  const graph = createGraphClient({ baseUrl: server.origin, credential: "fixed", allowLoopbackHttp: true });
  await graph.redirect("call-1", { targets: [] });
  await graph.redirect("call-1", { targets: [] });
  expect(tokens()).toEqual(["Bearer fixed", "Bearer fixed"]);
});

import { beforeEach, describe, expect, test } from "vitest";
import { manualClock, skippingClock, type SkippingClock } from "./clock.test-support.ts";
import { serverForTests } from "./recording-server.test-support.ts";
import { retryingClients } from "./retrying.test-support.ts";

const server = serverForTests();
let clock: SkippingClock;

beforeEach(() => {
  clock = skippingClock();
});

const { acs, graph } = retryingClients(
  () => server,
  () => clock,
);

describe("faults one after the other", () => {
  test("a credential that fails after an answer leaves that answer the result", async () => {
    server.answer = (response) => response.writeHead(503, { "retry-after": "0" }).end("busy");
    let asked = 0;
    const credential = () => {
      if (++asked > 1) throw new Error("no token");
      return "t";
    };
    expect(await acs({ credential })()).toMatchObject({ ok: false, status: 503, text: "busy", attempts: 1 });
  });

  test("a credential that fails after a broken connection tells how many requests went out, and the pair", async () => {
    server.answer = (response) => response.destroy();
    let asked = 0;
    const credential = () => {
      if (++asked > 1) throw new Error("no token");
      return "t";
    };
    const error: unknown = await acs({ credential })().catch((thrown: unknown) => thrown);
    const { headers } = server.soleRequest();
    expect(error).toMatchObject({
      code: "ERR_CREDENTIAL",
      attempts: 1,
      cause: { message: "no token" },
      repeatability: { requestId: headers["repeatability-request-id"] },
    });
  });

  test("a token that was refused and comes again after a broken connection is tried, not thrown as nothing", async () => {
    const tokens = ["a", "b", "a", "a", "a", "a"];
    server.answer = (response) =>
      server.requests.length === 1 ? response.writeHead(401).end() : response.destroy();
    const error: unknown = await acs({ credential: () => tokens.shift() ?? "a" })().catch(
      (thrown: unknown) => thrown,
    );
    expect(error).toMatchObject({ code: "ERR_NETWORK" });
  });

  test("a 401 stands where no other token can be had", async () => {
    let asked = 0;
    const credential = () => {
      if (++asked > 1) throw new Error("no token");
      return "t";
    };
    server.answer = (response) => response.writeHead(401).end("who?");
    expect(await acs({ credential })()).toMatchObject({ ok: false, status: 401, text: "who?", attempts: 1 });
  });

  test("nothing goes out after the whole time, also where the wait took longer than meant", async () => {
    const manual = manualClock();
    server.answer = (response) => response.writeHead(429, { "retry-after": "1" }).end();
    const hooks = { retry: () => setImmediate(() => manual.advance(60_000)) };
    const sent = graph({}, { clock: manual, hooks, timeout: 30_000, attemptTimeout: 10_000 })();
    expect(await sent).toMatchObject({ ok: false, status: 429, attempts: 1 });
    expect(server.requests).toHaveLength(1);
  });

  test("a call without time sends nothing", async () => {
    await expect(acs()({ timeout: 0 })).rejects.toMatchObject({ code: "ERR_TIMEOUT", attempts: 0 });
    expect(server.requests).toEqual([]);
  });

  test("what a call leaves out of its retry options is as the client has it", async () => {
    server.answer = (response) => response.writeHead(504).end();
    const call = graph({ uncertain: true, attempts: 9 });
    expect(await call({ retry: { attempts: 2 } })).toMatchObject({ attempts: 2 });
    expect(await call({ retry: { uncertain: false } })).toMatchObject({ attempts: 1 });
  });
});

import { afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { HandoffError } from "../errors.ts";
import { createGraphReceiver, type GraphReceiverOptions } from "../graph/webhook.ts";
import { manualClock, type ManualClock } from "../http/clock.test-support.ts";
import {
  signed,
  signingKey,
  startKeyServer,
  type KeyServer,
  type SigningKey,
} from "./key-server.test-support.ts";

let old: SigningKey;
let fresh: SigningKey;
let server: KeyServer;
let clock: ManualClock;
let refused: HandoffError[];

beforeAll(async () => {
  [old, fresh] = await Promise.all([signingKey("old"), signingKey("fresh")]);
});
beforeEach(async () => {
  server = await startKeyServer([old.jwk]);
  clock = manualClock();
  refused = [];
});
afterEach(() => server.stop());

function receiver(options: Partial<GraphReceiverOptions> = {}): (key: SigningKey) => Promise<number> {
  const receive = createGraphReceiver({
    appId: "app",
    openIdConfiguration: server.configuration,
    allowLoopbackHttp: true,
    clock,
    onRefused: (error) => refused.push(error),
    onNotification: () => {},
    ...options,
  });
  return async (key) => {
    const exp = Math.floor(clock.now() / 1000) + 300;
    const token = await signed(key, { iss: "https://graph.microsoft.com", aud: "app", tid: "t", exp });
    const item = { changeType: "updated", resourceUrl: "/communications/calls/1", resourceData: {} };
    const headers = { authorization: `Bearer ${token}`, "content-type": "application/json" };
    const body = JSON.stringify({ value: [item] });
    return (await receive(new Request("https://bot.example/", { method: "POST", headers, body }))).status;
  };
}

/** Waits until somebody waits. */
async function timers(): Promise<void> {
  while (clock.pending() === 0) await new Promise((resolve) => setTimeout(resolve, 1));
}

const fetches = () => server.requests.filter((path) => path === "/keys").length;

describe("keys are read when they are needed", () => {
  test("not before the first token, then once, also for many tokens at once", async () => {
    const ask = receiver();
    expect(fetches()).toBe(0);
    expect(await Promise.all(Array.from({ length: 20 }, () => ask(old)))).toEqual(Array(20).fill(202));
    expect(await ask(old)).toBe(202);
    expect(server.requests).toEqual(["/.well-known/openid-configuration", "/keys"]);
  });

  test("again when they are two hours old", async () => {
    const ask = receiver();
    await ask(old);
    clock.advance(7_199_999);
    await ask(old);
    expect(fetches()).toBe(1);
    clock.advance(1);
    expect(await ask(old)).toBe(202);
    expect(fetches()).toBe(2);
  });

  test("again for a key that is not among them: a rotation goes unnoticed", async () => {
    const ask = receiver();
    await ask(old);
    server.keys = [fresh.jwk, old.jwk];
    clock.advance(30_000);
    expect(await Promise.all([ask(fresh), ask(old), ask(fresh)])).toEqual([202, 202, 202]);
    expect(fetches()).toBe(2);
  });

  test("a key that was withdrawn is good until the keys are read again, and not after", async () => {
    const ask = receiver();
    await ask(old);
    server.keys = [fresh.jwk];
    expect(await ask(old)).toBe(202);
    clock.advance(7_200_000);
    expect(await ask(old)).toBe(401);
  });

  test("not more often than the cool-down allows, however many unknown keys come", async () => {
    const ask = receiver({ keysCooldown: 30_000 });
    await ask(old);
    for (let second = 0; second < 60; second++) {
      expect(await ask(fresh)).toBe(401);
      clock.advance(1000);
    }
    expect(fetches()).toBe(2);
  });

  test("also when the clock is set back", async () => {
    const ask = receiver();
    await ask(old);
    server.keys = [fresh.jwk];
    clock.advance(-3_600_000);
    expect(await ask(fresh)).toBe(202);
  });
});

describe("the key server is down", () => {
  test("keys from before stay in use, also when they are old", async () => {
    const ask = receiver();
    await ask(old);
    await server.stop();
    clock.advance(8_000_000);
    expect(await ask(old)).toBe(202);
    clock.advance(8_000_000);
    expect(await ask(old)).toBe(202);
    await server.restart();
    server.keys = [fresh.jwk];
    clock.advance(30_000);
    expect(await ask(fresh)).toBe(202);
  });

  test("without keys from before nothing is taken: 503, until the server is back and the cool-down is over", async () => {
    await server.stop();
    const ask = receiver();
    expect(await ask(old)).toBe(503);
    expect(refused[0]).toMatchObject({ code: "ERR_KEYS", message: "The signing keys cannot be read." });
    expect(refused[0]?.cause).toBeInstanceOf(Error);
    await server.restart();
    expect(await ask(old)).toBe(503);
    clock.advance(30_000);
    expect(await ask(old)).toBe(202);
  });

  test("a key that may be new is not called bad: 503", async () => {
    const ask = receiver();
    await ask(old);
    await server.stop();
    clock.advance(30_000);
    expect(await ask(fresh)).toBe(503);
    expect(await ask(old)).toBe(202);
    await server.restart();
    server.keys = [old.jwk];
    clock.advance(30_000);
    expect([await ask(fresh), await ask(old)]).toEqual([401, 202]);
  });

  test("old keys are not waited for longer than a second to be read anew", async () => {
    const ask = receiver();
    await ask(old);
    clock.advance(8_000_000);
    server.silent = true;
    const asked = ask(old);
    await timers();
    clock.advance(1000);
    expect(await asked).toBe(202);
    // Those that come while the keys are still being read do not wait at all.
    expect(await ask(old)).toBe(202);
  });

  test("what a request began that went away is not waited for longer than its time, and then begun anew", async () => {
    // As in Workers, where neither the promise nor the timer of such a request comes to its end.
    const lost = new Set<number>([0]);
    let calls = 0;
    const fetch: GraphReceiverOptions["fetch"] = (url, init) =>
      lost.has(calls++) ? new Promise(() => {}) : globalThis.fetch(url, init);
    const setTimeouts: (() => void)[] = [];
    const losing = {
      ...clock,
      setTimeout(run: () => void, milliseconds: number) {
        const cancel = clock.setTimeout(run, milliseconds);
        setTimeouts.push(cancel);
        return cancel;
      },
    };
    const ask = receiver({ fetch, clock: losing, keysTimeout: 5000 });
    const gone = ask(old);
    await timers();
    for (const cancel of setTimeouts) cancel();
    const waiting = ask(old);
    await timers();
    clock.advance(5000);
    expect(await waiting).toBe(503);
    expect(await ask(old)).toBe(202);
    expect(await Promise.race([gone, Promise.resolve("gone")])).toBe("gone");
  });

  test("one that never answers is given up after the time limit, and the request to it ended", async () => {
    server.silent = true;
    const signals: AbortSignal[] = [];
    const fetch: GraphReceiverOptions["fetch"] = (url, init) => {
      signals.push(init.signal);
      return globalThis.fetch(url, init);
    };
    const asked = receiver({ keysTimeout: 5000, fetch })(old);
    await timers();
    expect(signals.map(({ aborted }) => aborted)).toEqual([false]);
    clock.advance(5000);
    expect(await asked).toBe(503);
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
    expect(refused[0]?.cause).toMatchObject({ code: "ERR_TIMEOUT" });
    expect(clock.pending()).toBe(0);
  });
});

describe("what a key server says that is no set of keys leaves the receiver without keys", () => {
  test.each([
    ["no jwks_uri", { jwks_uri: undefined }],
    ["a jwks_uri that is no text", { jwks_uri: 5 }],
    ["a jwks_uri that is no address", { jwks_uri: "keys" }],
    ["a jwks_uri over http on another machine", { jwks_uri: "http://keys.example/keys" }],
    ["a jwks_uri that reads a file", { jwks_uri: "file:///etc/passwd" }],
  ])("%s", async (_, extra) => {
    server.extra = extra;
    const asked: string[] = [];
    const fetch: GraphReceiverOptions["fetch"] = (url, init) => {
      asked.push(url);
      return globalThis.fetch(url, init);
    };
    expect(await receiver({ fetch })(old)).toBe(503);
    expect(asked).toEqual([server.configuration]);
  });

  test.each([301, 404, 500])("status %i", async (status) => {
    server.status = status;
    expect(await receiver()(old)).toBe(503);
  });

  test("other documents", async () => {
    for (const text of ["", "<html>", "[]", "null", '{"keys":{}}', '{"keys":[]}', '{"keys":[1]}']) {
      const fetch: GraphReceiverOptions["fetch"] = async (url) =>
        new Response(
          url.endsWith("/keys") ? text : JSON.stringify({ jwks_uri: "https://keys.example/keys" }),
        );
      expect(await receiver({ fetch })(old)).toBe(503);
    }
  });

  test("an address that redirects is not followed", async () => {
    const elsewhere = await startKeyServer([old.jwk]);
    server.redirect = elsewhere.configuration;
    expect(await receiver()(old)).toBe(503);
    expect(elsewhere.requests).toEqual([]);
    await elsewhere.stop();
  });

  test("and does not take those from it that it has", async () => {
    const ask = receiver();
    await ask(old);
    server.keys = [];
    clock.advance(8_000_000);
    expect(await ask(old)).toBe(202);
  });

  test("an issuer in the OpenID configuration is not believed", async () => {
    server.extra = { issuer: "https://attacker.example", id_token_signing_alg_values_supported: ["HS256"] };
    expect(await receiver()(old)).toBe(202);
    expect(await receiver({ issuers: ["https://else.example"] })(old)).toBe(401);
  });
});

test("a key that its set keeps for another use or another algorithm verifies nothing", async () => {
  const uses = [{ alg: "RS512" }, { use: "enc" }, { key_ops: ["encrypt"] }];
  for (const use of uses) {
    server.keys = [{ ...old.jwk, ...use }];
    expect(await receiver()(old)).toBe(401);
  }
});

test("a key server over http is refused at once unless it is on this machine and the option says so", () => {
  const make = (options: Partial<GraphReceiverOptions>) => () =>
    createGraphReceiver({ appId: "app", onNotification: () => {}, ...options });
  const invalid = expect.objectContaining({ code: "ERR_INVALID_ARGUMENT" });
  expect(make({ openIdConfiguration: "http://127.0.0.1:1/" })).toThrow(invalid);
  expect(make({ openIdConfiguration: "http://keys.example/", allowLoopbackHttp: true })).toThrow(invalid);
  expect(make({ openIdConfiguration: "keys" })).toThrow(invalid);
  expect(make({ keysCooldown: -1 })).toThrow(invalid);
  expect(make({ clockTolerance: Number.NaN })).toThrow(invalid);
  expect(make({ issuers: [] })).toThrow(invalid);
  expect(make({ appId: "" })).toThrow(invalid);
  expect(make({ tenants: [] })).toThrow(invalid);
});

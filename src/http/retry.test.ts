import { beforeEach, describe, expect, test } from "vitest";
import { createGraphClient } from "../graph/index.ts";
import { undiciFetch } from "../node/index.ts";
import { systemClock } from "./clock.ts";
import { skippingClock, type SkippingClock } from "./clock.test-support.ts";
import { serverForTests, startRecordingServer } from "./recording-server.test-support.ts";
import { forever, retryingClients } from "./retrying.test-support.ts";
import { services } from "./services.test-support.ts";

const server = serverForTests();
let clock: SkippingClock;

beforeEach(() => {
  clock = skippingClock();
});

/** Answers with each status in turn, then with 202. */
function answers(...turns: readonly (readonly [number, Record<string, string>?])[]): void {
  const left = [...turns];
  server.answer = (response) => {
    const [status, headers] = left.shift() ?? [202];
    response.writeHead(status, headers).end();
  };
}

const { acs, graph } = retryingClients(
  () => server,
  () => clock,
);

describe("ACS, whose operations are repeatable", () => {
  test.each([408, 429, 500, 502, 503, 504])(
    "is asked again after %i, under the same pair",
    async (status) => {
      answers([status], [status]);
      expect(await acs()()).toMatchObject({ ok: true, status: 202, attempts: 3 });
      const pairs = server.requests.map(({ headers, body }) => [
        headers["repeatability-request-id"],
        headers["repeatability-first-sent"],
        body,
      ]);
      expect(pairs).toHaveLength(3);
      expect(new Set(pairs.map(String)).size).toBe(1);
    },
  );

  test.each([400, 401, 403, 404, 405, 409, 412, 501, 505, 302, 200])(
    "is not asked again after %i",
    async (status) => {
      answers([status]);
      expect(await acs()()).toMatchObject({ ok: false, status, attempts: 1 });
      expect(server.requests).toHaveLength(1);
    },
  );

  test.each([
    [
      "before the request is read",
      () => {
        server.onHead = (socket) => {
          server.onHead = undefined;
          socket.resetAndDestroy();
          return true;
        };
      },
    ],
    [
      "after the request is read",
      () => {
        const { answer } = server;
        server.answer = (response) => {
          server.answer = answer;
          response.destroy();
        };
      },
    ],
  ])("is asked again after a connection that was reset %s", async (_when, breakOnce) => {
    for (const fetch of [undefined, undiciFetch()]) {
      breakOnce();
      expect(await acs(fetch && { fetch })()).toMatchObject({ ok: true, attempts: 2 });
    }
  });

  test("a storm of 503 ends with the last answer after four requests", async () => {
    server.answer = (response) => response.writeHead(503).end("busy");
    expect(await acs()()).toMatchObject({ ok: false, status: 503, text: "busy", attempts: 4 });
    expect(server.requests).toHaveLength(4);
  });

  test("connections that all fail end with the fault, which tells the pair for another try", async () => {
    server.answer = (response) => response.destroy();
    const fault = await acs()().catch((error: unknown) => error);
    const { headers } = server.requests[0] ?? {};
    expect(fault).toMatchObject({
      code: "ERR_NETWORK",
      cause: expect.any(Error),
      attempts: 4,
      repeatability: {
        requestId: headers?.["repeatability-request-id"],
        firstSent: headers?.["repeatability-first-sent"],
      },
    });
  });

  test("waits grow twofold, random between nothing and the bound", async () => {
    server.answer = (response) => response.writeHead(500).end();
    await acs({ retry: { attempts: 6, baseDelay: 100, maxDelay: 700 } })();
    expect(clock.waits).toEqual([50, 100, 200, 350, 350]);
    clock.waits.length = 0;
    await acs({ random: () => 0 })();
    expect(clock.waits).toEqual([0, 0, 0]);
  });

  test.each([
    ["seconds", "7", 7000],
    ["a fraction of seconds", "2.128", 2128],
    ["nothing to wait", "0", 0],
    ["a date by the service's clock", "Sat, 21 Nov 2026 08:00:05 GMT", 5000],
    ["a date that has passed", "Sat, 21 Nov 2026 07:00:00 GMT", 0],
  ])("waits as Retry-After says in %s", async (_form, value, wait) => {
    answers([429, { "retry-after": value, date: "Sat, 21 Nov 2026 08:00:00 GMT" }]);
    expect(await acs()()).toMatchObject({ ok: true, attempts: 2 });
    expect(clock.waits).toEqual([wait]);
  });

  test.each(["soon", "-1", "1e3", "5 seconds", "tomorrow GMT", ""])(
    "backs off by itself where Retry-After is %j",
    async (value) => {
      answers([429, { "retry-after": value }]);
      expect(await acs()()).toMatchObject({ ok: true, attempts: 2 });
      expect(clock.waits).toEqual([250]);
    },
  );

  test("a Retry-After longer than the cap gives the answer at once", async () => {
    answers([429, { "retry-after": "11" }]);
    const result = await acs()();
    expect(result).toMatchObject({ ok: false, status: 429, attempts: 1 });
    expect(result.headers.get("retry-after")).toBe("11");
    expect(clock.waits).toEqual([]);
  });

  test("all waits together have a cap", async () => {
    server.answer = (response) => response.writeHead(429, { "retry-after": "9" }).end();
    expect(await acs({ retry: { attempts: 9 } })()).toMatchObject({ status: 429, attempts: 3 });
    expect(clock.waits).toEqual([9000, 9000]);
  });

  test("no wait begins that would outlast the call", async () => {
    answers([429, { "retry-after": "5" }]);
    expect(await acs({ timeout: 5000, clock: systemClock })()).toMatchObject({
      ok: false,
      status: 429,
      attempts: 1,
    });
  });

  test("is asked once where retries are off, for the client or for a call", async () => {
    server.answer = (response) => response.writeHead(503).end();
    expect(await acs({ retry: false })()).toMatchObject({ attempts: 1 });
    expect(await acs()({ retry: false })).toMatchObject({ attempts: 1 });
    expect(await acs({ retry: false })({ retry: { attempts: 2 } })).toMatchObject({ attempts: 2 });
  });
});

describe("Graph, whose operations are not repeatable", () => {
  test("is asked again after 429, and after 503 with Retry-After", async () => {
    answers([429], [503, { "retry-after": "1" }]);
    expect(await graph()()).toMatchObject({ ok: true, attempts: 3 });
    expect(clock.waits).toEqual([250, 1000]);
  });

  test.each([408, 500, 502, 503, 504])(
    "is not asked again after %i, which may have been carried out",
    async (status) => {
      answers([status]);
      expect(await graph()()).toMatchObject({ ok: false, status, attempts: 1 });
    },
  );

  test("is not asked again after a connection that broke", async () => {
    server.answer = (response) => response.destroy();
    await expect(graph()()).rejects.toMatchObject({ code: "ERR_NETWORK", attempts: 1 });
    expect(server.requests).toHaveLength(1);
  });

  test.each([408, 500, 502, 503, 504])(
    "is asked again after %i where the caller takes the risk",
    async (status) => {
      answers([status]);
      expect(await graph({ uncertain: true })()).toMatchObject({ ok: true, attempts: 2 });
      answers([status]);
      expect(await graph()({ retry: { uncertain: true } })).toMatchObject({ ok: true, attempts: 2 });
    },
  );

  test("is asked again after a broken connection where the caller takes the risk", async () => {
    const { answer } = server;
    server.answer = (response) => {
      server.answer = answer;
      response.destroy();
    };
    expect(await graph({ uncertain: true })()).toMatchObject({ ok: true, attempts: 2 });
  });

  test.each([
    ["fetch", {}],
    ["undici", { fetch: undiciFetch() }],
  ])("is asked again by %s after a connection that was refused", async (_name, options) => {
    const closed = await startRecordingServer();
    closed.close();
    for (const host of [closed.origin, closed.origin.replace("127.0.0.1", "localhost")]) {
      const settings = { credential: "t", allowLoopbackHttp: true, clock, ...forever, ...options };
      const client = createGraphClient({ baseUrl: host, ...settings });
      const sent = client.redirect("call-1", { targets: [] });
      await expect(sent).rejects.toMatchObject({ code: "ERR_NETWORK", attempts: 4 });
    }
  });

  test.each([
    ["Bun", Object.assign(new Error("Unable to connect"), { code: "ConnectionRefused" })],
    [
      "Deno",
      new TypeError("error sending request: client error (Connect): tcp connect error: Connection refused"),
    ],
    [
      "a name that was not found",
      new TypeError("fetch failed", { cause: Object.assign(new Error("n"), { code: "ENOTFOUND" }) }),
    ],
  ])("knows a connection that was refused as %s tells it", async (_runtime, error) => {
    const fetch = async () => {
      throw error;
    };
    await expect(graph({}, { fetch })()).rejects.toMatchObject({ attempts: 4, cause: error });
  });

  test("takes no other fault for a refused connection", async () => {
    for (const error of [
      new TypeError("fetch failed"),
      new AggregateError([]),
      new AggregateError([new Error("x")]),
      "text",
    ]) {
      const fetch = async () => {
        throw error;
      };
      await expect(graph({}, { fetch })()).rejects.toMatchObject({ attempts: 1 });
    }
  });
});

test.each(services)("%s asks at most as often as told", async (_name, service) => {
  server.answer = (response) => response.writeHead(429).end();
  const call = service(server.origin, { clock, ...forever, retry: { attempts: 7, baseDelay: 1 } });
  expect(await call()).toMatchObject({ attempts: 7 });
});

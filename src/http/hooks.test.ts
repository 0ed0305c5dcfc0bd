import { describe, expect, test } from "vitest";
import { createAcsClient } from "../acs/index.ts";
import type { Hooks, RequestEvent, ResponseEvent, RetryEvent } from "../index.ts";
import { skippingClock } from "./clock.test-support.ts";
import { serverForTests } from "./recording-server.test-support.ts";
import { services } from "./services.test-support.ts";

const server = serverForTests();

const forever = { timeout: Infinity, attemptTimeout: Infinity };

type Told = ["request", RequestEvent] | ["response", ResponseEvent] | ["retry", RetryEvent];

function listening(): { readonly told: Told[]; readonly hooks: Hooks } {
  const told: Told[] = [];
  const hooks: Hooks = {
    request: (event) => told.push(["request", event]),
    response: (event) => told.push(["response", event]),
    retry: (event) => told.push(["retry", event]),
  };
  return { told, hooks };
}

describe.each(services)("hooks of %s", (name, service) => {
  test("are told of each request, answer and retry, in this order", async () => {
    const statuses = [429, 202];
    server.answer = (response) => response.writeHead(statuses.shift() ?? 500, { "retry-after": "2" }).end();
    const { told, hooks } = listening();
    await service(server.origin, { hooks, clock: skippingClock(), ...forever })();
    expect(told.map(([kind]) => kind)).toEqual(["request", "response", "retry", "request", "response"]);
    const [, first] = told;
    expect(told).toMatchObject([
      ["request", { operation: expect.stringMatching(/^(acs|graph)\.transfer/), attempt: 1, method: "POST" }],
      ["response", { status: 429, fault: undefined }],
      ["retry", { delay: 2000, response: first?.[1] }],
      ["request", { attempt: 2 }],
      ["response", { status: 202 }],
    ]);
  });

  test("the answer names the very event of its request, so that spans can be matched", async () => {
    const spans = new Map<RequestEvent, number>();
    const ended = new Set<number | undefined>();
    const hooks: Hooks = {
      request: (event) => spans.set(event, spans.size),
      response: ({ request }) => ended.add(spans.get(request)),
    };
    const call = service(server.origin, { hooks });
    await Promise.all([call(), call(), call()]);
    expect(ended).toEqual(new Set([0, 1, 2]));
  });

  test("all attempts of a call have the id that goes out, and calls have ids of their own", async () => {
    server.answer = (response) => response.writeHead(429).end();
    const { told, hooks } = listening();
    const call = service(server.origin, { hooks, clock: skippingClock(), ...forever });
    await call();
    await call();
    const ids = told.flatMap(([kind, event]) => (kind === "request" ? [event.id] : []));
    const header = name === "ACS" ? "repeatability-request-id" : "client-request-id";
    expect(ids).toEqual(server.requests.map(({ headers }) => headers[header]));
    expect(new Set(ids).size).toBe(2);
  });

  test("a fault of the connection is told", async () => {
    server.answer = (response) => response.destroy();
    const { told, hooks } = listening();
    await service(server.origin, { hooks, retry: false })().catch(() => {});
    expect(told).toMatchObject([
      ["request", {}],
      ["response", { status: undefined, fault: { code: "ERR_NETWORK" } }],
    ]);
  });

  test("are told nothing secret", async () => {
    const { told, hooks } = listening();
    const headers = { "x-gateway-key": "hush", traceparent: "00-1-2-01" };
    await service(server.origin, { hooks, credential: () => "hush-token" })({ headers });
    expect(JSON.stringify(told)).not.toContain("hush");
    expect(told[0]?.[1]).toMatchObject({
      headers: {
        authorization: "(redacted)",
        "x-gateway-key": "(redacted)",
        "content-type": "application/json",
      },
    });
    expect(server.soleRequest().headers).toMatchObject(headers);
  });

  test.each([
    [
      "throw",
      () => {
        throw new Error("broken hook");
      },
    ],
    [
      "reject",
      async () => {
        throw new Error("broken hook");
      },
    ],
  ])("cannot break a call when they %s", async (_how, broken) => {
    const statuses = [429, 202];
    server.answer = (response) => response.writeHead(statuses.shift() ?? 500, { "retry-after": "0" }).end();
    const hooks = { request: broken, response: broken, retry: broken };
    expect(await service(server.origin, { hooks })()).toMatchObject({ ok: true, attempts: 2 });
  });
});

test("hooks may be methods of a class", async () => {
  class Watcher {
    readonly seen: string[] = [];
    request({ url }: RequestEvent) {
      this.seen.push(url);
    }
  }
  const hooks = new Watcher();
  const [, service] = services[0] ?? [];
  await service?.(server.origin, { hooks })();
  expect(hooks.seen).toHaveLength(1);
});

test("hooks are told no body and no signature", async () => {
  const { told, hooks } = listening();
  const acs = createAcsClient({
    endpoint: server.origin,
    accessKey: btoa("key"),
    allowLoopbackHttp: true,
    hooks,
  });
  await acs.redirectCall({ incomingCallContext: "top secret", target: { rawId: "4:+1" } });
  const shown = JSON.stringify(told);
  expect(shown).not.toContain("top secret");
  expect(shown).not.toContain("Signature");
  expect(shown).not.toContain(String(server.soleRequest().headers["x-ms-content-sha256"]));
});

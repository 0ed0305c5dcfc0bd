import { describe, expect, test } from "vitest";
import { HandoffError } from "../errors.ts";
import { manualClock, skippingClock } from "./clock.test-support.ts";
import type { Fetch } from "./fetch.ts";
import { settingsOf, type CallOptions, type ClientOptions } from "./options.ts";
import { pipeline, type Outgoing, type ServicePolicy } from "./pipeline.ts";
import { isPassing, type RetryOptions } from "./retry.ts";

const forever = { timeout: Infinity, attemptTimeout: Infinity };

function outgoing(options: CallOptions = {}): Outgoing<RetryOptions> {
  const given = { method: "POST", url: "https://a.test/", body: "{}", headers: {}, id: "id" };
  return { ...given, operation: "graph.transfer", repeatability: undefined, options };
}

const policy: ServicePolicy<RetryOptions> = {
  authorize: () => Promise.resolve(true),
  repeatable: (attempted, retry) => retry !== false && isPassing(attempted),
  requestIdHeader: "request-id",
};

/** A transport that answers with these, one after the other, and counts. */
function answering(...statuses: number[]): Fetch & { sent: number } {
  const fetch: Fetch = () =>
    Promise.resolve(new Response(null, { status: statuses[transport.sent++] ?? 500 }));
  const transport = Object.assign(fetch, { sent: 0 });
  return transport;
}

/** Sends one request. */
function send(client: ClientOptions, options?: CallOptions, own: Partial<ServicePolicy<RetryOptions>> = {}) {
  return pipeline(client, { ...policy, ...own })(outgoing(options));
}

describe.each(["timeout", "attemptTimeout"] as const)("%s", (name) => {
  test.each([-1, Number.NaN, "5"])("cannot be %j, nor for a single call", async (value) => {
    const wrong = {
      code: "ERR_INVALID_ARGUMENT",
      message: `${name} has to be a number that is not negative.`,
    };
    const options: object = { [name]: value };
    expect(() => pipeline(options, policy)).toThrow(expect.objectContaining(wrong));
    await expect(send({ fetch: answering(202) }, options)).rejects.toMatchObject(wrong);
  });
});

test.each(["attempts", "baseDelay", "maxDelay", "maxTotalDelay"])(
  "%s of retry cannot be negative",
  (name) => {
    expect(() => settingsOf({ retry: { [name]: -1 } })).toThrow(`${name} has to be a number`);
    expect(() => settingsOf({}, { retry: { [name]: "1" } })).toThrow(`${name} has to be a number`);
    expect(settingsOf({ retry: { [name]: 0 } })).toMatchObject({ [name]: 0 });
  },
);

test("each option of a call counts by itself", async () => {
  const hangs: Fetch = () => new Promise(() => {});
  const skipping = (client: ClientOptions) => ({
    ...client,
    fetch: hangs,
    clock: skippingClock(),
    retry: false as const,
  });
  await expect(send(skipping({ ...forever, timeout: 7 }))).rejects.toThrow("within 7 ms");
  await expect(send(skipping(forever), { timeout: 6 })).rejects.toThrow("within 6 ms");
  await expect(send(skipping(forever), { attemptTimeout: 5 })).rejects.toThrow("within 5 ms");
  const fetch = answering(503, 202);
  expect(await send({ ...forever, fetch, clock: skippingClock() }, { retry: false })).toMatchObject({
    status: 503,
  });
  expect(fetch.sent).toBe(1);
});

describe("hooks", () => {
  test("may be some of them, or none", async () => {
    const told: string[] = [];
    const client = { ...forever, clock: skippingClock(), random: () => 0 };
    for (const hooks of [{}, { request: () => told.push("request") }, { retry: () => told.push("retry") }]) {
      const answer = await send({ ...client, fetch: answering(503, 202), hooks });
      expect(answer).toMatchObject({ status: 202, attempts: 2 });
    }
    expect(told).toEqual(["request", "request", "retry"]);
  });

  test("are told how long the answer took, and of no request that did not go out", async () => {
    const clock = manualClock();
    const told: unknown[] = [];
    const hooks = {
      request: () => told.push("request"),
      response: ({ duration }: { duration: number }) => told.push(duration),
    };
    const slow: Fetch = async () => {
      clock.advance(250);
      return new Response(null, { status: 202 });
    };
    await send({ clock, fetch: slow, hooks });
    expect(told).toEqual(["request", 250]);
    const authorize = async () => {
      clock.advance(20_000);
      return true;
    };
    const fetch = answering(202);
    const late = send({ clock, fetch, hooks, retry: false }, {}, { authorize });
    await expect(late).rejects.toMatchObject({ code: "ERR_TIMEOUT", attempts: 0 });
    expect([told.length, fetch.sent]).toEqual([2, 0]);
  });
});

describe("what proves who sends", () => {
  test("is not asked for when the signal has aborted before", async () => {
    let asked = 0;
    const authorize = async () => ++asked > 0;
    const sent = send({ fetch: answering(202) }, { signal: AbortSignal.abort("why") }, { authorize });
    await expect(sent).rejects.toMatchObject({ code: "ERR_ABORTED", cause: "why", attempts: 0 });
    expect(asked).toBe(0);
  });

  test("that cannot be had fails the call with its error, before anything is sent", async () => {
    const fetch = answering(202);
    const cause = new TypeError("key");
    const failing = send({ fetch }, {}, { authorize: () => Promise.reject(cause) });
    await expect(failing).rejects.toMatchObject({
      code: "ERR_CREDENTIAL",
      message: "Signing failed.",
      cause,
    });
    const own = new HandoffError("ERR_CREDENTIAL", "The credential gave no token.", { cause });
    const known = send({ fetch }, {}, { authorize: () => Promise.reject(own) });
    await expect(known).rejects.toMatchObject({ code: "ERR_CREDENTIAL", message: own.message, cause });
    expect(fetch.sent).toBe(0);
  });

  test("is asked for once more after a 401, told what was refused, and where there is no other the 401 stands", async () => {
    const refusals: unknown[] = [];
    const authorize: ServicePolicy<RetryOptions>["authorize"] = async ({ headers }, refused) => {
      refusals.push(refused);
      headers["authorization"] = "Bearer a";
      return refused === undefined;
    };
    const fetch = answering(401, 202);
    expect(await send({ fetch }, {}, { authorize })).toMatchObject({ status: 401, attempts: 1 });
    expect([refusals, fetch.sent]).toEqual([[undefined, "Bearer a"], 1]);
  });

  test("is told of a refusal only after a 401", async () => {
    const refusals: unknown[] = [];
    const authorize: ServicePolicy<RetryOptions>["authorize"] = async ({ headers }, refused) => {
      refusals.push(refused);
      headers["authorization"] = `Bearer ${refusals.length}`;
      return true;
    };
    const client = { ...forever, clock: skippingClock(), fetch: answering(401, 503, 202) };
    expect(await send(client, {}, { authorize })).toMatchObject({ status: 202, attempts: 3 });
    expect(refusals).toEqual([undefined, "Bearer 1", undefined]);
  });

  test("that is asked for again when the caller has had enough ends the call, whatever was answered", async () => {
    const controller = new AbortController();
    const authorize: ServicePolicy<RetryOptions>["authorize"] = async ({ headers }, refused) => {
      headers["authorization"] = "Bearer a";
      if (refused !== undefined) controller.abort();
      return true;
    };
    const fetch = answering(401, 202);
    const sent = send({ fetch }, { signal: controller.signal }, { authorize });
    await expect(sent).rejects.toMatchObject({ code: "ERR_ABORTED", attempts: 1 });
    expect(fetch.sent).toBe(1);
  });
});

test("a wait that would end with the time of the call is not begun", async () => {
  const clock = manualClock();
  const fetch: Fetch = async () => new Response(null, { status: 503, headers: { "retry-after": "5" } });
  expect(await send({ clock, fetch, timeout: 5000 })).toMatchObject({ status: 503, attempts: 1 });
  expect(clock.pending()).toBe(0);
});

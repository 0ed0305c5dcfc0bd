import { describe, expect, test } from "vitest";
import { undiciFetch } from "../node/index.ts";
import { manualClock } from "./clock.test-support.ts";
import { serverForTests } from "./recording-server.test-support.ts";
import { services } from "./services.test-support.ts";

const server = serverForTests();

const cases = services.flatMap(([name, service]) => [
  { name: `${name} by fetch`, service, fetch: {} },
  { name: `${name} by undici`, service, fetch: { fetch: undiciFetch() } },
]);

describe.each(cases)("time of a call of $name", ({ service, fetch }) => {
  test("a service that never answers ends an attempt after its time", async () => {
    const clock = manualClock();
    server.answer = () => clock.advance(10_000);
    const sent = service(server.origin, { ...fetch, clock, retry: false })();
    await expect(sent).rejects.toMatchObject({ code: "ERR_TIMEOUT", attempts: 1 });
    expect(clock.pending()).toBe(0);
  });

  test("the time of an attempt can be set for the client and for a call", async () => {
    const clock = manualClock();
    server.answer = () => clock.advance(500);
    const call = service(server.origin, { ...fetch, clock, retry: false, attemptTimeout: 500 });
    await expect(call()).rejects.toMatchObject({ code: "ERR_TIMEOUT" });
    server.answer = () => clock.advance(20);
    await expect(call({ attemptTimeout: 20 })).rejects.toMatchObject({ code: "ERR_TIMEOUT" });
  });

  test("the whole call ends after its time, whatever the attempts may take", async () => {
    const clock = manualClock();
    server.answer = () => clock.advance(3000);
    const call = service(server.origin, { ...fetch, clock, timeout: 3000 });
    await expect(call()).rejects.toMatchObject({ code: "ERR_TIMEOUT", attempts: 1 });
  });

  test("a signal that was aborted before sends nothing", async () => {
    const reason = new Error("changed my mind");
    const sent = service(server.origin, fetch)({ signal: AbortSignal.abort(reason) });
    await expect(sent).rejects.toMatchObject({ code: "ERR_ABORTED", cause: reason, attempts: 0 });
    expect(server.requests).toEqual([]);
  });

  test("a signal ends the call while the service thinks", async () => {
    const controller = new AbortController();
    server.answer = () => controller.abort(new Error("took too long"));
    const sent = service(server.origin, fetch)({ signal: controller.signal });
    await expect(sent).rejects.toMatchObject({ code: "ERR_ABORTED", cause: { message: "took too long" } });
    expect(server.requests).toHaveLength(1);
  });

  test("a call that was aborted gives its connection up", async () => {
    const controller = new AbortController();
    const closed = new Promise((resolve) => {
      server.answer = (response) => {
        response.on("close", resolve);
        controller.abort();
      };
    });
    await expect(service(server.origin, fetch)({ signal: controller.signal })).rejects.toMatchObject({
      code: "ERR_ABORTED",
    });
    await closed;
  }, 5000);

  test("a signal ends the call in the middle of the body", async () => {
    const controller = new AbortController();
    server.answer = (response) => {
      response.writeHead(202, { "content-length": "100" }).write("{");
      setTimeout(() => controller.abort(), 20);
    };
    const sent = service(server.origin, fetch)({ signal: controller.signal });
    await expect(sent).rejects.toMatchObject({ code: "ERR_ABORTED", cause: { name: "AbortError" } });
  });

  test("a signal ends the call while it waits for another try", async () => {
    const clock = manualClock();
    const controller = new AbortController();
    server.answer = (response) => response.writeHead(429, { "retry-after": "9" }).end();
    const hooks = { retry: () => setImmediate(() => controller.abort()) };
    const sent = service(server.origin, { ...fetch, clock, hooks })({ signal: controller.signal });
    await expect(sent).rejects.toMatchObject({ code: "ERR_ABORTED", attempts: 1 });
    expect(clock.pending()).toBe(0);
  });

  test("a signal that aborts right before the wait ends the call at once", async () => {
    const clock = manualClock();
    const controller = new AbortController();
    server.answer = (response) => response.writeHead(429, { "retry-after": "9" }).end();
    const hooks = { retry: () => controller.abort() };
    const sent = service(server.origin, { ...fetch, clock, hooks })({ signal: controller.signal });
    await expect(sent).rejects.toMatchObject({ code: "ERR_ABORTED", attempts: 1 });
    expect(clock.pending()).toBe(0);
  });

  test("a signal ends the call while it waits for a token", async () => {
    const controller = new AbortController();
    const credential = () => {
      setImmediate(() => controller.abort());
      return new Promise<string>(() => {});
    };
    const sent = service(server.origin, { ...fetch, credential })({ signal: controller.signal });
    await expect(sent).rejects.toMatchObject({ code: "ERR_ABORTED", attempts: 0 });
    expect(server.requests).toEqual([]);
  });

  test("a token that comes too late sends nothing any more", async () => {
    const clock = manualClock();
    let give = (_token: string) => {};
    const credential = () => {
      setImmediate(() => clock.advance(10_000));
      return new Promise<string>((resolve) => {
        give = resolve;
      });
    };
    const sent = service(server.origin, { ...fetch, clock, credential })();
    await expect(sent).rejects.toMatchObject({ code: "ERR_TIMEOUT", attempts: 0 });
    give("late");
    await new Promise((resolve) => {
      setTimeout(resolve, 20);
    });
    expect(server.requests).toEqual([]);
  });

  test("the reason of a signal of AbortSignal.timeout is told apart from a time limit of the client", async () => {
    server.answer = () => {};
    const sent = service(server.origin, fetch)({ signal: AbortSignal.timeout(20) });
    await expect(sent).rejects.toMatchObject({ code: "ERR_ABORTED", cause: { name: "TimeoutError" } });
  });

  test("a signal that outlives the call keeps nothing of it", async () => {
    const { signal } = new AbortController();
    let listeners = 0;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...args: Parameters<typeof add>) => (listeners++, add(...args));
    signal.removeEventListener = (...args: Parameters<typeof remove>) => (listeners--, remove(...args));
    await service(server.origin, fetch)({ signal });
    expect(listeners).toBe(0);
  });
});

test("a clock whose timers run at once hangs nothing", async () => {
  const clock = {
    now: () => 0,
    setTimeout(run: () => void) {
      run();
      return () => {};
    },
  };
  for (const [, service] of services)
    await expect(service(server.origin, { clock })()).rejects.toMatchObject({ code: "ERR_TIMEOUT" });
  expect(server.requests).toEqual([]);
});

test("a transport is not even asked where the token came too late", async () => {
  for (const [, service] of services) {
    const clock = manualClock();
    let give = (_token: string) => {};
    const credential = () => {
      setImmediate(() => clock.advance(10_000));
      return new Promise<string>((resolve) => {
        give = resolve;
      });
    };
    let asked = 0;
    const fetch = async () => {
      asked++;
      return new Response(null, { status: 202 });
    };
    await expect(service(server.origin, { clock, credential, fetch })()).rejects.toMatchObject({
      attempts: 0,
    });
    give("late");
    await new Promise((resolve) => setImmediate(resolve));
    expect(asked).toBe(0);
  }
});

test("limits of Infinity never pass", async () => {
  server.answer = (response) => setTimeout(() => response.writeHead(202).end(), 30);
  for (const [, service] of services)
    expect(await service(server.origin, { timeout: Infinity, attemptTimeout: Infinity })()).toMatchObject({
      ok: true,
    });
});

test("a transport that does not heed its signal cannot hold a call up", async () => {
  for (const [, service] of services) {
    const clock = manualClock();
    const fetch = () => {
      setImmediate(() => clock.advance(10_000));
      return new Promise<never>(() => {});
    };
    const sent = service(server.origin, { clock, fetch, retry: false })();
    await expect(sent).rejects.toMatchObject({ code: "ERR_TIMEOUT" });
  }
});

test("ACS is asked again after an attempt that took too long, Graph is not", async () => {
  const outcomes = await Promise.all(
    services.map(async ([, service]) => {
      let slow = true;
      const fetch = async () =>
        slow ? ((slow = false), new Promise<never>(() => {})) : new Response(null, { status: 202 });
      return service(server.origin, { fetch, attemptTimeout: 30, retry: { baseDelay: 1 } })().catch(
        (error: unknown) => error,
      );
    }),
  );
  expect(outcomes).toMatchObject([
    { ok: true, attempts: 2 },
    { code: "ERR_TIMEOUT", attempts: 1 },
  ]);
});

test.each(services)("%s refuses times that are none", (_name, service) => {
  for (const options of [
    { timeout: -1 },
    { attemptTimeout: Number.NaN },
    { retry: { attempts: Number.NaN } },
    { retry: { maxDelay: -5 } },
  ]) {
    expect(() => service(server.origin, options)).toThrow(
      expect.objectContaining({
        code: "ERR_INVALID_ARGUMENT",
        message: expect.stringMatching(/has to be a number/),
      }),
    );
  }
});

test.each(services)("%s refuses a time of a call that is none, and sends nothing", async (_name, service) => {
  await expect(service(server.origin)({ timeout: -1 })).rejects.toMatchObject({
    code: "ERR_INVALID_ARGUMENT",
  });
  expect(server.requests).toEqual([]);
});

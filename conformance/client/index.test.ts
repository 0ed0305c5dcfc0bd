import { expect, test } from "vitest";
import { createControlClient, type NewCall } from "../../src/simulator/index.ts";
import { verifyClient, type ClientOptions, type RunClient } from "./index.ts";
import { faultsOf, transferring } from "./program.test-support.ts";

/** A client that asks by hand. */
const asking =
  (
    work: (
      ask: (path: string, body?: object, method?: string) => Promise<number>,
      url: string,
    ) => Promise<void>,
  ): RunClient =>
  async (environment) => {
    const url = environment["CALL_HANDOFF_CONTROL_URL"] ?? "";
    const headers = {
      authorization: `Bearer ${environment["CALL_HANDOFF_GRAPH_TOKEN"]}`,
      "content-type": "application/json",
    };
    await work(async (path, body, method = "POST") => {
      const response = await fetch(url + path, {
        method,
        headers,
        ...(body && { body: JSON.stringify(body) }),
      });
      await response.text();
      return response.status;
    }, url);
    return 0;
  };

const graph = (id: string, version = "v1.0") => `/${version}/communications/calls/${id}/transfer`;
const right = { transferTarget: { identity: { user: { id: "heidi" } } } };
const calls = (...ids: string[]) =>
  ids.map((id): NewCall => ({
    id,
    service: "graph",
    kind: "peerToPeer",
    callbackUri: "http://127.0.0.1:9/",
  }));
const transfers = { operations: ["graph.transfer"], versions: ["v1.0"] };
const verify = (run: RunClient, more: Partial<ClientOptions> = {}) =>
  verifyClient({ run, filters: transfers, ...more });

test("other operations on calls are warned of, and what is not about calls is noted", async () => {
  const run = await verify(
    asking(async (ask) => {
      await ask(graph("a"), right);
      await ask("/v1.0/communications/calls/a/answer", {});
      await ask("/v1.0/communications/calls/a/answer?code=1", {});
      await ask("/v1.0/me", undefined, "GET");
      await ask(graph("a", "beta"), right);
    }),
    { calls: calls("a") },
  );
  expect(faultsOf(run)).toEqual([
    "failed conformance/client/addresses all: Expected an operation of the documents, saw POST /v1.0/communications/calls/a/answer.",
  ]);
  expect(run.checks.at(-1)).toMatchObject({ id: "conformance/client/addresses", level: "SHOULD" });
  expect(run.notes).toEqual([
    "The client: It ended with exit code 0.",
    "1 request judged.",
    "1 request for other addresses, not judged.",
    "1 request for operations or versions that were not chosen, not judged.",
  ]);
});

test("the same problem is told once with how often it was seen, and many as how many more there are", async () => {
  const run = await verify(
    asking(async (ask) => {
      for (let index = 0; index < 3; index++) await ask(graph("a"), { ...right, transferee: 4711 });
      for (let index = 0; index < 25; index++) await ask(graph("a"), { ...right, [`stranger${index}`]: 1 });
    }),
    { calls: calls("a") },
  );
  const types = "failed graph.transfer/client/types v1.0: ";
  const strangers = "failed graph.transfer/client/undeclared-members v1.0: ";
  const faults = faultsOf(run);
  expect(faults).toHaveLength(2);
  expect(faults).toContain(`${types}Expected object at /body/transferee, saw 4711, in 3 requests.`);
  const told = faults.find((fault) => fault.startsWith(strangers))?.split("\n");
  expect([told?.length, told?.at(-1)]).toEqual([21, "There were 5 problems more."]);
  expect(run.traces).toHaveLength(1);
});

test("however many requests there are, the last wrong one is found, and but so much is kept of the others", async () => {
  const run = await verify(
    asking(async (ask) => {
      for (let index = 0; index < 210; index++) await ask(graph(`nobody-${index}`), right);
      await ask(graph("the-last"), { transferTarget: {} });
    }),
  );
  const { traces = [] } = run.checks.find(({ id }) => id === "graph.transfer/client/identity") ?? {};
  const [trace, ...others] = run.traces.filter(({ id }) => traces.includes(id));
  expect(trace?.exchanges[0]?.request.url).toContain("the-last");
  expect(others).toEqual([]);
  expect(run.traces.length).toBeLessThan(30);
});

test("a request with Retry-After may be sent again when that time has passed, by either clock", async () => {
  const run = await verify(
    asking(async (ask, url) => {
      const control = createControlClient({ url });
      await control.addFault({ on: "request", status: 429, retryAfter: 30 });
      expect(await ask(graph("a"), right)).toBe(429);
      await control.setClock({ advance: 30_000 });
      expect(await ask(graph("a"), right)).toBe(202);
    }),
    { calls: calls("a") },
  );
  expect(faultsOf(run)).toEqual([]);
  expect(run.checks.find(({ id }) => id === "graph.transfer/client/retry")?.status).toBe("passed");
  expect(run.features?.find(({ id }) => id === "graph.transfer/waits")?.exercised).toBe(true);
});

test("progress is told after each request", async () => {
  const told: number[] = [];
  await verifyClient({ run: transferring(), onProgress: (done) => told.push(done) });
  expect(told).toEqual([1]);
});

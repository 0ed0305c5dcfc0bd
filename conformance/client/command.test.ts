import { describe, expect, test } from "vitest";
import { GateError } from "../gate/errors.ts";
import { verifyClient, type ClientOptions } from "./index.ts";
import { faultsOf, program, transferring } from "./program.test-support.ts";

const transfers = { operations: ["graph.transfer"], versions: ["v1.0"] };
const ran = (text: string, options: Partial<ClientOptions> = {}) =>
  verifyClient({ command: program(text), filters: transfers, ...options });

describe("a command", () => {
  test("that ends with 3 after right requests fails, and nothing else does", async () => {
    expect(
      faultsOf(await ran("await transfer((await call('graph', 'peerToPeer')).id); process.exitCode = 3;")),
    ).toEqual(["failed conformance/client/command all: Expected exit code 0. It ended with exit code 3."]);
  });

  test("that makes no request fails, and what was asked for was not tested", async () => {
    const faults = faultsOf(await ran(""));
    expect(faults).toContain(
      "failed conformance/client/requests all: Expected at least one such request, saw none.",
    );
    expect(faults).toContain("notTestable graph.transfer/client/path v1.0: The client made no such request.");
  });

  test("that is not there is a mistake of the usage, and so are calls that cannot be made", async () => {
    await expect(verifyClient({ command: ["./no-such-program"] })).rejects.toThrow(GateError);
    await expect(verifyClient({})).rejects.toThrow("a command has to follow --");
    const calls = [{ service: "graph", kind: "peerToPeer", callbackUri: "http://bot.contoso.com/" } as const];
    await expect(ran("", { calls })).rejects.toThrow("cannot be made: Nothing can be sent to callbackUri");
    const environment = { CALL_HANDOFF_ACS_ACCESS_KEY: "no base64" };
    await expect(ran("", { environment })).rejects.toThrow("has to be base64");
  });

  test("that never ends is ended and has failed", async () => {
    const run = await ran("setInterval(() => {}, 1000);", { commandTimeout: 100, grace: 100 });
    expect(faultsOf(run)).toContain(
      "failed conformance/client/command all: Expected exit code 0. It had not ended after 0.1 s.",
    );
  });

  test("ends with the run", async () => {
    const stop = new AbortController();
    const onOutput = () => stop.abort(new Error("somebody pressed ^C"));
    const run = ran("console.log('up'); setInterval(() => {}, 1000);", { signal: stop.signal, onOutput });
    await expect(run).rejects.toThrow("somebody pressed ^C");
  });
});

describe("a client in this process", () => {
  test("that makes a right request passes, and is not blamed for what it was not asked for", async () => {
    const run = await verifyClient({ run: transferring() });
    expect(faultsOf(run)).toEqual([]);
    expect(run).toMatchObject({ mode: "client", target: "a client in this process" });
    expect(run.notes).toEqual(["The client: It ended with exit code 0.", "1 request judged."]);
    const others = run.checks.filter(({ operation }) => operation.startsWith("acs."));
    expect(new Set(others.map(({ status, message }) => `${status}: ${message}`))).toEqual(
      new Set(["excluded: The client made no such request."]),
    );
    expect(run.traces.map(({ operation, exchanges }) => [operation, exchanges[0]?.sender])).toEqual([
      ["graph.transfer", "target"],
    ]);
  });

  test("that leaves out a version that was asked for, or an operation, fails", async () => {
    const filters = { operations: ["graph.transfer", "graph.redirect"], versions: ["v1.0", "beta"] };
    const run = await verifyClient({ run: transferring(), filters });
    const missed = run.checks.filter(({ status }) => status === "notTestable");
    expect(new Set(missed.map(({ operation, apiVersion }) => `${operation} ${apiVersion}`))).toEqual(
      new Set(["graph.transfer beta", "graph.redirect beta", "graph.redirect v1.0"]),
    );
    // The other versions of an operation need not be used where only that was asked for.
    expect(
      faultsOf(
        await verifyClient({ run: transferring("beta"), filters: { operations: ["graph.transfer"] } }),
      ),
    ).toEqual([]);
  });

  test("that cannot ask for calls finds those that were prepared", async () => {
    const calls = [
      { service: "graph", kind: "peerToPeer", callbackUri: "http://127.0.0.1:9/", id: "call-1" } as const,
    ];
    const run = await verifyClient({ run: transferring("v1.0", "call-1"), calls });
    expect(faultsOf(run)).toEqual([]);
    expect(run.traces[0]?.exchanges[0]?.response?.status).toBe(202);
  });
  test("that throws or never ends has failed", async () => {
    const thrown = await verifyClient({ filters: transfers, run: () => Promise.reject(new Error("oh")) });
    expect(faultsOf(thrown)).toContain(
      "failed conformance/client/command all: Expected exit code 0. It threw: oh",
    );
    const endless = await verifyClient({ commandTimeout: 10, run: () => new Promise(() => {}) });
    expect(endless.notes[0]).toBe("The client: It had not ended after 0.01 s.");
  });

  test("is told where everything is, with the newest version of Graph unless another was asked for", async () => {
    const seen: Readonly<Record<string, string>>[] = [];
    const run = async (environment: Readonly<Record<string, string>>) => seen.push(environment);
    await verifyClient({ run });
    await verifyClient({ run, filters: { versions: ["beta", "2026-03-12"] } });
    const environment = { CALL_HANDOFF_GRAPH_TOKEN: "own token", CALL_HANDOFF_GRAPH_APP_ID: "own app" };
    await verifyClient({ run, environment });
    const [first = {}, second = {}, third = {}] = seen;
    const url = first["CALL_HANDOFF_CONTROL_URL"];
    const key = first["CALL_HANDOFF_ACS_ACCESS_KEY"] ?? "";
    expect(first).toEqual({
      CALL_HANDOFF_CONTROL_URL: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/),
      CALL_HANDOFF_ACS_ENDPOINT: url,
      CALL_HANDOFF_ACS_CONNECTION_STRING: `endpoint=${url}/;accesskey=${key}`,
      CALL_HANDOFF_ACS_ACCESS_KEY: expect.stringMatching(/^[\w+/]{64}$/),
      CALL_HANDOFF_ACS_RESOURCE_ID: expect.stringMatching(/^[\da-f-]{36}$/),
      CALL_HANDOFF_GRAPH_BASE_URL: `${url}/v1.0`,
      CALL_HANDOFF_GRAPH_TOKEN: expect.stringMatching(/^[\w-]{43}$/),
      CALL_HANDOFF_GRAPH_APP_ID: expect.stringMatching(/^[\da-f-]{36}$/),
      CALL_HANDOFF_OPENID_CONFIGURATION_URL: `${url}/simulator/.well-known/openid-configuration`,
    });
    expect(second["CALL_HANDOFF_GRAPH_BASE_URL"]).toMatch(/\/beta$/);
    expect(second["CALL_HANDOFF_ACS_ACCESS_KEY"]).not.toBe(key);
    expect(third).toMatchObject(environment);
  });
});

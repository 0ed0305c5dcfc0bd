import { createClient } from "redis";
import { afterAll, assert, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { redisMissing, startRedis, type RedisServer } from "../../src/flows/redis-server.test-support.ts";
import { printed, startServices, type Services } from "./recipes.test-support.ts";
import type * as module from "./redis.ts";

const NUMBER = "+14255550123";
const PASSWORD = "of-the-test";
type Process = typeof module;

describe.skipIf(redisMissing !== undefined)(`two processes with one Redis${redisMissing ?? ""}`, () => {
  let server: RedisServer;
  let services: Services;
  let lines: string[];
  let [receiving, transferring]: Process[] = [];

  /** The module with everything of its own, as in a process of its own. */
  const startProcess = (): Promise<Process> => {
    vi.resetModules();
    return import("./redis.ts");
  };

  beforeAll(async () => {
    server = await startRedis();
    const admin = createClient({ url: server.url });
    await admin.connect();
    await admin.configSet("requirepass", PASSWORD);
    admin.destroy();
    services = startServices(async (request) => {
      assert(receiving);
      return receiving.receive(request);
    });
    vi.stubEnv("REDIS_URL", server.url.replace("//", `//:${PASSWORD}@`));
    receiving = await startProcess();
    transferring = await startProcess();
  });
  beforeEach(() => {
    lines = printed();
  });
  afterAll(async () => {
    vi.restoreAllMocks();
    for (const { redis } of [receiving, transferring].filter((one) => one !== undefined)) redis.destroy();
    services.stop();
    await server.stop();
  });

  test("they are two", () => {
    expect(receiving?.redis).not.toBe(transferring?.redis);
  });

  test.each([
    ["success", { outcome: "completed" }],
    ["busy", { outcome: "failed" }],
  ] as const)("what one is told is the end of a transfer of the other (%s)", async (scenario, end) => {
    assert(transferring);
    const callbackUri = "https://127.0.0.1/api/calls";
    const id = services.call({ service: "graph", kind: "peerToPeer", callbackUri, scenario });
    const outcome = transferring.transfer(id, NUMBER);
    await vi.waitFor(() => expect(services.simulator.getCall(id)?.handedOn).toBeDefined(), 10_000);
    const answers = await services.answers(id);
    expect(answers.length).toBeGreaterThan(1);
    for (const answer of answers) expect(answer).toMatch(/ 202$/);
    expect(await outcome).toMatchObject(end);
    expect(lines).toEqual([]);
  });

  test("a forged notification is refused", async () => {
    expect(await services.announceGraph("https://127.0.0.1/api/calls", "wrongly-signed")).toEqual([
      "incoming 401",
    ]);
  });

  test("while Redis is away the answer is 500, at once; afterwards it goes on", async () => {
    const port = Number(new URL(server.url).port);
    await server.stop();
    const begun = Date.now();
    const announced = services.announceGraph("https://127.0.0.1/api/calls");
    expect(await announced).toEqual(["incoming 500,500,500,500"]);
    expect(Date.now() - begun).toBeLessThan(10_000);
    expect(lines).toContainEqual(expect.stringMatching(/^ERR_HANDLER /));
    expect(lines).toContainEqual(expect.stringMatching(/^Redis: /));
    server = await startRedis(port);
    await vi.waitFor(() => expect(receiving?.redis.isReady).toBe(true), 10_000);
    expect(await services.announceGraph("https://127.0.0.1/api/calls")).toEqual(["incoming 202"]);
  });
});

import { describe, expect, test } from "vitest";
import { createSimulator } from "./index.ts";
import { callbackUri, post, requests, simulated, target, user } from "./bot.test-support.ts";

const raw = (path: string) => new Request(`http://simulator.test${path}`);

describe("limits", () => {
  test("too long a body is refused in the envelope of the service", async () => {
    const { simulator } = simulated({ maxBytes: 100 });
    const answer = await post(
      simulator,
      "/calling/callConnections:redirect?api-version=2024-09-15",
      "x".repeat(101),
    );
    expect([answer.status, await answer.json()]).toMatchObject([
      413,
      { error: { code: "RequestEntityTooLarge" } },
    ]);
  });

  test("a body is as long as its bytes, which a text has more of than characters", async () => {
    const { simulator } = simulated({ maxBytes: 100 });
    const path = "/calling/callConnections:redirect?api-version=2024-09-15";
    const answers = ["x".repeat(100), "€".repeat(33), "€".repeat(34)].map((body) =>
      post(simulator, path, body),
    );
    expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([400, 400, 413]);
  });

  test("an id or context that a call has already is refused, with its place", () => {
    const { simulator } = simulated();
    const wanted = { service: "acs", kind: "incoming", callbackUri } as const;
    simulator.createCall({ ...wanted, id: "one", incomingCallContext: "context" });
    for (const [given, where] of [
      [{ id: "one" }, "/body/id"],
      [{ incomingCallContext: "context" }, "/body/incomingCallContext"],
    ] as const)
      expect(() => simulator.createCall({ ...wanted, ...given })).toThrow(
        expect.objectContaining({ code: "ERR_INVALID_ARGUMENT", where }),
      );
  });

  test("calls beyond the limit take the place of calls that are over, then of the oldest", async () => {
    const { simulator } = simulated({ maxCalls: 3 });
    const make = () => simulator.createCall({ service: "acs", kind: "peerToPeer", callbackUri }).id;
    const ids = [make(), make(), make()];
    await post(simulator, `/calling/callConnections/${ids[1]}:transferToParticipant?api-version=2024-09-15`, {
      targetParticipant: target,
    });
    await simulator.settle();
    ids.push(make());
    expect(ids.map((id) => simulator.getCall(id) !== undefined)).toEqual([true, false, true, true]);
    ids.push(make());
    expect(ids.map((id) => simulator.getCall(id) !== undefined)).toEqual([false, false, true, true, true]);
  });

  test("the journal keeps the newest entries, and of a long body the beginning", async () => {
    const { simulator } = simulated({ maxEntries: 3 });
    for (let index = 0; index < 5; index++)
      await post(simulator, `/v1.0/communications/calls/${index}/transfer`, "x".repeat(20_000));
    const { entries, dropped } = simulator.getJournal();
    expect(entries.map(({ sequence }) => sequence)).toEqual([3, 4, 5]);
    expect(dropped).toBe(2);
    expect(entries[0]?.body).toHaveLength("… (3616 more characters)".length + 16_384);
  });

  test.each([
    { seed: 1.5 },
    { pace: -1 },
    { maxCalls: Number.NaN },
    { pace: 2 ** 31 },
    { credentials: { accessKey: "c2VjcmV" } },
    { credentials: { accessKey: "x==" } },
    { credentials: { accessKey: "no base64!" } },
    { credentials: { token: "" } },
  ])("the option %o is refused", (options) => {
    expect(() => createSimulator(options)).toThrow(/seed|pace|maxCalls|accessKey|token/);
  });
});

describe("chance", () => {
  async function run(seed: number) {
    const { simulator, received } = simulated({ seed });
    const graph = simulator.createCall({ service: "graph", kind: "incoming", callbackUri });
    const acs = simulator.createCall({ service: "acs", kind: "peerToPeer", callbackUri });
    await post(simulator, `/v1.0/communications/calls/${graph.id}/redirect`, { targets: [user, user, user] });
    await post(simulator, `/calling/callConnections/${acs.id}:transferToParticipant?api-version=2024-09-15`, {
      targetParticipant: target,
    });
    await simulator.settle();
    const timeless = simulator.getJournal().entries.map((entry) => ({
      ...entry,
      duration: 0,
      attempts: [],
    }));
    return JSON.stringify([received.map(({ body, url }) => [url, body]), timeless, graph, acs]);
  }

  test("with the same seed the same happens, to the last id and time; with another, something else", async () => {
    expect(await run(7)).toBe(await run(7));
    expect(await run(7)).not.toBe(await run(8));
  });
});

describe("secrets", () => {
  test("canaries in tokens, keys, contexts and queries are in no journal, error or view", async () => {
    const { simulator } = simulated({
      credentials: { token: "CANARY-token", accessKey: btoa("CANARY-key") },
    });
    const secretUri = "http://127.0.0.1/calls?code=CANARY-query";
    const call = simulator.createCall({
      service: "acs",
      kind: "incoming",
      callbackUri: secretUri,
      incomingCallContext: "CANARY-context",
    });
    const graph = simulator.createCall({ service: "graph", kind: "incoming", callbackUri: secretUri });
    const seen: string[] = [];
    simulator.subscribe((entry) => seen.push(JSON.stringify(entry)));
    const path = "/calling/callConnections:redirect?api-version=2024-09-15&sig=CANARY-parameter";
    const answers = [
      await post(simulator, path, { incomingCallContext: "CANARY-context" }),
      await post(simulator, path, '{"incomingCallContext":"CANARY-context'),
      await post(
        simulator,
        path,
        { incomingCallContext: call.incomingCallContext, target },
        { authorization: "Bearer CANARY-other" },
      ),
      await post(simulator, path, { incomingCallContext: call.incomingCallContext, target }),
      await post(simulator, `/v1.0/communications/calls/${graph.id}/redirect`, {
        targets: [user],
        callbackUri: secretUri,
      }),
      await simulator.handle(raw("/simulator/journal")),
      await simulator.handle(raw(`/simulator?call=${call.id}`)),
      await simulator.handle(raw(`/simulator/calls/${call.id}`)),
    ];
    await simulator.settle();
    seen.push(
      ...(await Promise.all(answers.map((answer) => answer.text()))),
      JSON.stringify(simulator.getJournal()),
    );
    expect(seen.join("\n")).not.toMatch(/CANARY|Q0FOQVJZ/);
    expect(answers.map(({ status }) => status).slice(0, 5)).toEqual([400, 400, 401, 204, 202]);
  });
});

describe("the end", () => {
  test("delivers what is due at once, and takes no more requests", async () => {
    const { simulator, received } = simulated({ running: true, pace: 60_000 });
    const { id } = simulator.createCall({ service: "graph", kind: "peerToPeer", callbackUri });
    const path = `/v1.0/communications/calls/${id}/transfer`;
    await post(simulator, path, requests["graph.transfer"]);
    expect(await simulator.close()).toBe(0);
    expect(received).toHaveLength(3);
    expect((await post(simulator, path, requests["graph.transfer"])).status).toBe(503);
  });

  test("comes in time although a receiver hangs, and tells how much was not delivered", async () => {
    const { simulator } = simulated({ running: true, deliver: () => new Promise(() => {}) });
    const { id } = simulator.createCall({ service: "graph", kind: "peerToPeer", callbackUri });
    await post(simulator, `/v1.0/communications/calls/${id}/transfer`, requests["graph.transfer"]);
    expect(await simulator.close(50)).toBe(3);
  });
});

import { describe, expect, test, vi } from "vitest";
import { callbackUri, handshake, post, requests, simulated, target } from "./bot.test-support.ts";
import { isRecord } from "../http/result.ts";

const PATH = (id: string) => `/v1.0/communications/calls/${id}/transfer`;

/** The states that a bot was told, in order. */
function statesOf(bodies: readonly unknown[]): unknown[] {
  return bodies.flatMap((body) => {
    const value: unknown[] = isRecord(body) && Array.isArray(body["value"]) ? body["value"] : [];
    return value.map(
      (item) => isRecord(item) && isRecord(item["resourceData"]) && item["resourceData"]["state"],
    );
  });
}

/** A bot that gives these answers, and then takes everything. */
function answering(...given: (Response | (() => Promise<Response>))[]) {
  const bodies: unknown[] = [];
  const times: number[] = [];
  const made = simulated({
    async deliver(request) {
      bodies.push(await request.json());
      times.push(made.simulator.clock.now());
      const next = given.shift();
      return typeof next === "function" ? next() : (next ?? new Response(null, { status: 202 }));
    },
    deliveryTimeout: 150,
    patience: 50,
  });
  const { simulator } = made;
  const transfer = async () => {
    const { id } = simulator.createCall({ service: "graph", kind: "peerToPeer", callbackUri });
    await post(simulator, PATH(id), requests["graph.transfer"]);
    return id;
  };
  const notifications = () => simulator.getJournal().entries.filter((one) => one.kind === "notification");
  return { simulator, bodies, times, transfer, notifications };
}

describe("a receiver that does not take a notification", () => {
  test("with 500 it is sent again with growing waits, and what follows waits for it", async () => {
    const failing = () => new Response(null, { status: 500 });
    const { simulator, bodies, times, transfer, notifications } = answering(failing(), failing(), failing());
    await transfer();
    await simulator.settle();
    expect(statesOf(bodies)).toEqual([
      ...Array.from({ length: 4 }, () => "transferring"),
      "transferAccepted",
      "terminated",
    ]);
    expect(times.slice(1, 4).map((time, index) => time - (times[index] ?? 0))).toEqual([250, 500, 1000]);
    expect(notifications()[0]).toMatchObject({
      outcome: "taken",
      attempts: [{ status: 500 }, { status: 500 }, { status: 500 }, { status: 202 }],
    });
  });

  test("for good, it is given up after four attempts, and the rest is sent", async () => {
    const failing = () => new Response(null, { status: 503 });
    const { simulator, bodies, transfer, notifications } = answering(...Array.from({ length: 4 }, failing));
    await transfer();
    await simulator.settle();
    expect(notifications().map(({ outcome }) => outcome)).toEqual(["givenUp", "taken", "taken"]);
    expect(bodies).toHaveLength(6);
  });

  test.each([401, 404, 302])("with %i it is not sent again", async (status) => {
    const { simulator, bodies, transfer, notifications } = answering(new Response(null, { status }));
    await transfer();
    await simulator.settle();
    expect(bodies).toHaveLength(3);
    expect(notifications()[0]).toMatchObject({ outcome: "givenUp", attempts: [{ status }] });
  });

  test.each([
    [Object.assign(new Error("connect"), { code: "ECONNREFUSED" }), "ECONNREFUSED"],
    [new Error("bad port"), "bad port"],
    [new Error("no way to http://127.0.0.1/calls?code=secret"), "the connection failed"],
  ])("because of %s, the journal has %s", async (cause, fault) => {
    const { simulator, transfer, notifications } = answering(async () =>
      Promise.reject(new TypeError("fetch failed", { cause })),
    );
    await transfer();
    await simulator.settle();
    expect(notifications()[0]?.attempts).toMatchObject([{ fault }, { status: 202 }]);
  });

  test("by not answering, what follows is sent after a while, and the attempt ends in time", async () => {
    const { simulator, bodies, transfer, notifications } = answering(() => new Promise(() => {}));
    await transfer();
    await simulator.settle();
    expect(statesOf(bodies).slice(0, 3)).toEqual(["transferring", "transferAccepted", "terminated"]);
    expect(notifications()[0]?.attempts[0]?.fault).toBe("no answer within 150 ms");
    expect(notifications()[0]?.outcome).toBe("taken");
  });

  test("until it got the next one, time can be moved on all the same", async () => {
    let release = () => {};
    const held = new Promise<Response>((resolve) => {
      release = () => resolve(new Response(null, { status: 202 }));
    });
    const { simulator, bodies, transfer } = answering(
      () => held,
      async () => {
        release();
        return new Response(null, { status: 202 });
      },
    );
    await transfer();
    await simulator.settle();
    expect(statesOf(bodies)).toEqual(["transferring", "transferAccepted", "terminated"]);
  });

  test("until time has passed by the clock of the simulator, time passes", async () => {
    const { simulator, bodies, transfer } = answering(
      () =>
        new Promise((resolve) => {
          simulator.clock.setTimeout(() => resolve(new Response(null, { status: 202 })), 60_000);
        }),
    );
    simulator.clock.setTimeout(() => {}, 120_000);
    await transfer();
    await simulator.settle();
    expect(statesOf(bodies)).toEqual(["transferring", "transferAccepted", "terminated"]);
    expect(new Date(simulator.clock.now()).toISOString()).toBe("2026-01-01T00:01:00.010Z");
  });

  test("by a function that answers at once, is taken as one that does not", async () => {
    const { simulator, received } = simulated({ deliver: () => new Response(null, { status: 200 }) });
    simulator.createCall({ service: "graph", kind: "incoming", callbackUri });
    await simulator.settle();
    expect(received).toEqual([]);
    expect(simulator.getJournal().entries).toMatchObject([{ outcome: "taken" }]);
  });
});

describe("where notifications may go", () => {
  test.each([
    ["http://10.0.0.1/calls", "http:// goes to this machine alone"],
    ["https://bot.example/calls", "the host bot.example is not among those allowed"],
    ["https://user:pass@127.0.0.1/calls", "it names a user"],
    ["http://127.0.0.1.evil.example/calls", "http:// goes to this machine alone"],
    ["http://localhost.evil.example/", "http:// goes to this machine alone"],
    ["https://[::2]/calls", "the host [::2] is not among those allowed"],
    ["http://0.0.0.0/calls", "http:// goes to this machine alone"],
    ["https://", "it is no address"],
  ])("a call with a callback to %s is not made: %s", (uri, reason) => {
    const { simulator } = simulated();
    expect(() => simulator.createCall({ service: "graph", kind: "peerToPeer", callbackUri: uri })).toThrow(
      reason,
    );
    expect(() =>
      simulator.createCall({ service: "graph", kind: "peerToPeer", callbackUri, callCallbackUri: uri }),
    ).toThrow(reason);
  });

  test("an address in a request that nothing may be sent to is blocked, and the journal says so", async () => {
    const { simulator, received } = simulated();
    const { id } = simulator.createCall({ service: "acs", kind: "peerToPeer", callbackUri });
    const answer = await post(
      simulator,
      `/calling/callConnections/${id}:transferToParticipant?api-version=2024-09-15`,
      { targetParticipant: target, operationCallbackUri: "https://app.contoso.com/callback" },
    );
    await simulator.settle();
    expect(answer.status).toBe(202);
    expect(received.map(({ url }) => url)).toEqual([callbackUri]);
    expect(simulator.getJournal().entries.filter((one) => one.kind === "notification")).toMatchObject([
      {
        names: ["accepted"],
        outcome: "blocked",
        attempts: [{ fault: expect.stringContaining("app.contoso.com") }],
      },
      { names: ["disconnected"], outcome: "taken" },
    ]);
  });

  test("hosts that are allowed get theirs over https", async () => {
    const { simulator, received } = simulated({ allowHosts: ["Bot.Example"] });
    const { id } = simulator.createCall({
      service: "graph",
      kind: "peerToPeer",
      callbackUri: "https://bot.example:8443/calls",
    });
    await post(simulator, PATH(id), requests["graph.transfer"]);
    await simulator.settle();
    expect(received).toHaveLength(3);
  });
});

describe("the handshake of Event Grid", () => {
  const incoming = { service: "acs", kind: "incoming", callbackUri: "http://127.0.0.1/events" } as const;

  test("comes first, once for an address", async () => {
    const { simulator, received } = simulated();
    simulator.createCall(incoming);
    simulator.createCall(incoming);
    await simulator.settle();
    simulator.createCall(incoming);
    await simulator.settle();
    expect(received.map(({ headers }) => headers.get("aeg-event-type"))).toEqual([
      "SubscriptionValidation",
      "Notification",
      "Notification",
      "Notification",
    ]);
    expect(received.every(({ headers }) => !headers.has("authorization"))).toBe(true);
  });

  test.each([
    ["another code", () => Response.json({ validationResponse: "other" })],
    ["202", () => new Response(null, { status: 202 })],
    ["202 and the code", (good: Response | undefined) => new Response(good?.body ?? null, { status: 202 })],
    ["403", () => new Response(null, { status: 403 })],
  ])("answered by %s, nothing is announced, and the next call asks again", async (_, answer) => {
    let asked = 0;
    const { simulator } = simulated({
      async deliver(request) {
        const body: unknown = await request.json();
        if (!handshake(body)) throw new Error("announced");
        asked++;
        return asked === 1 ? answer(handshake(body)) : (handshake(body) ?? answer(undefined));
      },
    });
    simulator.createCall(incoming);
    await simulator.settle();
    expect(simulator.getJournal().entries).toMatchObject([{ names: ["handshake"], outcome: "givenUp" }]);
    expect(asked).toBe(1);
    simulator.createCall(incoming);
    await simulator.settle();
    expect(asked).toBeGreaterThan(1);
  });
});

test("the global fetch delivers where nothing else is given, looked up at each delivery", async () => {
  const { createSimulator } = await import("./index.ts");
  const simulator = createSimulator({ running: false });
  const fetch = vi.spyOn(globalThis, "fetch").mockResolvedValue(new Response(null, { status: 202 }));
  const { id } = simulator.createCall({ service: "graph", kind: "peerToPeer", callbackUri });
  await post(simulator, PATH(id), requests["graph.transfer"]);
  await simulator.settle();
  expect(fetch).toHaveBeenCalledTimes(3);
  fetch.mockRestore();
});

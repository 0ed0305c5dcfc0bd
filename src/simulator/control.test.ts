import { describe, expect, test } from "vitest";
import { createControlClient } from "./index.ts";
import { callbackUri, post, requests, simulated, target } from "./bot.test-support.ts";

function controlled(options = {}) {
  const made = simulated(options);
  const control = createControlClient({ url: "http://simulator.test", fetch: made.simulator.fetch });
  return { ...made, control };
}

const raw = (path: string, init?: RequestInit) => new Request(`http://simulator.test${path}`, init);

describe("the control API", () => {
  test("makes calls of every kind, as its description promises", async () => {
    const { control } = controlled();
    const made = [];
    for (const service of ["acs", "graph"] as const)
      for (const kind of ["peerToPeer", "group", "incoming"] as const)
        made.push(await control.createCall({ service, kind, callbackUri }));
    expect(made).toMatchObject([
      { state: "connected" },
      {
        state: "connected",
        participants: [{ id: expect.stringMatching(/^8:acs:/), identity: { rawId: expect.any(String) } }, {}],
      },
      { state: "incoming", incomingCallContext: expect.stringMatching(/^ey[\w-]+\.[\w-]+\.$/) },
      { state: "established", relatedCallId: expect.any(String) },
      { state: "established", participants: [{ identity: { user: { id: expect.any(String) } } }, {}] },
      { state: "incoming" },
    ]);
    expect(await control.getCall(made[3]?.relatedCallId ?? "")).toMatchObject({ state: "established" });
    expect(await control.getCall(made[2]?.id ?? "")).not.toHaveProperty("incomingCallContext");
  });

  test("names its scenarios, takes each of them, and no other", async () => {
    const { control } = controlled();
    const names = await control.scenarios();
    expect(names).toEqual(
      expect.arrayContaining(["success", "failure", "busy", "no-answer", "wrongly-signed"]),
    );
    for (const scenario of names)
      for (const service of ["acs", "graph"] as const)
        expect(
          await control.createCall({ service, kind: "peerToPeer", callbackUri, scenario }),
        ).toMatchObject({ scenario });
    for (const scenario of ["unknown", "toString", ""])
      await expect(
        control.createCall({ service: "acs", kind: "group", callbackUri, scenario }),
      ).rejects.toThrow("There is no scenario");
  });

  test("ignores unknown members, and says of known ones what is wrong with them", async () => {
    const { simulator } = controlled();
    const send = (body: unknown) =>
      simulator.handle(
        raw("/simulator/calls", {
          method: "POST",
          body: typeof body === "string" ? body : JSON.stringify(body),
        }),
      );
    expect((await send({ service: "acs", kind: "group", callbackUri, stranger: 1 })).status).toBe(201);
    const answers = await Promise.all(
      [
        {},
        { service: "sip", kind: "group", callbackUri },
        { service: "acs", kind: "group", callbackUri: "ftp://127.0.0.1" },
        { service: "acs", kind: "group", callbackUri: "http://elsewhere.example" },
        "{",
        "null",
      ].map(async (body) => {
        const answer = await send(body);
        const { error }: { error: { target?: string } } = await answer.json();
        return [answer.status, error.target];
      }),
    );
    expect(answers).toEqual([
      [400, "/body/service"],
      [400, "/body/service"],
      [400, "/body/callbackUri"],
      [400, "/body/callbackUri"],
      [400, undefined],
      [400, "/body"],
    ]);
  });

  test("gives a call the id, context and data that a test wants", async () => {
    const { control, simulator, received } = controlled();
    const wanted = {
      service: "graph",
      kind: "incoming",
      callbackUri,
      id: "call-1",
      data: { subject: "Order" },
    } as const;
    expect(await control.createCall(wanted)).toMatchObject({ id: "call-1" });
    await expect(control.createCall(wanted)).rejects.toThrow("There is a call of this id already.");
    await simulator.settle();
    expect(received[0]?.body).toMatchObject({
      value: [{ resourceData: { id: "call-1", subject: "Order", state: "incoming" } }],
    });
    const acs = {
      service: "acs",
      kind: "incoming",
      callbackUri,
      incomingCallContext: "own context",
    } as const;
    expect(await control.createCall(acs)).toMatchObject({ incomingCallContext: "own context" });
    const answer = await post(simulator, "/calling/callConnections:redirect?api-version=2024-09-15", {
      incomingCallContext: "own context",
      target,
    });
    expect(answer.status).toBe(204);
  });

  test("moves and stops time", async () => {
    const { control, simulator, received } = controlled();
    const { id } = await control.createCall({ service: "graph", kind: "peerToPeer", callbackUri });
    await post(simulator, `/v1.0/communications/calls/${id}/transfer`, requests["graph.transfer"]);
    expect(await control.setClock({ advance: 20 })).toEqual({
      now: "2026-01-01T00:00:00.020Z",
      running: false,
      waiting: 1,
    });
    expect(received).toHaveLength(2);
    expect((await control.setClock({ running: true })).running).toBe(true);
    await expect(control.setClock({ advance: -1 })).rejects.toThrow("/advance");
  });

  test("lets the next notification meet trouble", async () => {
    const { control, simulator, received } = controlled();
    const { id } = await control.createCall({ service: "graph", kind: "peerToPeer", callbackUri });
    await control.addFault({ on: "notification", trouble: "duplicated" });
    await control.addFault({ on: "notification", trouble: "dropped" });
    await control.addFault({ on: "notification", trouble: "unsigned" });
    await post(simulator, `/v1.0/communications/calls/${id}/transfer`, requests["graph.transfer"]);
    await simulator.settle();
    expect(received.map(({ headers }) => headers.has("authorization"))).toEqual([true, true, false]);
    expect(received[0]?.body).toEqual(received[1]?.body);
    await expect(
      simulator.handle(raw("/simulator/faults", { method: "POST", body: '{"on":"call"}' })),
    ).resolves.toMatchObject({
      status: 400,
    });
  });

  test("resets: calls, faults, pairs and journal are gone, and nothing more is delivered", async () => {
    const { control, simulator, received } = controlled();
    const { id } = await control.createCall({ service: "graph", kind: "peerToPeer", callbackUri });
    await control.addFault({ on: "request" });
    const path = `/v1.0/communications/calls/${id}/transfer`;
    await post(simulator, path, requests["graph.transfer"]);
    await post(simulator, path, requests["graph.transfer"]);
    await control.reset();
    await simulator.settle();
    expect(received).toEqual([]);
    expect(await control.listCalls()).toEqual([]);
    expect(await control.journal()).toEqual({ entries: [], dropped: 0 });
    expect((await post(simulator, path, requests["graph.transfer"])).status).toBe(404);
  });

  test("gives the journal, of one call and after an entry", async () => {
    const { control, simulator } = controlled();
    const calls = await Promise.all(
      [1, 2].map(() => control.createCall({ service: "graph", kind: "incoming", callbackUri })),
    );
    for (const { id } of calls)
      await post(simulator, `/v1.0/communications/calls/${id}/redirect`, requests["graph.redirect"]);
    await simulator.settle();
    const all = await control.journal();
    const own = await control.journal({ call: calls[0]?.id ?? "" });
    expect([all.entries.length, own.entries.length]).toEqual([6, 3]);
    expect((await control.journal({ after: 5 })).entries.map(({ sequence }) => sequence)).toEqual([6]);
    expect((await simulator.handle(raw("/simulator/journal?after=x"))).status).toBe(400);
  });

  test("has the keys of the tokens where the configuration says", async () => {
    const { control, simulator } = controlled();
    const configuration = await control.openIdConfiguration();
    expect(configuration.jwks_uri).toBe("http://simulator.test/simulator/keys");
    const { keys }: { keys: Record<string, unknown>[] } = await (
      await simulator.fetch(configuration.jwks_uri)
    ).json();
    expect(keys).toMatchObject([
      // Another one in each process, so that receivers read the keys anew.
      { kty: "RSA", alg: "RS256", use: "sig", kid: expect.stringMatching(/^[\da-f-]{36}$/) },
    ]);
    expect(keys[0]).not.toHaveProperty("d");
  });

  test("answers other paths and methods with errors of its own", async () => {
    const { simulator } = controlled();
    const answers = await Promise.all(
      [
        raw("/simulator/other"),
        raw("/simulator/calls/unknown"),
        raw("/simulator/calls/%zz"),
        raw("/simulator/calls", { method: "DELETE" }),
      ].map((request) => simulator.handle(request)),
    );
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 405]);
    expect(answers[3]?.headers.get("allow")).toBe("GET, POST");
    expect(simulator.getJournal().entries).toEqual([]);
  });
});

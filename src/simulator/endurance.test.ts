import { describe, expect, test } from "vitest";
import { callbackUri, handshake, post, requests, simulated, user } from "./bot.test-support.ts";
import { isRecord } from "../http/result.ts";
import { valueAt } from "../pointer.ts";

const GRAPH = "/v1.0/communications/calls";
const incoming = { service: "acs", kind: "incoming", callbackUri: "http://127.0.0.1/events" } as const;
const established = { service: "graph", kind: "peerToPeer", callbackUri } as const;

/** What the notifications that a bot got say of the state of a call. */
function statesOf(received: readonly { readonly body: unknown }[]): unknown[] {
  return received.map(({ body }) => valueAt(body, "/value/0/resourceData/state"));
}

/** A bot that answers late, or as it is told first. */
function slow(milliseconds: number, ...first: number[]) {
  const received: { body: unknown }[] = [];
  const made = simulated({
    async deliver(request) {
      const body: unknown = await request.json();
      received.push({ body });
      await new Promise((resolve) => void setTimeout(resolve, milliseconds));
      return handshake(body) ?? new Response(null, { status: first.shift() ?? 202 });
    },
  });
  return { ...made, received };
}

const breathe = (milliseconds: number) => new Promise((resolve) => void setTimeout(resolve, milliseconds));

describe("after a reset", () => {
  test("nothing follows a notification that was under way, and the journal stays empty", async () => {
    const { simulator, received } = slow(30);
    const { id } = simulator.createCall(established);
    await post(simulator, `${GRAPH}/${id}/transfer`, requests["graph.transfer"]);
    const settled = simulator.settle();
    await breathe(5);
    simulator.reset();
    simulator.createCall({ ...established, id });
    await settled;
    await simulator.settle();
    expect(statesOf(received).length).toBeLessThanOrEqual(1);
    expect(simulator.getJournal().entries).toEqual([]);
    expect((await simulator.setClock({})).waiting).toBe(0);
  });

  test("no call is announced whose endpoint was being asked", async () => {
    const { simulator, received } = slow(30);
    simulator.createCall(incoming);
    const settled = simulator.settle();
    await breathe(5);
    simulator.reset();
    await settled;
    await simulator.settle();
    expect(received).toHaveLength(1);
  });
});

test("after the end nothing follows, and what was not delivered is counted", async () => {
  const { simulator, received } = slow(60);
  const { id } = simulator.createCall(established);
  await post(simulator, `${GRAPH}/${id}/transfer`, requests["graph.transfer"]);
  expect(await simulator.close(20)).toBe(3);
  await breathe(80);
  await simulator.settle();
  expect(received).toHaveLength(1);
  expect(() => simulator.createCall(established)).toThrow("closed");
});

test("what follows a redirect waits for an announcement that has to be repeated", async () => {
  const { simulator, received } = slow(0, 500);
  const { id } = simulator.createCall({ ...established, kind: "incoming" });
  await post(simulator, `${GRAPH}/${id}/redirect`, requests["graph.redirect"]);
  await simulator.settle();
  expect(statesOf(received)).toEqual(["incoming", "incoming", "terminated"]);
});

test("each call whose endpoint refuses the handshake asks for itself, so that the journal tells of it", async () => {
  const { simulator } = simulated({ deliver: () => new Response(null, { status: 403 }) });
  const ids = [simulator.createCall(incoming).id, simulator.createCall(incoming).id];
  await simulator.settle();
  expect(simulator.getJournal().entries).toMatchObject(
    ids.map((callId) => ({ callId, names: ["handshake"], outcome: "givenUp" })),
  );
});

test("a fault delays one notification", async () => {
  const { simulator, received } = simulated();
  const { id } = simulator.createCall(established);
  simulator.addFault({ on: "notification", trouble: "delayed" });
  await post(simulator, `${GRAPH}/${id}/transfer`, requests["graph.transfer"]);
  await simulator.advance(2009);
  expect(received).toHaveLength(0);
  await simulator.advance(21);
  expect(received).toHaveLength(3);
});

describe("a transfer that replaces a call", () => {
  test.each([
    ["of another service", { service: "acs", kind: "peerToPeer", callbackUri }],
    ["that still rings", { service: "graph", kind: "incoming", callbackUri }],
  ] as const)("%s leaves that one alone", async (_, other) => {
    const { simulator, received } = simulated();
    const replaced = simulator.createCall(other);
    const { id } = simulator.createCall(established);
    await simulator.settle();
    received.length = 0;
    await post(simulator, `${GRAPH}/${id}/transfer`, {
      transferTarget: { ...user, replacesCallId: replaced.id },
    });
    await simulator.settle();
    expect(statesOf(received)).toEqual(["transferring", "transferAccepted", "terminated"]);
    expect(simulator.getCall(replaced.id)?.state).toBe(replaced.state);
  });

  test("meets the troubles of its scenario in the end of both", async () => {
    const { simulator, received } = simulated();
    const { id, relatedCallId } = simulator.createCall({ ...established, scenario: "unsigned" });
    await post(simulator, `${GRAPH}/${id}/transfer`, {
      transferTarget: { ...user, replacesCallId: relatedCallId },
    });
    await simulator.settle();
    expect(received.map(({ headers }) => headers.has("authorization"))).toEqual([false, false, false, false]);
  });
});

describe("what somebody else sends", () => {
  test("does not fill the memory: names, paths and headers are cut in the journal", async () => {
    const { simulator } = simulated();
    const long = "x".repeat(300_000);
    await post(simulator, `${GRAPH}/${long}/transfer`, { [long]: 1 }, { "x-long": long });
    const text = JSON.stringify(simulator.getJournal());
    expect(text.length).toBeLessThan(40_000);
  });

  test("is kept in part with a call", async () => {
    const { simulator } = simulated();
    const { id } = simulator.createCall({ ...established, kind: "incoming" });
    const long = { identity: { user: { id: "1", displayName: "x".repeat(100_000) } } };
    expect((await post(simulator, `${GRAPH}/${id}/redirect`, { targets: [long] })).status).toBe(202);
    expect(JSON.stringify(simulator.getCall(id)).length).toBeLessThan(1000);
  });

  test.each([
    [{ id: "a\ud800" }, "The id cannot stand in an address."],
    [{ data: { a: JSON.parse(`${"[".repeat(5000)}${"]".repeat(5000)}`) } }, "data has to be JSON"],
    [{ data: { a: "x".repeat(70_000) } }, "data has to be JSON"],
  ])("is no call %#", (more, message) => {
    const { simulator } = simulated();
    expect(() => simulator.createCall({ ...established, ...more })).toThrow(message);
  });

  test("stands in notifications as it is", async () => {
    const { simulator, received } = simulated();
    const { id } = simulator.createCall({ ...established, id: "$&-$1" });
    await post(simulator, `${GRAPH}/${encodeURIComponent(id)}/transfer`, requests["graph.transfer"]);
    await simulator.settle();
    expect(valueAt(received[0]?.body, "/value/0/resourceUrl")).toBe("/communications/calls/$&-$1");
  });
});

describe("the context of an incoming call", () => {
  test("is that of the answer, whatever else is announced", async () => {
    const { simulator, received } = simulated();
    const call = simulator.createCall({ ...incoming, data: { incomingCallContext: "mine" } });
    await simulator.settle();
    expect(valueAt(received[1]?.body, "/0/data/incomingCallContext")).toBe(call.incomingCallContext);
  });

  test("belongs to one call", () => {
    const { simulator } = simulated();
    simulator.createCall({ ...incoming, incomingCallContext: "one" });
    expect(() => simulator.createCall({ ...incoming, incomingCallContext: "one" })).toThrow(
      "of this context",
    );
  });
});

test("an identifier by its rawId alone is told with its model", async () => {
  const { simulator, received } = simulated();
  const { id } = simulator.createCall({ ...established, service: "acs" });
  await post(simulator, `/calling/callConnections/${id}:transferToParticipant?api-version=2024-09-15`, {
    targetParticipant: { rawId: "4:+14255550123" },
  });
  await simulator.settle();
  expect(valueAt(received[0]?.body, "/0/data/transferTarget")).toEqual({
    kind: "phoneNumber",
    rawId: "4:+14255550123",
    phoneNumber: { value: "+14255550123" },
  });
});

describe("faults of requests", () => {
  test("have the code of their status, and what was throttled says so as documented", async () => {
    const { simulator } = simulated();
    for (const status of [404, 418, 429])
      simulator.addFault({ on: "request", status, ...(status === 429 && { retryAfter: 2.128 }) });
    const answers = [];
    for (let times = 0; times < 3; times++)
      answers.push(await post(simulator, `${GRAPH}/one/transfer`, requests["graph.transfer"]));
    const errors = await Promise.all(answers.map(async (answer) => valueAt(await answer.json(), "/error")));
    expect(errors).toMatchObject([
      { code: "ResourceNotFound" },
      { code: "ServiceUnavailable" },
      { code: "TooManyRequests", innerError: { code: "429", status: "429", message: "Please retry after" } },
    ]);
    expect(isRecord(errors[0]) && valueAt(errors[0], "/innerError/status")).toBeUndefined();
    expect(answers[2]?.headers.get("retry-after")).toBe("2.128");
  });

  test("are of operations that there are", () => {
    const { simulator } = simulated();
    for (const operation of ["graph.call", "toString"])
      expect(() => simulator.addFault({ on: "request", operation })).toThrow("no operation of this name");
  });
});

test("whoever listens to the journal cannot spoil an answer", async () => {
  const { simulator } = simulated();
  simulator.subscribe(() => {
    throw new Error("lost");
  });
  const { id } = simulator.createCall(established);
  expect((await post(simulator, `${GRAPH}/${id}/transfer`, requests["graph.transfer"])).status).toBe(202);
});

test("a body that is too long is in the journal, without any of it", async () => {
  const { simulator } = simulated({ maxBytes: 100 });
  const answer = await simulator.answer({
    method: "POST",
    url: `http://127.0.0.1${GRAPH}/one/transfer`,
    headers: { authorization: `Bearer ${simulator.credentials.token}`, "content-type": "application/json" },
    body: JSON.stringify({ transferTarget: user, stranger: "é".repeat(60) }),
  });
  expect(answer.status).toBe(413);
  expect(simulator.getJournal().entries).toMatchObject([
    { status: 413, verdict: "deviating", violations: [{ rule: "maxBytes" }] },
  ]);
});

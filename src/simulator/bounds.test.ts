import { describe, expect, test } from "vitest";
import { valueAt } from "../pointer.ts";
import { callbackUri, handshake, post, requests, simulated } from "./bot.test-support.ts";
import { repeatabilityJournal } from "./repeatability.ts";

const REDIRECT = "/calling/callConnections:redirect?api-version=2026-03-12";

test("a call is redirected five times within its resource, and not a sixth time", async () => {
  const { simulator, received } = simulated();
  const target = { communicationUser: { id: `8:acs:${simulator.credentials.resourceId}_user` } };
  const { incomingCallContext } = simulator.createCall({ service: "acs", kind: "incoming", callbackUri });
  const statuses: number[] = [];
  let context: unknown = incomingCallContext;
  for (let times = 0; times < 6; times++) {
    statuses.push((await post(simulator, REDIRECT, { incomingCallContext: context, target })).status);
    await simulator.settle();
    context = valueAt(received.at(-1)?.body, "/0/data/incomingCallContext");
  }
  expect(statuses).toEqual([204, 204, 204, 204, 204, 400]);
  expect(simulator.getJournal().entries.at(-1)).toMatchObject({ code: "8521", verdict: "conforming" });
});

test("no more than 256 requests to receivers are under way at once, and none is lost", async () => {
  let [now, most, all] = [0, 0, 0];
  const { simulator } = simulated({
    running: true,
    pace: 0,
    async deliver() {
      now++;
      all++;
      most = Math.max(most, now);
      await new Promise((resolve) => void setTimeout(resolve, 5));
      now--;
      return new Response(null, { status: 202 });
    },
  });
  for (let made = 0; made < 600; made++)
    simulator.createCall({ service: "graph", kind: "incoming", callbackUri });
  expect(await simulator.close()).toBe(0);
  await simulator.settle();
  expect(all).toBe(600);
  expect(most).toBeLessThanOrEqual(256);
});

test("of a thousand endpoints that were asked the oldest is asked again", async () => {
  const asked: string[] = [];
  const { simulator } = simulated({
    async deliver(request) {
      const answer = handshake(await request.json());
      if (answer) asked.push(request.url);
      return answer ?? new Response(null, { status: 200 });
    },
  });
  const address = (index: number) => `http://127.0.0.1:3000/${index}`;
  const create = (index: number) =>
    simulator.createCall({ service: "acs", kind: "incoming", callbackUri: address(index) });
  for (let index = 0; index <= 1000; index++) create(index);
  await simulator.settle();
  create(1000);
  create(0);
  await simulator.settle();
  expect(asked.slice(1001)).toEqual([address(0)]);
});

test("the journal tells a hundred of the rules that a request breaks", async () => {
  const { simulator } = simulated();
  const { id } = simulator.createCall({ service: "graph", kind: "incoming", callbackUri });
  const targets = Array.from({ length: 200 }, () => ({}));
  await post(simulator, `/beta/communications/calls/${id}/redirect`, { targets });
  const [entry] = simulator.getJournal().entries;
  expect(entry?.kind === "request" && entry.violations.length).toBe(100);
});

test("an announced call names the address to which its notifications go", async () => {
  const { simulator, received } = simulated();
  const callCallbackUri = "http://127.0.0.1:3000/one";
  const data = { callbackUri: "https://elsewhere.example" };
  simulator.createCall({ service: "graph", kind: "incoming", callbackUri, callCallbackUri, data });
  await simulator.settle();
  expect(valueAt(received[0]?.body, "/value/0/resourceData/callbackUri")).toBe(callCallbackUri);
});

test("in the place of fetch a connection that breaks is one", async () => {
  const { simulator } = simulated();
  simulator.addFault({ on: "request", disconnect: "before" });
  const { id } = simulator.createCall({ service: "graph", kind: "incoming", callbackUri });
  const sent = simulator.fetch(`http://simulator.test/v1.0/communications/calls/${id}/redirect`, {
    method: "POST",
    headers: { authorization: `Bearer ${simulator.credentials.token}`, "content-type": "application/json" },
    body: JSON.stringify(requests["graph.redirect"]),
  });
  await expect(sent).rejects.toThrow(new TypeError("fetch failed"));
});

test.each([
  [
    "media-before",
    ["transferring", undefined, "transferAccepted", "terminated"],
    ["ParticipantsUpdated", "CallTransferAccepted"],
  ],
  [
    "media-after",
    ["transferring", "transferAccepted", undefined, "terminated"],
    ["CallTransferAccepted", "ParticipantsUpdated"],
  ],
])(
  "in the scenario %s the change is told on that side of the acceptance",
  async (scenario, states, types) => {
    const { simulator, received } = simulated();
    const graph = simulator.createCall({ service: "graph", kind: "peerToPeer", callbackUri, scenario });
    await post(simulator, `/v1.0/communications/calls/${graph.id}/transfer`, requests["graph.transfer"]);
    await simulator.settle();
    expect(received.splice(0).map(({ body }) => valueAt(body, "/value/0/resourceData/state"))).toEqual(
      states,
    );
    const transferee = requests["acs.transferToParticipant"].targetParticipant;
    const acs = simulator.createCall({ service: "acs", kind: "group", callbackUri, scenario });
    const path = `/calling/callConnections/${acs.id}:transferToParticipant?api-version=2026-03-12`;
    await post(simulator, path, { ...requests["acs.transferToParticipant"], transferee });
    await simulator.settle();
    expect(received.map(({ body }) => valueAt(body, "/0/type"))).toEqual(
      types.map((type) => `Microsoft.Communication.${type}`),
    );
  },
);

describe("answers that ask for another try", () => {
  test.each([408, 429, 500, 503])("%i is not kept under its repeatability id", async (status) => {
    const journal = repeatabilityJournal(10, () => 0);
    await journal.once("one", "", async () => ({ status, headers: {} }));
    const again = await journal.once("one", "", async () => ({ status: 202, headers: {} }));
    expect(again).toMatchObject({ replayed: false, answer: { status: 202 } });
  });

  test.each([202, 404, 409])("%i is", async (status) => {
    const journal = repeatabilityJournal(10, () => 0);
    await journal.once("one", "", async () => ({ status, headers: {} }));
    const again = await journal.once("one", "", async () => ({ status: 202, headers: {} }));
    expect(again).toMatchObject({ replayed: true, answer: { status } });
  });
});

import { describe, expect, test } from "vitest";
import { refusals } from "./answers.ts";
import { callbackUri, post, requests, simulated, target, user } from "./bot.test-support.ts";

const GRAPH = "/v1.0/communications/calls";
const TRANSFER = ":transferToParticipant?api-version=2026-03-12";

describe("states and kinds of calls", () => {
  const { simulator } = simulated();

  test("an incoming call cannot be transferred, and an established one not redirected", async () => {
    const incoming = simulator.createCall({ service: "graph", kind: "incoming", callbackUri });
    const established = simulator.createCall({ service: "graph", kind: "peerToPeer", callbackUri });
    const answers = [
      await post(simulator, `${GRAPH}/${incoming.id}/transfer`, requests["graph.transfer"]),
      await post(simulator, `${GRAPH}/${established.id}/redirect`, requests["graph.redirect"]),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 400]);
  });

  test("a call of one service is none of the other", async () => {
    const { id } = simulator.createCall({ service: "acs", kind: "peerToPeer", callbackUri });
    expect((await post(simulator, `${GRAPH}/${id}/transfer`, requests["graph.transfer"])).status).toBe(404);
  });

  test.each([
    ["graph" as const, 15_000],
    ["acs" as const, 30_000],
  ])(
    "an incoming call of %s can be redirected until it has rung for %i ms",
    async (service, milliseconds) => {
      for (const [early, ok] of [
        [1, true],
        [0, false],
      ] as const) {
        const call = simulator.createCall({ service, kind: "incoming", callbackUri });
        await simulator.advance(milliseconds - early);
        const answer = await (service === "graph"
          ? post(simulator, `${GRAPH}/${call.id}/redirect`, requests["graph.redirect"])
          : post(simulator, "/calling/callConnections:redirect?api-version=2026-03-12", {
              incomingCallContext: call.incomingCallContext,
              target,
            }));
        expect([early, answer.ok]).toEqual([early, ok]);
      }
      const states = simulator.listCalls().map(({ state }) => state);
      expect(["terminated", "disconnected"]).toContain(states[0]);
    },
  );

  test("a failed transfer leaves the call as it was, so that it can be transferred again", async () => {
    const { id } = simulator.createCall({
      service: "graph",
      kind: "peerToPeer",
      callbackUri,
      scenario: "failure",
    });
    for (let times = 0; times < 3; times++) {
      expect((await post(simulator, `${GRAPH}/${id}/transfer`, requests["graph.transfer"])).status).toBe(202);
      await simulator.settle();
      expect(simulator.getCall(id)?.state).toBe("established");
    }
  });

  test.each([
    ["graph" as const, requests["graph.transfer"], user],
    ["acs" as const, requests["acs.transferToParticipant"], target],
  ])(
    "out of a group call of %s the transferee has to be named, whoever it is",
    async (service, body, transferee) => {
      const { id, participants } = simulator.createCall({ service, kind: "group", callbackUri });
      const path =
        service === "graph" ? `${GRAPH}/${id}/transfer` : `/calling/callConnections/${id}${TRANSFER}`;
      expect(participants).toHaveLength(2);
      expect((await post(simulator, path, body)).status).toBe(400);
      expect(simulator.getJournal().entries.at(-1)).toMatchObject({ verdict: "deviating" });
      expect((await post(simulator, path, { ...body, transferee })).status).toBe(202);
    },
  );

  test("refusals are told apart as published ones and our own", () => {
    expect(refusals.wrongSignature.published).toBe("acs");
    expect(refusals.conflict.published).toBe("acs");
    expect(refusals.invalid.status).toBe(400);
  });
});

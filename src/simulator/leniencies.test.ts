import { describe, expect, test } from "vitest";
import { callbackUri, post, simulated, target, user } from "./bot.test-support.ts";

const GRAPH = "/v1.0/communications/calls";
const TRANSFER = ":transferToParticipant?api-version=2026-03-12";

describe("what the contract has but the open types let pass", () => {
  const strict = simulated({ strict: true }).simulator;
  const lenient = simulated().simulator;

  test.each([
    ["strangers in an identifier", { targetParticipant: { ...target, stranger: 1 } }],
    ["rawId alone", { targetParticipant: { rawId: "8:acs:a_b" } }],
    ["kind unknown", { targetParticipant: { kind: "unknown", rawId: "any" } }],
    [
      "an empty calling context",
      { targetParticipant: target, customCallingContext: { sipHeaders: {}, voipHeaders: {} } },
    ],
    ["isAnonymous", { targetParticipant: { phoneNumber: { value: "+14255550123", isAnonymous: false } } }],
  ])("%s: taken in strict mode, in both versions of ACS", async (_, body) => {
    for (const version of ["2024-09-15", "2026-03-12"]) {
      const { id } = strict.createCall({ service: "acs", kind: "peerToPeer", callbackUri });
      const path = `/calling/callConnections/${id}:transferToParticipant?api-version=${version}`;
      const answer = await post(strict, path, body);
      expect([version, answer.status, await answer.text()]).toEqual([version, 202, expect.any(String)]);
    }
  });

  test("nulls for nullable members and masks that are always sent: taken in strict mode", async () => {
    const { id } = strict.createCall({ service: "graph", kind: "incoming", callbackUri });
    const body = { targets: [user], timeout: null, callbackUri: null, maskCallee: false, maskCaller: false };
    expect((await post(strict, `/beta/communications/calls/${id}/redirect`, body)).status).toBe(202);
  });

  test("a stranger in a closed type: refused in strict mode, else taken and told by the journal", async () => {
    const body = { targets: [user], routingPolicies: ["disableForwarding"] };
    const send = (simulator: typeof strict) => {
      const { id } = simulator.createCall({ service: "graph", kind: "incoming", callbackUri });
      return post(simulator, `${GRAPH}/${id}/redirect`, body);
    };
    expect([(await send(strict)).status, (await send(lenient)).status]).toEqual([400, 202]);
    expect(lenient.getJournal().entries.at(-1)).toMatchObject({
      verdict: "deviating",
      violations: [{ where: "/body/routingPolicies", rule: "additionalProperties" }],
    });
  });

  test("an http callback is let pass on this machine alone, and said so", async () => {
    const send = (uri: string) => {
      const { id } = strict.createCall({ service: "graph", kind: "incoming", callbackUri });
      return post(strict, `${GRAPH}/${id}/redirect`, { targets: [user], callbackUri: uri });
    };
    expect((await send("http://bot.example/calls")).status).toBe(400);
    expect((await send("http://127.0.0.1:9/calls")).status).toBe(202);
    expect(strict.getJournal().entries.at(-1)).toMatchObject({
      verdict: "conforming",
      leniencies: ["loopback-http"],
    });
  });

  test.each([
    ["in a closed type", '{"targetParticipant":', "}"],
    ["in a member that nobody knows", '{"targetParticipant":{"rawId":"x"},"stranger":', "}"],
    ["in an open type", '{"targetParticipant":{"rawId":"x","stranger":', "}}"],
  ])("JSON that is nested too deeply %s is a bad request", async (_, before, after) => {
    const { id } = lenient.createCall({ service: "acs", kind: "peerToPeer", callbackUri });
    for (const simulator of [strict, lenient]) {
      const body = `${before}${"[".repeat(50_000)}${"]".repeat(50_000)}${after}`;
      const answer = await post(simulator, `/calling/callConnections/${id}${TRANSFER}`, body);
      expect([answer.status, await answer.text()]).toEqual([
        400,
        expect.stringContaining("/body: at most 100 levels"),
      ]);
    }
    const brackets = { rawId: "[".repeat(5000) };
    const fine = await post(lenient, `/calling/callConnections/${id}${TRANSFER}`, {
      targetParticipant: brackets,
    });
    expect(fine.status).toBe(202);
  });
});

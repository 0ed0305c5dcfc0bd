import { describe, expect, test } from "vitest";
import { callbackUri, post, requests, simulated, user } from "./bot.test-support.ts";
import type { ScenarioName } from "./scenarios.ts";

const { simulator } = simulated({ seed: 7 });
const bot = { application: { id: simulator.credentials.appId } };
const caller = { phone: { id: "+14255550100" } };
const callee = { phone: { id: "+14255550101" } };

/** What is told of a ringing call of Graph after a redirect in beta, which has all of its members. */
async function redirected(body: object, scenario: ScenarioName = "success") {
  const data = { source: { identity: caller } };
  const call = simulator.createCall({ service: "graph", kind: "incoming", callbackUri, scenario, data });
  const answer = await post(simulator, `/beta/communications/calls/${call.id}/redirect`, {
    targets: [{ identity: callee }],
    ...body,
  });
  expect(answer.status).toBe(202);
  return simulator.getCall(call.id)?.handedOn;
}

describe("of a redirect of Graph is told", () => {
  test("whom it went to, for how long it rings, who has answered, and who is shown to whom", async () => {
    expect(await redirected({ timeout: 30 })).toEqual({
      operation: "graph.redirect",
      targets: [callee],
      ringsFor: 30,
      answeredBy: callee,
      shownToCallee: caller,
      shownToCaller: callee,
    });
  });

  test("that it rings for the documented time where none is asked for, longer for several targets", async () => {
    expect(await redirected({})).toMatchObject({ ringsFor: 55 });
    const targets = [{ identity: callee }, user];
    const several = await redirected({ targets });
    expect(several).toMatchObject({ ringsFor: 60, targets: targets.map(({ identity }) => identity) });
    expect([callee, user.identity]).toContainEqual(several?.answeredBy);
  });

  test("the bot in the place of whom it masks", async () => {
    expect(await redirected({ maskCaller: true })).toMatchObject({
      shownToCallee: bot,
      shownToCaller: callee,
    });
    expect(await redirected({ maskCallee: true })).toMatchObject({
      shownToCallee: caller,
      shownToCaller: bot,
    });
  });

  test.each(["target-declines", "failure"] as const)(
    "nobody who has answered, where it ends as %s",
    async (scenario) => {
      const handed = await redirected({}, scenario);
      expect(handed).toMatchObject({ ringsFor: 55, shownToCallee: caller });
      expect(handed).not.toHaveProperty("answeredBy");
      expect(handed).not.toHaveProperty("shownToCaller");
    },
  );
});

test("of a transfer is told whom it went to, as nobody rings", async () => {
  const call = simulator.createCall({ service: "graph", kind: "peerToPeer", callbackUri });
  expect(simulator.getCall(call.id)).not.toHaveProperty("handedOn");
  await post(simulator, `/v1.0/communications/calls/${call.id}/transfer`, requests["graph.transfer"]);
  expect(simulator.getCall(call.id)?.handedOn).toEqual({
    operation: "graph.transfer",
    targets: [user.identity],
  });
});

test("of long targets no more is kept than that there were some", async () => {
  const long = { ...user.identity.user, displayName: "x".repeat(70_000) };
  expect(await redirected({ targets: [{ identity: { user: long } }] })).toEqual({
    operation: "graph.redirect",
    targets: [],
  });
});

test.each(["tenant-mismatch", "no-application-instance"] as const)(
  "%s is of Graph alone: a call of ACS is transferred",
  async (scenario) => {
    const { id } = simulator.createCall({ service: "acs", kind: "peerToPeer", callbackUri, scenario });
    const path = `/calling/callConnections/${id}:transferToParticipant?api-version=2026-03-12`;
    const phone = { phoneNumber: { value: "+14255550123" } };
    const answer = await post(simulator, path, {
      targetParticipant: phone,
      sourceCallerIdNumber: { value: "+14255550100" },
    });
    expect([answer.status, await answer.json()]).toEqual([202, {}]);
  },
);

import { expect, test } from "vitest";
import type { NotificationEntry } from "../../src/simulator/index.ts";
import { expectations, type Told } from "./expected.ts";
import { KINDS, SCENARIOS } from "./kinds.ts";
import { inLanes } from "./lanes.ts";
import { load } from "./load.ts";
import { planOf } from "./plan.ts";
import { readingOf } from "./reading.ts";
import { simulateHere } from "./simulator.ts";
import { tally } from "./tally.ts";
import { differences, NONE } from "./verdict.ts";

const item = (changeType: string, resourceData: object) => ({ changeType, resourceData });
const transferring = item("updated", { state: "transferring" });
const accepted = item("updated", { state: "transferAccepted" });
const ended = item("deleted", { state: "terminated", resultInfo: { code: 0, subcode: 7015 } });

function told(...messages: readonly unknown[]): Told {
  return {
    own: readingOf("graph.transfer", { transferTarget: {} }, messages),
    related: readingOf("graph.transfer", undefined, []),
  };
}

const whole = told(transferring, accepted, ended);

test("what came as it had to makes no difference", () => {
  expect(whole.own).toEqual({
    names: ["transferring", "transferAccepted", "transferred"],
    misfits: 0,
    end: "completed",
  });
  expect(differences(whole, whole)).toEqual(NONE);
});

test.each([
  ["one that was lost", told(transferring, accepted), { lost: 1, otherEnds: 1 }],
  ["one in between that was lost", told(transferring, ended), { lost: 1, otherEnds: 1 }],
  ["one that came twice", told(transferring, accepted, accepted, ended), { duplicated: 1 }],
  ["another order", told(transferring, ended, accepted), { misordered: 1, otherEnds: 1 }],
  ["nothing", told(), { lost: 3, otherEnds: 1 }],
])("%s is a difference", (_, found, expected) => {
  expect(differences(whole, found)).toEqual({ ...NONE, ...expected });
});

test("an order that the scenario asks for is none", () => {
  const reordered = told(transferring, ended, accepted);
  expect(differences(reordered, reordered)).toEqual(NONE);
  expect(differences(reordered, whole)).toEqual({ ...NONE, misordered: 1, otherEnds: 1 });
});

test("what has to come is known of every kind in every scenario, and has an end", async () => {
  const expected = await expectations(SCENARIOS);
  const plan = planOf(KINDS.length * SCENARIOS.length, SCENARIOS, 1);
  for (const planned of plan) expect(expected(planned).own.names).not.toEqual([]);
  // Only where the end comes before what leads to it, a strict reader learns of none.
  const open = plan.filter((planned) => expected(planned).own.end === undefined);
  expect(new Set(open.map(({ scenario }) => scenario))).toEqual(new Set(["reordered"]));
  const replaced = plan.filter((planned) => expected(planned).related.names.length > 0);
  expect(replaced.length).toBeGreaterThan(0);
});

test("the journal's entries are counted when they come to their end", () => {
  const { take, counts } = tally();
  const entry = { kind: "notification", at: "", service: "acs", callId: "", title: "", to: "" } as const;
  const pending: NotificationEntry = {
    ...entry,
    sequence: 1,
    names: ["a", "b"],
    outcome: "pending",
    attempts: [],
  };
  take(pending);
  expect(counts().notifications).toEqual({ pending: 1 });
  const attempt = { at: "", duration: 1 };
  take({ ...pending, outcome: "taken", attempts: [attempt, attempt] });
  take({ ...pending, sequence: 2, names: ["handshake"], outcome: "taken" });
  expect(counts()).toEqual({ notifications: { pending: 0, taken: 2 }, again: 1, requests: {} });
});

test("lanes share the work, and results keep their order", async () => {
  let open = 0;
  let most = 0;
  const results = await inLanes([3, 1, 2, 1], 2, async (value) => {
    most = Math.max(most, ++open);
    await new Promise((resolve) => setTimeout(resolve, value));
    open--;
    return value * 10;
  });
  expect([results, most]).toEqual([[30, 10, 20, 10], 2]);
});

test("a small load comes through twice", async () => {
  const scenarios = ["success", "failure", "duplicated", "reordered"] as const;
  const calls = KINDS.length * scenarios.length;
  const { before, waves } = await load({ calls, waves: 2, scenarios, simulate: simulateHere });
  expect(before.heap).toBeGreaterThan(0);
  expect(waves).toHaveLength(2);
  for (const wave of waves) {
    expect(wave).toMatchObject({ ...NONE, calls, again: 0, refused: [] });
    expect(wave.answers).toEqual({ 202: (calls * 6) / 7, 204: calls / 7 });
    expect(wave.received).toBeGreaterThan(calls);
    expect(wave.sent).toBe(wave.received);
  }
});

import { expect, test } from "vitest";
import { catalogue, type CheckId } from "../gate/catalogue.ts";
import { prove } from "./prove.ts";
import { receivers } from "./receivers.ts";

const checks = [...catalogue.values()].filter(({ mode }) => mode === "receiver").map(({ id }) => id);

test("every check of receivers has a receiver that it is to catch", () => {
  const proved = new Set(receivers.flatMap(({ proves }) => proves));
  expect(checks.filter((id) => !proved.has(id))).toEqual([]);
  expect(new Set(receivers.map(({ name }) => name)).size).toBe(receivers.length);
});

// All of them are proved by `npm run mutants`; these are of every kind.
test.each<CheckId>([
  "graph.transfer/receiver/consultative-failed",
  "graph.redirect/receiver/answered-by",
  "acs.transferToParticipant/receiver/disconnected",
  "acs.redirectCall/receiver/incoming",
  "acs.incomingCallCloudEvent/receiver/handshake",
  "acs.incomingCall/receiver/handshake-status",
])("%s catches its receiver, and it alone does", async (id) => {
  const mutants = receivers.filter(({ proves }) => proves.includes(id));
  expect(mutants.length).toBeGreaterThan(0);
  for (const { caught, missed, errors } of await prove(mutants, 1))
    expect([caught, missed, errors]).toEqual([[id], [], []]);
});

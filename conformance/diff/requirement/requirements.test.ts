import { expect, test } from "vitest";
import { requirements } from "../../../generated/requirements.ts";
import type { JsonObject } from "../change.ts";
import { compareRequirements } from "../requirements.ts";

const row = (id: string, checks: readonly string[], level = "MUST"): JsonObject => ({
  id,
  operation: "graph.transfer",
  level,
  source: { document: "graph-transfer", place: "Request body" },
  text: "It is so.",
  checks,
});

const rules = (old: readonly JsonObject[], revised: readonly JsonObject[]): string[] =>
  compareRequirements(old, revised).map(({ rule }) => rule);

test("requirements that are the same have no changes, in whatever order", () => {
  const own: readonly JsonObject[] = requirements.map((one) => ({ ...one }));
  expect(compareRequirements(own, own)).toEqual([]);
  expect(compareRequirements(own, own.toReversed())).toEqual([]);
});

test("in which versions a statement holds is how it was chosen, and no change", () => {
  const one = row("a", ["x/client/a"]);
  expect(rules([{ ...one, versions: ["graph@beta"] }], [one])).toEqual([]);
});

test("what another MUST demands already is nothing new, and nothing that is gone", () => {
  const [one, again] = [row("a", ["x/client/a"]), row("b", ["x/client/a"])];
  expect(rules([one], [one, again])).toEqual(["requirement-statement-added"]);
  expect(rules([one, again], [one])).toEqual(["requirement-statement-removed"]);
  // A SHOULD does not demand it.
  const advice = row("a", ["x/client/a"], "SHOULD");
  expect(rules([advice], [advice, again])).toEqual(["requirement-duty-added"]);
});

test("what a new possibility demands is no duty, other than what is demanded beside it", () => {
  const taken = row("a", ["x/accepts/a", "x/client/a"]);
  const promises = ["requirement-promise-added", "requirement-promise-added"];
  expect(rules([], [taken, row("b", ["x/client/a"])])).toEqual(promises);
  expect(rules([], [taken, row("b", ["x/client/a", "x/refuses/a"])])).toEqual(promises);
  expect(rules([], [taken, row("b", ["x/client/b"])])).toContain("requirement-duty-added");
  // What was judged before, at whatever level, is no part of the possibility.
  expect(rules([row("c", ["x/client/a"], "SHOULD")], [row("c", ["x/client/a"]), taken])).toEqual([
    "requirement-duty-raised",
    "requirement-duty-added",
  ]);
});

test("one that binds both is a duty when it comes, and a promise when it goes", () => {
  const both = row("a", ["x/client/a", "x/notification/a"]);
  expect(rules([], [both])).toEqual(["requirement-duty-added"]);
  expect(rules([both], [])).toEqual(["requirement-promise-removed"]);
  const refused = row("a", ["x/client/a", "x/refuses/a"]);
  expect(rules([refused], [])).toEqual(["requirement-duty-removed"]);
});

test("one statement may change in several ways at once", () => {
  const old = row("a", ["x/client/a"], "SHOULD");
  const revised = { ...row("a", ["x/client/b"]), text: "It is otherwise." };
  expect(rules([old], [revised])).toEqual([
    "requirement-duty-raised",
    "requirement-checks-changed",
    "requirement-reworded",
  ]);
});

test("a message tells the statement, and which checks are decisive", () => {
  const [change] = compareRequirements([], [row("a", ["x/client/a"])]);
  expect(change).toMatchObject({
    place: "a",
    message: 'MUST "It is so" is new; judged by x/client/a.',
    reaches: ["graph.transfer"],
    newPointer: "/0",
  });
});

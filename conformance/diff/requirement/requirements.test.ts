import { describe, expect, test } from "vitest";
import { requirements } from "../../../generated/requirements.ts";
import { bundledContract } from "../bundled.ts";
import type { Change, JsonObject } from "../change.ts";
import { compareContracts } from "../compare.ts";
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
  const come = ["requirement-promise-added", "requirement-terms-added"];
  const gone = ["requirement-promise-removed", "requirement-terms-removed"];
  for (const checks of [["x/client/a"], ["x/client/a", "x/refuses/a"]]) {
    expect(rules([], [taken, row("b", checks)])).toEqual(come);
    expect(rules([taken, row("b", checks)], [])).toEqual(gone);
  }
  expect(rules([], [taken, row("b", ["x/client/b"])])).toContain("requirement-duty-added");
  expect(rules([taken, row("b", ["x/client/b"])], [])).toContain("requirement-duty-removed");
  // What was judged before, at whatever level, is no part of the possibility.
  expect(rules([row("c", ["x/client/a"], "SHOULD")], [row("c", ["x/client/a"]), taken])).toEqual([
    "requirement-duty-raised",
    "requirement-duty-added",
  ]);
});

test("advice that nothing judges is told, and information is not", () => {
  const advice = row("a", [], "SHOULD");
  expect(rules([], [advice])).toEqual(["requirement-unjudged-advice-added"]);
  expect(rules([advice], [])).toEqual(["requirement-unjudged-advice-removed"]);
  for (const level of ["MAY", "INFO"])
    expect(rules([], [row("a", [], level)])).toEqual(["requirement-statement-added"]);
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

describe("a duty of receivers that is new", () => {
  const news = (more: Partial<Change> = {}): Change => ({
    rule: "received-member-added",
    impact: "compatible",
    side: "notification",
    place: "Result.sipDetails",
    message: "The member is new and can be absent.",
    reaches: ["hook"],
    ...more,
  });
  const duty = (changes: readonly Change[], ...checks: string[]): Change | undefined =>
    compareRequirements([], [row("a", checks)], changes)[0];

  test("follows where it is named by what is new in the notifications", () => {
    expect(duty([news()], "hook/receiver/result-details")).toMatchObject({
      rule: "requirement-duty-follows",
      impact: "compatible",
      message:
        'MUST "It is so" is new; judged by hook/receiver/result-details. It is about what is new in the notifications: Result.sipDetails.',
    });
    const value = { rule: "received-known-value-added", place: "state", message: '"ringing" is now known.' };
    const kind = {
      rule: "received-kind-described",
      message: 'The form "Moved" is now described on its own.',
    };
    expect(duty([news(value)], "hook/receiver/ringing")?.rule).toBe("requirement-duty-follows");
    expect(duty([news(kind)], "hook/receiver/moved")?.rule).toBe("requirement-duty-follows");
    const webhook = news({ rule: "webhook-added", place: "moves", reaches: ["moves"] });
    expect(duty([webhook], "moves/receiver/in-time")?.rule).toBe("requirement-duty-follows");
  });

  test("breaks where nothing new in the notifications explains it", () => {
    const breaking = news({ rule: "received-member-removed", impact: "breaking", place: "Result.code" });
    const unexplained: readonly (readonly [readonly Change[], ...string[]])[] = [
      [[], "hook/receiver/result-details"],
      [[news()], "hook/receiver/in-time"],
      [[news()], "other/receiver/result-details"],
      [[news()], "hook/client/result-details"],
      [[news()], "hook/receiver/result-details", "hook/receiver/in-time"],
      [[news(), breaking], "hook/receiver/result-details"],
      [[news({ side: "response" })], "hook/receiver/result-details"],
      [[news({ rule: "received-object-closed" })], "hook/receiver/result"],
    ];
    for (const [changes, ...checks] of unexplained)
      expect(duty(changes, ...checks)?.rule).toBe("requirement-duty-added");
    // A webhook that was there is not new by another address of it.
    const again = news({ rule: "webhook-added", place: "hook" });
    const old = row("b", ["hook/receiver/token"]);
    expect(compareRequirements([old], [old, row("a", ["hook/receiver/in-time"])], [again])[0]?.rule).toBe(
      "requirement-duty-added",
    );
  });

  test("is no alarm between the versions of this package where their documents are compatible", () => {
    const breaking = (old: "acs@2024-09-15" | "graph@v1.0", revised: "acs@2026-03-12" | "graph@beta") =>
      compareContracts(bundledContract(old), bundledContract(revised)).changes.filter(
        ({ impact, side, message }) =>
          impact === "breaking" && side === "requirement" && message.includes("/receiver/"),
      );
    expect(breaking("graph@v1.0", "graph@beta")).toEqual([]);
    expect(breaking("acs@2024-09-15", "acs@2026-03-12")).toEqual([]);
  });
});

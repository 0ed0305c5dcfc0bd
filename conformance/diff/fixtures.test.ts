import { describe, expect, it } from "vitest";
import { compareContracts } from "./compare.ts";
import type { Change } from "./change.ts";
import { contractsOf, readFixtures, type Fixture } from "./fixtures.ts";
import { rules } from "./rules/index.ts";

const fixtures = readFixtures();

describe("the fixtures of the rules", () => {
  it.each(fixtures)("$rule: the pair differs by this and by nothing else", (fixture) => {
    const { rule, side } = fixture;
    expect(changesOf(fixture).map((change) => [change.rule, change.impact, change.side])).toEqual([
      [rule, rules[rule].impact, side],
    ]);
  });

  it("has a pair for every rule", () => {
    expect(fixtures.map(({ rule }) => rule)).toEqual(Object.keys(rules));
  });

  it.each(fixtures.filter(({ rule }) => !/-(changed|reworded)$/.test(rule)))(
    "$rule: the other way round another rule finds it",
    (fixture) => {
      const reversed = changesOf({ ...fixture, old: fixture.new, new: fixture.old });
      expect(reversed).not.toEqual([]);
      expect(reversed.map(({ rule }) => rule)).not.toContain(fixture.rule);
    },
  );
});

function changesOf(fixture: Fixture): readonly Change[] {
  const { old, new: revised } = contractsOf(fixture);
  return compareContracts(old, revised).changes;
}

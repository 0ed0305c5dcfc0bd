import { describe, expect, it } from "vitest";
import { compareContracts } from "./compare.ts";
import type { Change } from "./change.ts";
import { pairOf } from "./fixture-pair.ts";
import { readFixtures, type Fixture } from "./fixtures.ts";
import { rules } from "./rules/index.ts";

const fixtures = readFixtures();

describe("the fixtures of the rules", () => {
  it.each(fixtures)("$rule: the pair differs by this, and by nothing else that is not said", (fixture) => {
    const { rule, side } = fixture;
    const changes = changesOf(fixture);
    expect(
      changes.filter((change) => change.rule === rule).map(({ impact, side: changed }) => [impact, changed]),
    ).toEqual([[rules[rule].impact, side]]);
    const others = changes.filter((change) => change.rule !== rule).map((change) => change.rule);
    expect(others.toSorted()).toEqual(pairOf(fixture).also);
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
  const { old, new: revised } = pairOf(fixture);
  return compareContracts(old, revised).changes;
}

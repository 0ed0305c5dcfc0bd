import { describe, expect, test } from "vitest";
import { compareContracts } from "../compare.ts";
import { readSeeds, writtenChange } from "./seeds.ts";

const seeds = readSeeds();

describe("the changes of a seed are those that are known of it", () => {
  test.each(seeds.map((seed) => [`${seed.area}: ${seed.id}`, seed] as const))("%s", (_, seed) => {
    const { changes } = compareContracts(seed.old, seed.revised);
    // Where a seed means no side, any will do.
    const told = changes.map(({ impact, side, rule }) => {
      const isMeant = seed.known.some((one) => one.rule === rule && one.side === undefined);
      return writtenChange(isMeant ? { impact, rule } : { impact, side, rule });
    });
    expect(told.toSorted()).toEqual(seed.known.map(writtenChange).toSorted());
  });
});

test("seeds are many, of every area and in both directions", () => {
  expect(seeds.length).toBeGreaterThanOrEqual(160);
  const sides = new Set(seeds.flatMap(({ known }) => known.map(({ side }) => side)));
  for (const side of [
    "request",
    "response",
    "notification",
    "acknowledgement",
    "flow",
    "requirement",
  ] as const)
    expect(sides).toContain(side);
  expect(new Set(seeds.map(({ id }) => id)).size).toBe(seeds.length);
});

import { describe, expect, test } from "vitest";
import { inUnit, isMissed, ratiosOf, type Figure } from "./figures.ts";

const plain: Figure = { name: "a", unit: "ms", values: [3, 1, 2] };
const compared: Figure = { ...plain, peer: { name: "b", values: [2, 2, 2] } };

describe("a goal", () => {
  test("of the value is met by the limit itself and missed by more", () => {
    expect(isMissed({ ...compared, goal: { of: "value", most: 2 } })).toBe(false);
    expect(isMissed({ ...compared, goal: { of: "value", most: 1.999 } })).toBe(true);
  });

  test("of the ratio is about the peer", () => {
    expect(isMissed({ ...compared, goal: { of: "ratio", most: 1 } })).toBe(false);
    expect(isMissed({ ...compared, goal: { of: "ratio", most: 0.999 } })).toBe(true);
  });

  test("of what is to be high is met by the limit itself and missed by less", () => {
    expect(isMissed({ ...compared, goal: { of: "ratio", least: 1 } })).toBe(false);
    expect(isMissed({ ...compared, goal: { of: "ratio", least: 1.001 } })).toBe(true);
  });

  test("is missed by what could not be measured, also where a peer lacks a round", () => {
    const goal = { of: "ratio", most: 100 } as const;
    expect(isMissed({ ...plain, values: [Number.NaN], goal: { of: "value", most: 5 } })).toBe(true);
    expect(isMissed({ ...plain, values: [], goal: { of: "value", most: 5 } })).toBe(true);
    expect(isMissed({ ...plain, goal })).toBe(true);
    expect(isMissed({ ...plain, peer: { name: "b", values: [] }, goal })).toBe(true);
  });

  test("is not missed where there is none", () => {
    expect(isMissed(compared)).toBe(false);
  });
});

test("ratios are taken within a round", () => {
  expect(ratiosOf({ ...plain, peer: { name: "b", values: [6, 1, 4] } })).toEqual([0.5, 1, 0.5]);
  expect(ratiosOf(plain)).toEqual([]);
});

test("numbers have as many decimals as their unit deserves, and counts none", () => {
  expect(inUnit(4.987, "kB")).toBe("4.99 kB");
  expect(inUnit(3236.4, "/s")).toBe("3236 /s");
  expect(inUnit(35, "")).toBe("35");
});

import { describe, expect, test } from "vitest";
import { figure, figureOfLeast, isMissed, printed } from "./figures.ts";

describe("a goal", () => {
  test("is met by the limit itself and missed by more", () => {
    expect(isMissed(figure("a", "×", [1.15], 1.15))).toBe(false);
    expect(isMissed(figure("a", "×", [1.151], 1.15))).toBe(true);
  });

  test("of what is to be high is met by the limit itself and missed by less", () => {
    expect(isMissed(figureOfLeast("a", "×", [5], 5))).toBe(false);
    expect(isMissed(figureOfLeast("a", "×", [4.999], 5))).toBe(true);
    expect(isMissed(figureOfLeast("a", "×", [Number.NaN], 5))).toBe(true);
    expect(printed([figureOfLeast("a", "×", [6], 5)])[0]).toContain("goal ≥ 5 ×: met");
  });

  test("is missed by what could not be measured", () => {
    expect(isMissed(figure("a", "×", [Number.NaN], 1.15))).toBe(true);
  });

  test("is not missed where there is none", () => {
    expect(isMissed(figure("a", "ms", [1e9]))).toBe(false);
  });
});

test("figures are printed in columns, with goal and spread where they have them", () => {
  const figures = [
    figure("short", "×", [1, 2, 3], 1.5),
    { name: "much longer", value: 4.321, unit: "kB", goal: 5 } as const,
    figure("information", "µs", [12.4]),
  ];
  expect(printed(figures)).toEqual([
    "short         2.000 ×   goal ≤ 1.5 ×: MISSED   quartiles 1.500–2.500, all 1.000–3.000",
    "much longer    4.32 kB   goal ≤ 5 kB: met",
    "information      12 µs   quartiles 12–12, all 12–12",
  ]);
});

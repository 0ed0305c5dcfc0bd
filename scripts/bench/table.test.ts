import { expect, test } from "vitest";
import type { Figure } from "./figures.ts";
import { asMarkdown, asText, goalOf, reachedBy } from "./table.ts";

const cost: Figure = {
  name: "ours",
  unit: "µs",
  values: [100, 120, 140],
  peer: { name: "fetch", values: [100, 100, 100] },
  goal: { of: "ratio", most: 1.15 },
};
const size: Figure = {
  name: "client",
  unit: "kB",
  values: [4.98],
  peer: { name: "official", values: [99.6] },
  goal: { of: "value", most: 5 },
};
const time: Figure = { name: "verify | all", unit: "s", values: [9, 8, 10] };

test("the text has every figure with peer, ratio, spread, goal and result, in columns under its part", () => {
  expect(
    asText([
      { title: "Cost", figures: [cost] },
      { title: "Rest", figures: [size, time] },
    ]),
  ).toEqual([
    "figure        measured            beside    which has  ratio (quartiles)    goal      result",
    "",
    "Cost",
    "ours          120.0 µs            fetch     100.0 µs   1.200 (1.100–1.300)  ≤ 1.15 ×  MISSED",
    "",
    "Rest",
    "client        4.98 kB             official  99.60 kB   0.050                ≤ 5 kB    met",
    "verify | all  9.00 s (8.50–9.50)",
  ]);
});

test("the Markdown is one table, in which no name breaks a row", () => {
  const lines = asMarkdown([
    { title: "Cost", figures: [cost] },
    { title: "Rest", figures: [size, time] },
  ]);
  expect(lines[0]).toBe(
    "| part | figure | measured | beside | which has | ratio (quartiles) | goal | result |",
  );
  expect(lines.slice(2)).toEqual([
    "| Cost | ours | 120.0 µs | fetch | 100.0 µs | 1.200 (1.100–1.300) | ≤ 1.15 × | MISSED |",
    "| Rest | client | 4.98 kB | official | 99.60 kB | 0.050 | ≤ 5 kB | met |",
    "|  | verify \\| all | 9.00 s (8.50–9.50) |  |  |  |  |  |",
  ]);
});

test("a goal tells its bounds, and what was reached is what it is about", () => {
  expect(goalOf(cost)).toBe("≤ 1.15 ×");
  expect(goalOf({ ...time, goal: { of: "value", least: 0, most: 8 } })).toBe("≤ 8 s, ≥ 0 s");
  expect(goalOf({ ...time, unit: "", goal: { of: "value", most: 0 } })).toBe("≤ 0");
  expect(goalOf(time)).toBe("");
  expect(reachedBy(cost)).toBe("1.200 ×");
  expect(reachedBy(size)).toBe("4.98 kB");
});

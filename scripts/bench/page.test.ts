import { describe, expect, test } from "vitest";
import type { Figure } from "./figures.ts";
import { page } from "./page.ts";
import { readResults, rounded, writeResults, type Results } from "./results.ts";

const machine = { node: "v20.20.0", platform: "linux x64", processors: 2 };
const fast: Figure = {
  name: "ours",
  unit: "µs",
  values: [100, 110, 120],
  peer: { name: "fetch", values: [100, 100, 100] },
  goal: { of: "ratio", most: 1.15 },
};
const slow: Figure = { name: "all of it", unit: "s", values: [9, 9.5, 10], goal: { of: "value", most: 8 } };
const parts = {
  cost: { title: "Cost", method: "By turns.", whyMissed: "Never told." },
  gate: { title: "Gate", method: "From start to end.", whyMissed: "Bound by the processor." },
};
const results: Results = {
  cost: { date: "2026-11-21", machine, figures: [fast] },
  gate: { date: "2026-11-21", machine, figures: [slow] },
};

describe("the page", () => {
  const text = page(parts, results);

  test("says when and where in general terms, once where all is of one run", () => {
    expect(text).toContain("\nMeasured on 2026-11-21 with Node.js 20.20.0 on linux x64, 2 processors.\n");
  });

  test("tells the date of each part where they are of several runs", () => {
    const other = { ...results, gate: { ...slowPart(), date: "2026-11-22" } };
    expect(page(parts, other)).toContain("- Cost: on 2026-11-21 with");
    expect(page(parts, other)).toContain("- Gate: on 2026-11-22 with");
  });

  test("counts the goals and has every figure and every method", () => {
    expect(text).toContain("1 of 2 goals are met, 1 missed.");
    expect(text).toContain(
      "| Cost | ours | 110.0 µs | fetch | 100.0 µs | 1.100 (1.050–1.150) | ≤ 1.15 × | met |",
    );
    expect(text).toContain("| Gate | all of it | 9.50 s (9.25–9.75) |  |  |  | ≤ 8 s | MISSED |");
    expect(text).toContain("**Cost.** By turns.");
    expect(text).toContain("**Gate.** From start to end.");
  });

  test("tells what is missed, by how much and why, and nothing of the rest", () => {
    expect(text).toContain(
      "**Gate.** Bound by the processor.\n\n- all of it: 9.50 s, where the goal is ≤ 8 s\n",
    );
    expect(text).not.toContain("Never told.");
  });

  test("says so where nothing is missed", () => {
    const met = { ...results, gate: { ...slowPart(), figures: [{ ...slow, values: [7] }] } };
    expect(page(parts, met)).toContain("## What is missed, and why\n\nNothing is.\n");
    expect(page(parts, met)).toContain("2 of 2 goals are met.");
  });

  test("names the parts that were not measured", () => {
    expect(page(parts, { gate: slowPart() })).toContain("\nNot measured yet: Cost.\n");
    expect(text).not.toContain("Not measured yet");
  });

  test("is not made from figures of a part that there is not", () => {
    expect(() => page(parts, { ...results, gone: slowPart() })).toThrow("no part gone");
  });

  test("changes with any figure, so that a page which is behind is seen", () => {
    const changed = { ...results, gate: { ...slowPart(), figures: [{ ...slow, values: [9, 9.51, 10] }] } };
    expect(page(parts, changed)).not.toBe(text);
  });
});

function slowPart() {
  return { date: "2026-11-21", machine, figures: [slow] };
}

describe("the raw figures", () => {
  test("are read as they were written", () => {
    expect(readResults(writeResults(results))).toEqual(results);
  });

  test("are one line each", () => {
    expect(writeResults(results).split("\n")).toContain(`      ${JSON.stringify(fast)}`);
  });

  test("are kept with the precision that is printed from", () => {
    const { values, peer } = rounded({
      ...fast,
      values: [1.234_567_89],
      peer: { name: "p", values: [1 / 3] },
    });
    expect([values, peer?.values]).toEqual([[1.234_57], [0.333_333]]);
  });

  test.each([
    ["a list", "[1]"],
    ["a part without a date", JSON.stringify({ cost: { machine, figures: [] } })],
    ["a unit that nobody knows", writeResults(results).replace('"unit":"s"', '"unit":"miles"')],
    ["a hole", writeResults(results).replace("[9,", "[null,")],
    ["a goal without a bound", writeResults(results).replace('"most":8', '"about":8')],
  ])("are refused where they are %s", (_, text) => {
    expect(text).not.toBe(writeResults(results));
    expect(() => readResults(text)).toThrow(TypeError);
  });
});

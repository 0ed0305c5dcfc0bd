import { expect, test } from "vitest";
import type { Figure } from "./figures.ts";
import { judge, judged } from "./quick.ts";

const cost = (ratio: number): Figure => ({
  name: "ours",
  unit: "µs",
  values: [ratio, ratio],
  peer: { name: "fetch", values: [1, 1] },
  goal: { of: "ratio", most: 1.2 },
});
const rate = (ratio: number): Figure => ({
  name: "ours",
  unit: "/s",
  values: [ratio, ratio],
  peer: { name: "Prism", values: [1, 1] },
  goal: { of: "ratio", least: 5 },
});
const size = (kB: number): Figure => ({
  name: "client",
  unit: "kB",
  values: [kB],
  goal: { of: "value", most: 5 },
});
const isGross = (figure: Figure, last: readonly Figure[] = []) =>
  judge([figure], last, 1.5).map((one) => one.isGross);

test("a cost may be worse than its goal by the margin, and no more", () => {
  expect(isGross(cost(1.79))).toEqual([false]);
  expect(isGross(cost(1.81))).toEqual([true]);
});

test("where the last measured was worse than the goal, the margin is on that", () => {
  expect(isGross(cost(2.9), [cost(2)])).toEqual([false]);
  expect(isGross(cost(3.1), [cost(2)])).toEqual([true]);
  expect(isGross(cost(1.79), [cost(1)])).toEqual([false]);
});

test("a rate may be lower than its goal, or than it was, by the margin", () => {
  expect(isGross(rate(3.4))).toEqual([false]);
  expect(isGross(rate(3.3))).toEqual([true]);
  expect(isGross(rate(1.1), [rate(1.5)])).toEqual([false]);
  expect(isGross(rate(0.9), [rate(1.5)])).toEqual([true]);
});

test("what is no matter of chance is held to its goal itself", () => {
  expect(isGross(size(5))).toEqual([false]);
  expect(isGross(size(5.001), [size(6)])).toEqual([true]);
});

test("the last figure counts only beside the same peer", () => {
  const other: Figure = { ...cost(100), peer: { name: "undici", values: [1, 1] } };
  expect(isGross(cost(1.81), [other])).toEqual([true]);
});

test("what could not be measured is a gross regression", () => {
  expect(isGross(cost(Number.NaN))).toEqual([true]);
});

test("figures of others, absolute figures, and ratios that nothing is known of are not judged", () => {
  expect(isGross({ ...cost(100), isOthers: true })).toEqual([]);
  expect(isGross({ name: "seconds", unit: "s", values: [100, 100], goal: { of: "value", most: 1 } })).toEqual(
    [],
  );
  expect(isGross({ name: "a", unit: "µs", values: [9, 9], peer: { name: "b", values: [1, 1] } })).toEqual([]);
});

test("each judgement is a line with what was allowed", () => {
  expect(judged(judge([cost(2), size(4.98)], [], 1.5))).toEqual([
    "ours / fetch        2  ≤ 1.8     GROSS REGRESSION",
    "client           4.98  ≤ 5       good",
  ]);
});

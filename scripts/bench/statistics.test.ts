import { expect, test } from "vitest";
import { shuffled, spreadOf } from "./statistics.ts";

test("a spread has the extremes, the quartiles and the median, whatever the order", () => {
  expect(spreadOf([5, 1, 4, 2, 3])).toEqual([1, 2, 3, 4, 5]);
});

test("between two values the middle is taken", () => {
  expect(spreadOf([1, 2])).toEqual([1, 1.25, 1.5, 1.75, 2]);
});

test("one disturbed round does not move the median", () => {
  expect(spreadOf([10, 11, 10_000])[2]).toBe(11);
});

test("no values have no spread", () => {
  expect(() => spreadOf([])).toThrow(RangeError);
});

test("shuffling keeps every value", () => {
  const keys = [0.9, 0.1, 0.5].values();
  expect(shuffled(["a", "b", "c"], () => keys.next().value ?? 0)).toEqual(["b", "c", "a"]);
});

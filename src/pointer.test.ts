import { expect, test } from "vitest";
import { valueAt } from "./pointer.ts";

const holder = { a: { "b/c": 1, "d~e": [2, { f: 3 }], g: null }, "": 4 };

test.each([
  ["", holder],
  ["/a/b~1c", 1],
  ["/a/d~0e/0", 2],
  ["/a/d~0e/1/f", 3],
  ["/a/g", null],
  ["/", 4],
  ["/a/g/h", undefined],
  ["/x/y/z", undefined],
])("%j points to what is there", (pointer, value) => {
  expect(valueAt(holder, pointer)).toEqual(value);
});

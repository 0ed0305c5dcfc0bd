import { expect, test } from "vitest";
import { applyRepairs, type PlacedRepair } from "./repair.ts";

function edit(find: string, replace: string): PlacedRepair {
  return { erratum: "made-up/X1", repair: { message: "made-up/01-request", find, replace } };
}

test("repairs apply one after the other", () => {
  expect(applyRepairs("a,\nb", [edit("a,", "a"), edit("\nb", ",\nc\nb")])).toEqual({
    ok: true,
    text: "a,\nc\nb",
  });
});

test("an insertion goes before everything", () => {
  const repair = { message: "made-up/01-request", at: "start" as const, insert: "head\n\n" };
  expect(applyRepairs("body", [{ erratum: "made-up/X1", repair }])).toEqual({
    ok: true,
    text: "head\n\nbody",
  });
});

test("a replacement is taken literally, dollar signs too", () => {
  expect(applyRepairs("a", [edit("a", "$&$'")])).toEqual({ ok: true, text: "$&$'" });
});

test.each([
  ["that occurs twice", "aa", [edit("a", "b")], "occurs 2 times in the documented text"],
  ["that does not occur", "a", [edit("b", "c")], "occurs 0 times in the documented text"],
  [
    "that only an earlier repair brought in",
    "a",
    [edit("a", "b"), edit("b", "c")],
    "occurs 0 times in the documented text",
  ],
  [
    "that an earlier repair took away",
    "ab",
    [edit("a", ""), edit("ab", "c")],
    "occurs 0 times in the text after the repairs before it",
  ],
])("a repair of a text %s is refused", (_name, text, repairs, reason) => {
  expect(applyRepairs(text, repairs)).toEqual({
    ok: false,
    erratum: "made-up/X1",
    reason: expect.stringContaining(reason),
  });
});

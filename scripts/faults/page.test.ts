import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";

const folder = new URL(".", import.meta.url);
const page = readFileSync(new URL("../../docs/faults.md", folder), "utf8");
const sources = readdirSync(folder)
  .filter((name) => name.endsWith(".fault.ts"))
  .map((name) => readFileSync(new URL(name, folder), "utf8"));

/** The last cell of each row of the tables, without their heads. */
function testsOfRows(text: string): string[] {
  const rows = text.split("\n").filter((line) => line.startsWith("|") && !/^\|[ |-]+$/.test(line));
  const cells = rows.map((row) => row.split("|").at(-2)?.trim() ?? "");
  return cells.filter((cell) => cell !== "test");
}

const names = sources.flatMap((text) =>
  [...text.matchAll(/^ *test\("([^"]+)"/gm)].map(([, name = ""]) => name),
);

test("each row of the page of faults has a test of that name, and each test a row", () => {
  expect(testsOfRows(page).toSorted()).toEqual(names.toSorted());
  expect(new Set(names).size).toBe(names.length);
  expect(names.length).toBeGreaterThan(30);
});

test("no test of a fault is left out, or has a name that is not seen here", () => {
  const all = sources.flatMap((text) =>
    [...text.matchAll(/^ *(?:test|it|describe\.)\b.*/gm)].map(([line]) => line.trim()),
  );
  expect(all.filter((line) => !line.startsWith('test("'))).toEqual([]);
});

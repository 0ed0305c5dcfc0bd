import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { refusals } from "./answers.ts";
import { leniencies, scenarios } from "./index.ts";

const text = readFileSync(new URL("../../docs/simulator.md", import.meta.url), "utf8");

/** The cells of each row of the tables, without marks. */
const rows = text
  .split("\n")
  .filter((line) => line.startsWith("|"))
  .map((line) =>
    line
      .split("|")
      .slice(1, -1)
      .map((cell) => cell.replaceAll("`", "").trim()),
  );

test("the page tells every scenario there is, and no other", () => {
  const start = rows.findLastIndex(([first]) => first === "scenario");
  const end = rows.findIndex(([first]) => first === "refusal");
  expect(rows.slice(start + 2, end).map(([name]) => name)).toEqual(Object.keys(scenarios));
});

test("the page tells every refusal with its status and codes, and which of them are published", () => {
  const start = rows.findIndex(([first]) => first === "refusal");
  const known = Object.entries(refusals).map(([name, { status, acs, graph, published }]) => [
    name,
    String(status),
    acs,
    graph,
    published,
  ]);
  expect(rows.slice(start + 2, start + 2 + known.length)).toEqual(known);
});

test("the page names every leniency", () => {
  for (const { name } of leniencies) expect(text).toContain(`\`${name}\``);
});

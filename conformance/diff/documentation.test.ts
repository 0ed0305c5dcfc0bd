import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readFlags } from "../command/flags.ts";
import { DIFF_FLAGS } from "./flags.ts";

const page = readFileSync(new URL("../../docs/diff.md", import.meta.url), "utf8");

test("every command of the page can be called", () => {
  const commands = [...page.matchAll(/npx call-handoff diff (.*?)(?: +#.*)?$/gm)].map(
    ([, line = ""]) => line,
  );
  expect(commands.length).toBeGreaterThan(4);
  for (const line of commands) {
    const { values, positionals } = readFlags(line.split(" "), DIFF_FLAGS, true);
    expect(positionals).toHaveLength(values.has("save") ? 1 : 2);
  }
});

test("the page names every flag, and no other", () => {
  const named = new Set(Array.from(page.matchAll(/`--([\w-]+)/g), ([, name = ""]) => name));
  const known = DIFF_FLAGS.map(({ name }) => name).filter((name) => name !== "help");
  expect([...named].toSorted()).toEqual(known.toSorted());
});

test("the page names every code of an error", () => {
  const source = readFileSync(new URL("contract-error.ts", import.meta.url), "utf8");
  const codes = new Set(Array.from(source.matchAll(/"(ERR_\w+)"/g), ([, code]) => code));
  expect(new Set(Array.from(page.matchAll(/`(ERR_\w+)`/g), ([, code]) => code))).toEqual(codes);
});

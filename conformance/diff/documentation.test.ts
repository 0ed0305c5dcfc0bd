import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readFlags } from "../command/flags.ts";
import { DIFF_FLAGS } from "./flags.ts";
import { compareRequirements } from "./requirements.ts";
import { rules } from "./rules/index.ts";

const page = readFileSync(new URL("../../docs/diff.md", import.meta.url), "utf8");

test("every command of the page can be called", () => {
  const commands = [...page.matchAll(/npx call-handoff diff (.*?)(?: +#.*)?$/gm)].map(
    ([, line = ""]) => line,
  );
  expect(commands.length).toBeGreaterThan(4);
  for (const line of commands) {
    const { values, positionals } = readFlags(line.split(" "), DIFF_FLAGS, true);
    const wanted = values.has("save") ? 1 : 2;
    expect(positionals).toHaveLength(values.has("explain") ? 0 : wanted);
    for (const flag of ["rule", "ignore", "explain"])
      for (const id of values.get(flag) ?? []) expect(rules).toHaveProperty(id);
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

test("the page says whose checks make a duty", () => {
  const [, groups = ""] = /^\| (`client`.*?) +\| a duty of yours/m.exec(page) ?? [];
  const duties = new Set(Array.from(groups.matchAll(/`(\w+)`/g), ([, group]) => group));
  for (const group of ["client", "receiver", "refuses", "access", "accepts", "response", "notification"]) {
    const row = { id: "a", level: "MUST", text: "It is so.", checks: [`x/${group}/a`] };
    const kind = duties.has(group) ? "duty" : "promise";
    expect(compareRequirements([], [row]).map(({ rule }) => rule)).toEqual([`requirement-${kind}-added`]);
    expect(compareRequirements([row], []).map(({ rule }) => rule)).toEqual([`requirement-${kind}-removed`]);
  }
});

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { catalogue } from "../gate/catalogue.ts";
import { applyKnownFailing, readKnownFailing } from "../gate/known-failing.ts";
import { matchesGlob } from "../gate/glob.ts";
import { lacks } from "../server/options.ts";
import { readFlags } from "./flags.ts";
import { flagGroupsOf } from "./verify-flags.ts";

const root = join(import.meta.dirname, "../..");
const page = readFileSync(join(root, "docs/gate.md"), "utf8");

/** The snippets of a language. */
function snippets(language: string): string[] {
  return Array.from(
    page.matchAll(new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, "gms")),
    ([, code = ""]) => code,
  );
}

const flagsOf = (mode: "server" | "client" | "receiver") => flagGroupsOf(mode).flatMap(([, flags]) => flags);

test("every command of the page has flags that there are", () => {
  const commands = snippets("sh").flatMap((code) => code.split("\n").filter(Boolean));
  expect(commands.length).toBeGreaterThan(4);
  for (const command of commands) {
    const [, mode, rest = ""] = /^npx call-handoff verify (\w+) (.*?)(?: +#.*)?$/.exec(command) ?? [];
    if (mode !== "server" && mode !== "client" && mode !== "receiver") throw new Error(command);
    expect(() => readFlags(rest.replaceAll("'", "").split(" "), flagsOf(mode))).not.toThrow();
  }
});

test("every flag that the page names is one", () => {
  const known = new Set(
    (["server", "client", "receiver"] as const).flatMap((mode) => flagsOf(mode).map(({ name }) => name)),
  );
  for (const [, name = ""] of page.matchAll(/`--([\w-]+)/g)) expect(known).toContain(name);
  for (const lack of lacks) expect(page).toContain(`\`${lack}\``);
});

test("the known failures of the page can be read, and are of checks", () => {
  const [list = ""] = snippets("text");
  const known = readKnownFailing(list, "docs/gate.md");
  expect(known).toHaveLength(2);
  const isCheck = (glob: string) => [...catalogue.keys()].some((id) => matchesGlob(id, glob));
  expect(() => applyKnownFailing([], known, isCheck)).not.toThrow();
});

test("the workflow of the page gives the action inputs that it has", () => {
  const action: { readonly inputs: object } = parse(readFileSync(join(root, "action.yml"), "utf8"));
  const [workflow = ""] = snippets("yaml");
  const { jobs }: { readonly jobs: Readonly<Record<string, { readonly steps: readonly Step[] }>> } =
    parse(workflow);
  const used = Object.values(jobs).flatMap(({ steps }) =>
    steps.flatMap(({ uses, with: inputs }) => (uses?.includes("/call-handoff@") ? [inputs ?? {}] : [])),
  );
  expect(used).toHaveLength(2);
  for (const inputs of used)
    expect(Object.keys(action.inputs)).toEqual(expect.arrayContaining(Object.keys(inputs)));
});

interface Step {
  readonly uses?: string;
  readonly with?: object;
}

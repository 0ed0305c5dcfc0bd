import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { beforeAll, describe, expect, it } from "vitest";
import type { Impact } from "./change.ts";
import { readFixtures } from "./fixtures.ts";
import { isObject } from "./json.ts";
import { mergedDocuments, ruleAt } from "./merged.test-support.ts";
import { documentRules } from "./rules/document.ts";
import { rules } from "./rules/index.ts";

const fixtures = readFixtures().filter(({ rule }) => Object.hasOwn(documentRules, rule));

/** What its words mean to who relies on a document. It tells no difference between what is compatible and remarks. */
const AGREES: Readonly<Record<Impact, readonly string[]>> = {
  breaking: ["major"],
  compatible: ["minor", "patch"],
  documentation: ["minor", "patch"],
};

describe("redocly diff, where it sees the same", () => {
  let said: ReadonlyMap<string, string>;
  beforeAll(async () => {
    said = await askRedocly();
  });

  it.each(fixtures.filter(({ redocly }) => !redocly))("agrees on $rule", ({ rule }) => {
    expect(AGREES[rules[rule].impact]).toContain(said.get(rule) ?? "nothing");
  });

  it.each(fixtures.filter(({ redocly }) => redocly))("says otherwise of $rule: $redocly.why", (fixture) => {
    const { rule, redocly } = fixture;
    expect(said.get(rule) ?? "nothing").toBe(redocly?.says);
    expect(AGREES[rules[rule].impact]).not.toContain(redocly?.says);
  });
});

/** The gravest that it says of each fixture. */
async function askRedocly(): Promise<ReadonlyMap<string, string>> {
  const folder = await mkdtemp(join(tmpdir(), "call-handoff-"));
  try {
    const documents = mergedDocuments(fixtures);
    await writeFile(join(folder, "old.json"), JSON.stringify(documents.old));
    await writeFile(join(folder, "new.json"), JSON.stringify(documents.new));
    await writeFile(join(folder, "redocly.yaml"), "extends: [minimal, diff-recommended]\n");
    const manifest = createRequire(import.meta.url).resolve("@redocly/cli/package.json");
    const program = join(dirname(manifest), "bin/cli.js");
    const args = [
      "diff",
      "old.json",
      "new.json",
      "--config",
      "redocly.yaml",
      "--format",
      "json",
      "--fail-on",
      "none",
    ];
    const { stdout } = await promisify(execFile)(process.execPath, [program, ...args], {
      cwd: folder,
      maxBuffer: 2 ** 26,
      env: { ...process.env, REDOCLY_TELEMETRY: "off" },
    });
    return verdictsIn(JSON.parse(stdout));
  } finally {
    await rm(folder, { recursive: true });
  }
}

function verdictsIn(report: unknown): ReadonlyMap<string, string> {
  const changes: unknown = isObject(report) ? report["changes"] : undefined;
  if (!Array.isArray(changes)) throw new TypeError("The report has no list of changes.");
  const found = new Map<string, string>();
  for (const change of changes.filter(isObject)) {
    const rule = ruleAt(String(change["path"]));
    if (rule === undefined) throw new TypeError(`${String(change["path"])} belongs to no fixture.`);
    const words = ["major", "minor", "patch", found.get(rule) ?? ""];
    const gravest = words.find((word) => word === change["impact"] || word === found.get(rule));
    if (gravest !== undefined) found.set(rule, gravest);
  }
  return found;
}

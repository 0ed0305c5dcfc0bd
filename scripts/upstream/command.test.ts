import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { runUpstream } from "./command.ts";
import { compareWithUpstream, differencesFrom } from "./index.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const home = mkdtempSync(join(tmpdir(), "call-handoff-upstream-"));
const project = join(home, "project");
const official = join(home, "official");
const metadata = join(home, "metadata");

/** A definition of which our documents say the same, but for `member`. */
function swagger(member: string): string {
  const definitions = { Request: { type: "object", properties: { [member]: { type: "string" } } } };
  return JSON.stringify({ definitions });
}

function own(apiVersion: string): void {
  const schemas = { Request: { type: "object", properties: { note: { type: "string" } } } };
  const folder = join(project, `generated/acs/${apiVersion}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "openapi.json"), JSON.stringify({ openapi: "3.1.1", components: { schemas } }));
}

const row = (place: string) => `  - { versions: [acs@1], reason: Not given., places: [${place}] }\n`;
const difference = `differences:
  - versions: [acs@1]
    reason: Ours.
    evidence: [a page of theirs]
    differences:
      - { places: [Request.note], aspect: member, ours: present, official: absent }
      - { places: [Request.word], aspect: member, ours: absent, official: present }
`;

function ledger(text: string): void {
  writeFileSync(join(project, "specs/upstream-differences.yaml"), text);
}

function give(version: string, text: string): void {
  const folder = join(official, `CallAutomation/stable/${version}`);
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "calls.json"), text);
}

const run = (...args: readonly string[]) => runUpstream(args, project);

beforeAll(() => {
  mkdirSync(join(project, "specs"), { recursive: true });
  mkdirSync(metadata);
  own("1");
  give("1", swagger("note"));
});
afterAll(() => rmSync(home, { recursive: true, force: true }));

describe("npm run upstream", () => {
  test("fails for what is not stored, stores it, and then needs no folder", async () => {
    ledger(`noUpstream:\n${row("servers")}`);
    const first = await run("--acs", official);
    expect(first).toMatchObject({ exitCode: 1, errors: "" });
    expect(first.output).toContain("stale file    specs/upstream/acs/1.json");
    expect(await run("--acs", official, "--write")).toMatchObject({ exitCode: 0 });
    expect(await run("--acs", official)).toMatchObject({ exitCode: 0 });
    const { exitCode, output } = await run();
    expect(exitCode).toBe(0);
    expect(output).toContain("0 unexplained; 1 parts no upstream (specs/upstream/acs/1.json)");
  });

  test("fails for a difference until a row explains it, and for the row when it is no more", async () => {
    give("1", swagger("word"));
    const { exitCode, output } = await run("--acs", official, "--write");
    expect(exitCode).toBe(1);
    expect(output).toContain("unexplained   acs@1  Request.note, member: ours present, official absent");
    ledger(`${difference}noUpstream:\n${row("servers")}`);
    expect(await run()).toMatchObject({ exitCode: 0 });
    give("1", swagger("note"));
    const stale = await run("--acs", official, "--write");
    expect(stale.exitCode).toBe(1);
    expect(stale.output).toContain("stale row     acs@1  Request.note, member: there is no such difference");
  });

  test("never passes a version without a definition: it is told, and a fault until it is listed", async () => {
    ledger(`noUpstream:\n${row("servers")}`);
    own("2");
    const { exitCode, output } = await run();
    expect(exitCode).toBe(1);
    expect(output).toContain("no upstream   acs@2  everything");
    ledger(`noUpstream:\n${row("servers")}${row("everything").replace("acs@1", "acs@2")}`);
    const listed = await run();
    expect(listed.exitCode).toBe(0);
    expect(listed.output).toContain("acs@2: no upstream; nothing compared");
    rmSync(join(project, "generated/acs/2"), { recursive: true });
    ledger(`noUpstream:\n${row("servers")}`);
  });

  test("names official versions without a spec of ours, and versions that the folder does not hold", async () => {
    give("3", swagger("note"));
    give("0", swagger("before our oldest version"));
    rmSync(join(official, "CallAutomation/stable/1"), { recursive: true });
    const { output } = await run("--acs", official, "--write");
    expect(output).toContain("acs@3: official, but there is no spec of ours");
    expect(output).toContain("acs@1: not in the folder; compared by what is stored");
    expect(output).not.toContain("acs@0");
  });

  test("prints JSON and Markdown, and writes a file", async () => {
    const json: unknown = JSON.parse((await run("--format", "json")).output);
    expect(json).toMatchObject({
      passed: true,
      versions: [{ version: "acs@1", unexplained: 0, noUpstream: 1 }],
      withoutSpec: ["acs@3"],
      noUpstream: [{ place: "servers", reason: "Not given." }],
    });
    const file = join(home, "new/report.md");
    expect(await run("--format", "markdown", "--output", file)).toMatchObject({ output: `${file}\n` });
    expect(readFileSync(file, "utf8")).toContain("| acs@1 | `servers` | Not given. |");
  });

  test.each([
    [["--format", "xml"], "--format xml: write text, json or markdown."],
    [["--write"], "--write stores what a folder says"],
    [["--acs", ""], "--acs needs a value."],
    [["--unknown"], "Unknown option '--unknown'"],
    [["--acs", join(home, "none")], "There is no folder"],
    [["--graph", metadata], "holds no definitions: no beta-Prod.csdl"],
  ])("%j is bad input", async (args, message) => {
    const { exitCode, output, errors } = await run(...args);
    expect([exitCode, output]).toEqual([2, ""]);
    expect(errors).toContain(message);
  });

  test("explains itself", async () => {
    expect(await run("--help")).toMatchObject({ exitCode: 0, errors: "" });
  });
});

describe("this project", () => {
  test("has no difference from the official definitions that is not explained, and no stale row", async () => {
    const { unexplained, unlisted, stale, comparisons } = await compareWithUpstream(root);
    expect([...unexplained, ...unlisted, ...stale]).toEqual([]);
    expect(comparisons.every(({ compared }) => compared > 50)).toBe(true);
  });

  test("says of a file what differs, with the reasons known for the version it was copied from", async () => {
    const copy = join(home, "copy");
    cpSync(join(root, "generated/acs/2026-03-12"), join(copy, "generated/acs/2030-01-01"), {
      recursive: true,
    });
    mkdirSync(join(copy, "specs"));
    cpSync(join(root, "specs/upstream-differences.yaml"), join(copy, "specs/upstream-differences.yaml"));
    const file = join(home, "official.json");
    const properties = { incomingCallContext: { type: "string" }, target: { type: "string" }, note: {} };
    const definitions = { RedirectCallRequest: { type: "object", required: ["target"], properties } };
    writeFileSync(file, JSON.stringify({ definitions }));
    const { differences } = await differencesFrom(copy, "acs@2030-01-01", file, "acs@2026-03-12");
    expect(differences.map(({ place, aspect, reason }) => [place, aspect, reason])).toEqual([
      ["RedirectCallRequest", "closed", undefined],
      ["RedirectCallRequest.incomingCallContext", "minLength", "An empty context names no call."],
      ["RedirectCallRequest.incomingCallContext", "required", undefined],
      ["RedirectCallRequest.note", "member", undefined],
      ["RedirectCallRequest.target", "type", undefined],
    ]);
    await expect(differencesFrom(copy, "acs@1", file)).rejects.toThrow("generated/ has no acs@1.");
  });
});

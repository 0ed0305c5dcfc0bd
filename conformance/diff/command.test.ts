import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { fakeIo } from "../../src/simulator/command.test-support.ts";
import { runCommand } from "../command/command-line.ts";
import { rules } from "./rules/index.ts";

const DOCUMENT = {
  openapi: "3.1.0",
  info: { title: "Calls", version: "1" },
  paths: {
    "/calls": { post: { operationId: "ask", parameters: [], responses: { 204: { description: "Done." } } } },
  },
};

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "call-handoff-"));
  const write = (name: string, document: unknown) =>
    writeFileSync(join(folder, name), JSON.stringify(document));
  const required = [{ name: "why", in: "query", required: true, schema: { type: "string" } }];
  write("old.json", DOCUMENT);
  write("described.json", { ...DOCUMENT, info: { ...DOCUMENT.info, description: "Calls." } });
  write("new.json", {
    ...DOCUMENT,
    paths: { "/calls": { post: { ...DOCUMENT.paths["/calls"].post, parameters: required } } },
  });
  mkdirSync(join(folder, "full"));
  write("full/openapi.json", DOCUMENT);
  write("full/flows.json", {});
  write("full/requirements.json", []);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(line: string, env: Record<string, string> = {}) {
  const io = fakeIo({ env });
  const tools = { loadSimulator: () => Promise.reject(new Error()), version: () => "0", folder };
  const code = await runCommand(["diff", ...line.split(" ").filter(Boolean)], io, tools);
  return { code, out: io.out(), err: io.err() };
}

describe("call-handoff diff", () => {
  test("tells what is different, and ends with 0", async () => {
    const { code, out, err } = await run("old.json new.json");
    expect(out).toMatch(
      /^From old\.json to new\.json\n1 breaking, 0 compatible, 0 documentation only\.\n\nBreaking \(1\)\n\nRequest of ask\n/,
    );
    expect(out).toMatch(/\n\nWhy a rule breaks.* --explain <rule>\n$/);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect((await run("old.json old.json")).out).toMatch(/^Nothing is different/);
    for (const pair of ["full full", "old.json new.json"])
      expect((await run(pair)).out).not.toContain("Not compared");
    for (const pair of ["full old.json", "old.json full"])
      expect((await run(pair)).out).toMatch(/^Nothing.*\nNot compared.*: flows and requirements\.\n$/);
  });

  test("ends with 1 for the impact of --fail-on, and for a graver one", async () => {
    const codes = async (pair: string) => {
      const found = [];
      for (const impact of ["breaking", "compatible", "documentation", "none"])
        found.push((await run(`--fail-on ${impact} ${pair}`)).code);
      return found;
    };
    expect(await codes("old.json new.json")).toEqual([1, 1, 1, 0]);
    expect(await codes("new.json old.json")).toEqual([1, 1, 1, 0]);
    expect(await codes("old.json described.json")).toEqual([0, 0, 1, 0]);
    expect(await codes("old.json old.json")).toEqual([0, 0, 0, 0]);
  });

  test("leaves out what --ignore names, or all but what --rule does, also of the exit code", async () => {
    const rule = "parameter-added-required";
    const ignored = await run(`old.json new.json --fail-on breaking --ignore ${rule}`);
    expect(ignored).toMatchObject({
      code: 0,
      out: expect.stringContaining("Left out by the choice of rules: 1."),
    });
    expect((await run(`old.json new.json --fail-on breaking --rule ${rule} --rule flow-added`)).code).toBe(1);
    expect((await run("old.json new.json --fail-on breaking --rule flow-added")).code).toBe(0);
    expect(await run("old.json new.json --rule flow-aded")).toMatchObject({
      code: 2,
      err: expect.stringContaining('there is no rule "flow-aded". Did you mean flow-added?'),
    });
  });

  test("writes each format, into a file where it is told", async () => {
    const json = await run("old.json new.json --format json");
    expect(JSON.parse(json.out)).toMatchObject({ old: "old.json", summary: { breaking: 1 } });
    expect((await run("old.json new.json --format markdown")).out).toMatch(
      /^# From old\.json to new\.json\n/,
    );
    const github = await run("old.json new.json --format github --fail-on breaking");
    expect(github.out).toMatch(/^::error file=new\.json,title=breaking/);
    const toFile = await run("old.json new.json --format json --output reports/diff.json");
    expect(readFileSync(join(folder, "reports/diff.json"), "utf8")).toBe(json.out);
    expect(toFile.out).toMatch(/^1 breaking/);
    expect(await run("old.json new.json --output old.json/x")).toMatchObject({
      code: 3,
      err: expect.stringMatching(/^The report old\.json\/x cannot be written/),
    });
  });

  test("adds to the summary of the job for GitHub, and of no other format", async () => {
    const file = join(folder, "summary.md");
    writeFileSync(file, "before\n");
    await run("old.json new.json", { GITHUB_STEP_SUMMARY: file });
    expect(readFileSync(file, "utf8")).toBe("before\n");
    await run("old.json new.json --format github", { GITHUB_STEP_SUMMARY: file });
    expect(readFileSync(file, "utf8")).toMatch(/^before\n# From old\.json/);
  });

  test("says where the rest is that GitHub does not show", async () => {
    const parameters = Array.from({ length: 12 }, (_, index) => ({ name: `p${index}`, in: "query" }));
    const ask = { ...DOCUMENT.paths["/calls"].post, parameters };
    writeFileSync(
      join(folder, "many.json"),
      JSON.stringify({ ...DOCUMENT, paths: { "/calls": { post: ask } } }),
    );
    const last = async (env: Record<string, string>) =>
      (await run("old.json many.json --format github", env)).out.trimEnd().split("\n").at(-1);
    expect(await last({ GITHUB_STEP_SUMMARY: join(folder, "rest.md") })).toMatch(/summary of the job/);
    expect(await last({})).toMatch(/^::notice title=3 more::--format text/);
  });

  test("names the files of a folder in annotations", async () => {
    mkdirSync(join(folder, "told"), { recursive: true });
    writeFileSync(join(folder, "told/openapi.json"), JSON.stringify(DOCUMENT));
    writeFileSync(join(folder, "told/flows.json"), JSON.stringify({ ask: {} }));
    const rows = [{ id: "a", level: "SHOULD", text: "It is so.", checks: ["ask/client/a"] }];
    writeFileSync(join(folder, "told/requirements.json"), JSON.stringify(rows));
    const { out } = await run("full told --format github");
    expect(Array.from(out.matchAll(/file=([^,]*)/g), ([, file]) => file)).toEqual([
      join("told", "flows.json"),
      join("told", "requirements.json"),
    ]);
  });

  test("writes a version into a folder, with which it is the same", async () => {
    const saved = await run("acs@2024-09-15 --save pinned");
    expect(saved).toEqual({
      code: 0,
      out: "acs@2024-09-15 is in pinned: openapi.json, flows.json, requirements.json\n",
      err: "",
    });
    expect((await run("pinned acs@2024-09-15 --fail-on documentation")).code).toBe(0);
  });

  test("ends with 2 for what was called wrongly, and says why", async () => {
    const faults = {
      "": /Two are compared/,
      "old.json": /Two are compared/,
      "old.json new.json old.json": /Two are compared/,
      "old.json new.json -- x": /leave out --/,
      "old.json new.json --format xml": /--format has to be one of text, json, markdown, github/,
      "old.json new.json --fail-on major": /--fail-on has to be one of breaking/,
      "old.json new.json --fail": /There is no --fail\. Did you mean --fail-on\?/,
      "acs@2024-09-15 acs@2024": /holds no version "acs@2024"\. There are acs@2024-09-15/,
      "old.json gone.json": /There is no file or folder "gone\.json"/,
      "old.json --save": /--save needs a value/,
      "old.json new.json --save x": /One is written/,
    };
    for (const [line, message] of Object.entries(faults)) {
      const { code, out, err } = await run(line);
      expect({ line, code, out }).toEqual({ line, code: 2, out: "" });
      expect(err).toMatch(message);
      expect(err).toMatch(/call-handoff diff --help tells every flag/);
    }
  });

  test("lists the rules", async () => {
    const { code, out } = await run("--list");
    expect(code).toBe(0);
    expect(out).toContain("flow-removed  breaking\n    A flow is gone\n");
    expect(await run("a b --rule nothing-like-it")).toMatchObject({
      code: 2,
      err: expect.stringContaining("--list tells them"),
    });
  });

  test("explains a rule", async () => {
    expect(await run("--explain flow-removed --explain requirement-reworded")).toEqual({
      code: 0,
      err: "",
      out: `flow-removed  breaking
  A flow is gone.
  Why         ${rules["flow-removed"].why}
  What to do  ${rules["flow-removed"].remedy}

requirement-reworded  documentation
  A statement has other words.
  Why         Its level and its checks are as they were.
  What to do  Read it again where you rely on its words.
`,
    });
    for (const id of Object.keys(rules))
      for (const line of (await run(`--explain ${id}`)).out.split("\n"))
        expect(line.length).toBeLessThanOrEqual(118);
    expect(await run("--explain flow-aded")).toMatchObject({
      code: 2,
      err: expect.stringContaining('there is no rule "flow-aded". Did you mean flow-added?'),
    });
    expect((await run("old.json new.json --explain flow-added")).err).toMatch(/--explain compares nothing/);
  });

  test("tells its flags", async () => {
    const { code, out } = await run("--help");
    expect(code).toBe(0);
    for (const flag of [
      "--format",
      "--output",
      "--fail-on",
      "--rule",
      "--ignore",
      "--save",
      "--list",
      "--explain",
    ])
      expect(out).toContain(flag);
    for (const line of out.split("\n")) expect(line.length).toBeLessThanOrEqual(100);
  });
});

import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { GateError } from "../gate/errors.ts";
import { parseReports, ReportError, writeReports } from "./index.ts";
import { MIXED } from "./runs.test-support.ts";

const folder = mkdtempSync(join(tmpdir(), "call-handoff-reports-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function write(specs: readonly string[], env: Record<string, string> = {}): string {
  let written = "";
  writeReports(parseReports(specs), [MIXED], {
    strict: false,
    env,
    stdout: { write: (text) => (written += text) },
    secrets: [],
  });
  return written;
}

describe("--report", () => {
  test("takes several, with any file", () => {
    expect(parseReports(["json=a=b.json", "junit=c", "html=d e", "github"])).toEqual([
      { kind: "json", file: "a=b.json" },
      { kind: "junit", file: "c" },
      { kind: "html", file: "d e" },
      { kind: "github" },
    ]);
    expect(parseReports([])).toEqual([]);
  });

  test.each(["", "json", "json=", "xml=a", "github=a", "JSON=a"])("does not take %j", (spec) => {
    expect(() => parseReports([spec])).toThrow(
      new GateError("--report takes json=<file>, junit=<file>, html=<file> or github."),
    );
  });
});

describe("reports", () => {
  test("are written to folders that are made", () => {
    const file = (name: string) => join(folder, "a/b", name);
    write([`json=${file("r.json")}`, `junit=${file("r.xml")}`, `html=${file("r.html")}`]);
    expect(JSON.parse(readFileSync(file("r.json"), "utf8"))).toEqual({ schemaVersion: 1, runs: [MIXED] });
    expect(readFileSync(file("r.xml"), "utf8")).toMatch(/^<\?xml/);
    expect(readFileSync(file("r.html"), "utf8")).toMatch(/^<!doctype html>/);
  });

  test("that cannot be written are an error that names the file", () => {
    const file = join(folder, "file");
    writeFileSync(file, "");
    expect(() => write([`json=${file}/r.json`])).toThrow(ReportError);
    expect(() => write([`html=${folder}`])).toThrow(`The report ${folder} cannot be written: EISDIR`);
    expect(() => write(["github"], { GITHUB_STEP_SUMMARY: folder })).toThrow(ReportError);
  });

  test("that can be written are, also beside those that cannot, which are all named", () => {
    const file = join(folder, "whole.json");
    const specs = [`junit=${folder}`, `json=${file}`, `html=${folder}/file/x`];
    expect(() => write(specs)).toThrow(/^The report \S+ cannot be written: EISDIR.*\nThe report .*file\/x /);
    expect(JSON.parse(readFileSync(file, "utf8"))).toEqual({ schemaVersion: 1, runs: [MIXED] });
  });

  test("for GitHub are appended to the summary of the job, within what is left of it", () => {
    const file = join(folder, "summary.md");
    expect(write(["github"], { GITHUB_STEP_SUMMARY: file })).toMatch(/^::error/);
    const once = readFileSync(file, "utf8");
    writeFileSync(file, `${"x".repeat(999_000)}\n`);
    write(["github"], { GITHUB_STEP_SUMMARY: file });
    const added = readFileSync(file, "utf8").slice(999_001);
    expect(added).toContain("left out here");
    expect(added.length).toBeLessThan(once.length);
  });

  test("for GitHub are annotations alone where there is no summary", () => {
    expect(write(["github"])).toMatch(/^::error/);
    expect(existsSync(join(folder, "undefined"))).toBe(false);
  });
});

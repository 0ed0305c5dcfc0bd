import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { gaps } from "./gaps.ts";
import { failuresOf, pageOf, tableOf, type Column } from "./page.ts";
import { parts } from "./parts.ts";
import { INSTALLED, runtimes, versionIn } from "./runtimes.ts";
import { readFound, readReport } from "./verdict.ts";

const check = (status: string, level = "MUST") => ({
  id: `a/b/${status}`,
  apiVersion: "beta",
  level,
  status,
  message: "seen",
});
const reportOf = (...checks: readonly object[]) => JSON.stringify({ runs: [{ checks }] });

describe("a report of the gate", () => {
  test("is counted", () => {
    const text = reportOf(check("passed"), check("passed"), check("excluded"));
    const excluded = ["`a/b/excluded` (beta): seen"];
    expect(readReport(text, 0)).toEqual({ passed: 2, excluded, failed: [] });
  });

  test.each(["failed", "notTestable", "error", "knownFailing", "a status to come"])(
    "with a check that is %s has a failure",
    (status) => {
      const failed = [`\`a/b/${status}\` (beta): seen`];
      expect(readReport(reportOf(check("passed"), check(status)), 0)).toMatchObject({ passed: 1, failed });
    },
  );

  test("with a SHOULD that failed has a failure, and with an INFO none", () => {
    const text = reportOf(check("failed", "SHOULD"), check("failed", "INFO"));
    expect(readReport(text, 0)).toMatchObject({ passed: 1, failed: [expect.any(String)] });
  });

  test("of nothing fails, and so does a gate that ends badly", () => {
    expect(readReport(reportOf(), 0).failed).toHaveLength(1);
    expect(readReport("{}", 0).failed).toHaveLength(1);
    expect(readReport(reportOf(check("passed")), 3).failed).toEqual(["The gate ended with 3."]);
    expect(readReport(reportOf(check("passed")), null).failed).toHaveLength(1);
  });
});

describe("what a program found", () => {
  const right = { name: "one", ok: true, message: "" };

  test("is counted", () => {
    const text = JSON.stringify([right, { name: "two", ok: false, message: "other" }]);
    expect(readFound(text, 0)).toEqual({ passed: 1, excluded: [], failed: ["two: other"] });
  });

  test("of nothing fails, and so does a program that ends badly", () => {
    expect(readFound("[]", 0).failed).toHaveLength(1);
    expect(readFound("true", 0).failed).toHaveLength(1);
    expect(readFound(JSON.stringify([right]), 1).failed).toHaveLength(1);
    expect(() => readFound("", 0)).toThrow(SyntaxError);
  });
});

describe("the page", () => {
  const [runtime] = runtimes;
  const verdict = { passed: 5, excluded: ["left out"], failed: [] };
  const isGap = (name: string) =>
    gaps.some(
      ({ runtimes: of, parts: all }) => of.includes(runtime?.name ?? "") && all.some((one) => one === name),
    );
  const judged = parts.filter(({ name }) => !isGap(name));
  const columnOf = (more: Partial<Column> = {}): Column[] =>
    runtime
      ? [
          {
            runtime,
            version: "20.19.0",
            verdicts: new Map(judged.map(({ name }) => [name, verdict])),
            ...more,
          },
        ]
      : [];

  test("has every part, gaps with the number of their reason", () => {
    const table = tableOf(columnOf());
    for (const { name } of parts)
      expect(table).toContain(isGap(name) ? `| ${name} | – (4) |` : `| ${name} | 5 / 0 / 1 |`);
    expect(pageOf(columnOf())).toContain("- clients: left out");
    expect(pageOf(columnOf())).not.toContain("## Failed");
  });

  test("tells failures, in the table and one by one", () => {
    const verdicts = new Map(columnOf()[0]?.verdicts).set("clients", {
      ...verdict,
      failed: ["bad"],
    });
    expect(tableOf(columnOf({ verdicts }))).toContain("| clients | 5 / 1 / 1 |");
    expect(pageOf(columnOf({ verdicts }))).toContain("## Failed\n\n- node20, clients: bad");
  });

  test("leaves out no runtime that did not start, and no part without a verdict", () => {
    expect(tableOf(columnOf({ version: undefined }))).toContain("Node.js (did not start)");
    expect(failuresOf(columnOf({ version: undefined }))).toHaveLength(1);
    expect(() => tableOf(columnOf({ verdicts: new Map() }))).toThrow('Nothing was found of "clients"');
  });
});

describe("the runtimes", () => {
  const lock = readFileSync(new URL("package-lock.json", import.meta.url), "utf8");

  test("are in the lock, which names no host and runs no script", () => {
    expect(lock).not.toContain('"resolved"');
    const npmrc = readFileSync(new URL(".npmrc", import.meta.url), "utf8");
    expect(npmrc).toContain("ignore-scripts=true");
    const packages = new Set(lock.match(/(?<="node_modules\/)[^"]+/g));
    for (const { version, command } of runtimes)
      for (const file of [version[0], command[0]]) {
        const path = file?.slice(INSTALLED.length) ?? "";
        expect([...packages].filter((name) => path.startsWith(`${name}/`))).toHaveLength(1);
      }
  });

  test("are named right by the gaps", () => {
    const names = runtimes.map(({ name }) => name);
    for (const gap of gaps) expect(names).toEqual(expect.arrayContaining([...gap.runtimes]));
  });

  test("tell their versions in ways of their own", () => {
    expect(
      ["v20.19.0\n", "1.4.5", "deno 2.9.5 (stable)\nv8 15.0.245", "workerd 2026-07-30"].map(versionIn),
    ).toEqual(["20.19.0", "1.4.5", "2.9.5", "2026-07-30"]);
    expect(versionIn("command not found")).toBeUndefined();
  });
});

import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, describe, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "call-handoff-cli-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...args: string[]): { status: number | null; stdout: string; stderr: string } {
  const cli = fileURLToPath(new URL("cli.ts", import.meta.url));
  return spawnSync(process.execPath, ["--import", "tsx", cli, ...args], { encoding: "utf8" });
}

describe("wrong calls say what is wrong, show the usage and exit with 2", () => {
  test.each([
    [["verify", "--repotr", "x"], "--repotr"],
    [["verify", "--report", "html=x"], 'takes json=<file>, saw "html=x"'],
    [["verify", "--report", "json="], "takes json=<file>"],
    [["verify", "extra"], 'Expected the command "verify"'],
    [[], 'Expected the command "verify"'],
  ])("%j", (args, sentence) => {
    const { status, stderr } = run(...args);
    expect(status).toBe(2);
    expect(stderr).toContain(sentence);
    expect(stderr).toContain("Usage: npm run verify");
  });
});

test("verify passes, prints the table and the counts, and writes the report that it describes", () => {
  const file = join(folder, "reports/contract.json");
  const { status, stdout } = run("verify", "--report", `json=${file}`);
  expect(status).toBe(0);
  expect(stdout).toContain("46 of 46 documented messages judged.");
  const report: unknown = JSON.parse(readFileSync(file, "utf8"));
  expect(report).toMatchObject({
    schemaVersion: 1,
    runs: [
      {
        mode: "contract",
        startedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        durationMs: expect.any(Number),
        summary: { failed: 0, knownFailing: 0, notTestable: 0, excluded: 0, errors: 0 },
        checks: expect.arrayContaining([
          expect.objectContaining({
            id: "graph.transfer/request/example-5-prism",
            operation: "graph.transfer",
            apiVersion: "beta",
            level: "MUST",
            status: "passed",
            source: { document: "graph-transfer", place: "Example 5, request" },
          }),
        ]),
        traces: expect.arrayContaining([
          expect.objectContaining({
            exchanges: [expect.objectContaining({ request: expect.objectContaining({ method: "POST" }) })],
          }),
        ]),
      },
    ],
  });
  expect(JSON.stringify(report)).not.toContain("Bearer");
});

import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "call-handoff-verify-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(...args: string[]): Promise<{ status: number | null; stdout: string; stderr: string }> {
  const file = fileURLToPath(new URL("verify.ts", import.meta.url));
  const loader = import.meta.resolve("tsx");
  const child = spawn(process.execPath, ["--import", loader, file, ...args], { cwd: folder });
  const ended = new Promise<number | null>((resolve) => void child.on("exit", resolve));
  const [stdout, stderr, status] = await Promise.all([text(child.stdout), text(child.stderr), ended]);
  return { status, stdout, stderr };
}

test("a wrong call says what is wrong, shows the usage and exits with 2", async () => {
  const [unknown, report, server] = await Promise.all([
    run("--repotr", "x"),
    run("--report", "pdf=x"),
    run("--url", "http://127.0.0.1:1"),
  ]);
  expect(unknown).toMatchObject({ status: 2, stderr: expect.stringContaining("--repotr") });
  expect(unknown.stderr).toContain("Usage: npm run verify");
  expect(report).toMatchObject({ status: 2, stderr: expect.stringContaining("html=<file>") });
  expect(server).toMatchObject({ status: 2, stderr: expect.stringContaining("Nobody answers") });
});

test("the main job judges the contract and three parties, and writes what it found", async () => {
  const file = join(folder, "out/all.json");
  const { status, stdout } = await run("--report", `json=${file}`);
  expect(stdout).toContain("46 of 46 documented messages judged.");
  expect(status).toBe(0);
  const report: unknown = JSON.parse(readFileSync(file, "utf8"));
  const conforming = { failed: 0, knownFailing: 0, notTestable: 0, errors: 0 };
  expect(report).toMatchObject({
    schemaVersion: 1,
    runs: [
      { mode: "contract", summary: { ...conforming, excluded: 0 }, traces: expect.any(Array) },
      { mode: "server", target: "the simulator", summary: { ...conforming, excluded: 0 } },
      { mode: "client", target: "our clients", summary: conforming },
      { mode: "receiver", target: "our receivers", summary: conforming },
    ],
  });
  expect(existsSync(join(folder, "reports/verify.html"))).toBe(true);
  expect(JSON.stringify(report)).not.toMatch(/Bearer [\w-]{12}|Signature=[\w+/]/);
});

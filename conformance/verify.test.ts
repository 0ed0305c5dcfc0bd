import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
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

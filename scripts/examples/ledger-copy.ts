/** For the tests: a copy of a stored ledger in a temporary folder, and ways to damage it. */
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { runExamplesCheck } from "./command.ts";

export const storedExamples = fileURLToPath(new URL("../../specs/examples/", import.meta.url));

/** An empty folder that goes away with the test. */
export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), "examples-check-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

export function copyOfStoredLedger(): string {
  const folder = temporaryFolder();
  cpSync(storedExamples, folder, { recursive: true });
  return folder;
}

/** Replaces a text in a file; a text that is not there would make the test prove nothing. */
export function damage(folder: string, file: string, find: string, replace: string): void {
  const path = join(folder, file);
  const content = readFileSync(path, "utf8");
  if (!content.includes(find)) throw new Error(`${file} does not contain ${find}`);
  writeFileSync(
    path,
    content.replace(find, () => replace),
  );
}

/** All lines that the check prints about a ledger at fault. */
export function complaints(folder: string, ...args: string[]): string {
  const result = runExamplesCheck(args, folder);
  if (result.exitCode !== 1) throw new Error(`exit code ${result.exitCode}: ${result.output.join("\n")}`);
  return result.errors.join("\n");
}

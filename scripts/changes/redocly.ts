import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { JsonObject } from "../../conformance/diff/change.ts";
import { isObject } from "../../conformance/diff/json.ts";

/** What `redocly diff` says of two documents: the gravest impact of all differences that it sees. */
export type Bump = "major" | "minor" | "patch" | "nothing";

/** How many of its processes run at once. */
const AT_ONCE = 2;

/** Two documents to be compared. */
interface Documents {
  readonly old: JsonObject;
  readonly new: JsonObject;
}

/** Asks `redocly diff` about each pair of documents. One that is given twice is asked about once. */
export async function redoclyBumps(pairs: readonly Documents[]): Promise<Bump[]> {
  const folder = mkdtempSync(join(tmpdir(), "call-handoff-"));
  try {
    writeFileSync(join(folder, "redocly.yaml"), "extends: [minimal, diff-recommended]\n");
    const found: Bump[] = [];
    let next = 0;
    const work = async (): Promise<void> => {
      for (let index = next++; index < pairs.length; index = next++) {
        const pair = pairs[index];
        // The same document says the same: nothing need be asked.
        if (pair)
          found[index] = pair.old === pair.new ? "nothing" : await ask(join(folder, String(index)), pair);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
    return found;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function ask(folder: string, { old, new: revised }: Documents): Promise<Bump> {
  mkdirSync(folder);
  writeFileSync(join(folder, "old.json"), JSON.stringify(old));
  writeFileSync(join(folder, "new.json"), JSON.stringify(revised));
  const manifest = createRequire(import.meta.url).resolve("@redocly/cli/package.json");
  const program = join(dirname(manifest), "bin/cli.js");
  const args = ["diff", "old.json", "new.json", "--config", "../redocly.yaml", "--format", "json"];
  const text = await new Promise<string>((resolve, reject) => {
    execFile(
      process.execPath,
      [program, ...args, "--fail-on", "none"],
      { cwd: folder, maxBuffer: 2 ** 28, env: { ...process.env, REDOCLY_TELEMETRY: "off" } },
      (error, stdout, stderr) => {
        if (error) reject(new Error(`redocly diff failed: ${stderr.trim() || error.message}`));
        else resolve(stdout);
      },
    );
  });
  rmSync(folder, { recursive: true });
  return bumpIn(JSON.parse(text));
}

/** Read off the counts, gravest first. */
function bumpIn(report: unknown): Bump {
  const summary = isObject(report) ? report["summary"] : undefined;
  if (!isObject(summary)) throw new Error("redocly diff tells no summary.");
  return (["major", "minor", "patch"] as const).find((name) => Number(summary[name]) > 0) ?? "nothing";
}

import { execFile } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));
const folders: string[] = [];

/** The project as far as the generator reads it, in a folder of its own. */
function copyOfProject(): string {
  const folder = mkdtempSync(join(tmpdir(), "call-handoff-test-"));
  folders.push(folder);
  for (const part of [
    "specs",
    "src",
    "scripts",
    "generated",
    "docs/errata.md",
    "package.json",
    "tsconfig.json",
    "redocly.yaml",
  ]) {
    cpSync(join(root, part), join(folder, part), { recursive: true });
  }
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  return folder;
}

interface Run {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

function generate(folder: string, ...options: string[]): Promise<Run> {
  return new Promise((resolve) => {
    const child = execFile(
      process.execPath,
      ["--import", "tsx", "scripts/generate.ts", ...options],
      { cwd: folder },
      (_error, stdout, stderr) => resolve({ status: child.exitCode ?? -1, stdout, stderr }),
    );
  });
}

function filesBelow(folder: string): Map<string, string> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const files = names.filter((name) => statSync(join(folder, name)).isFile());
  return new Map(files.toSorted().map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

describe("generating", () => {
  let refused: Run;
  let afterCheck: Map<string, string>;
  const committed = filesBelow(join(root, "generated"));

  beforeAll(async () => {
    const tampered = copyOfProject();
    appendFileSync(join(tampered, "generated/graph/v1.0/types.ts"), "\n");
    rmSync(join(tampered, "generated/acs/2024-09-15/validators.strict.js"));
    writeFileSync(join(tampered, "generated/acs/2023-03-06.ts"), "export {};\n");
    appendFileSync(join(tampered, "docs/errata.md"), "\n");
    refused = await generate(tampered, "--check");
    afterCheck = filesBelow(join(tampered, "generated"));
  }, 60_000);

  // That it names nothing else says that the committed files are up to date.
  test("--check fails and names what is changed, missing or superfluous, and nothing else", () => {
    expect(refused.status).toBe(1);
    expect(refused.stdout).toBe("");
    expect(refused.stderr.trim().split("\n").toSorted()).toEqual([
      "docs/errata.md: stale; run npm run generate",
      "generated/acs/2023-03-06.ts: nothing generates it; run npm run generate",
      "generated/acs/2024-09-15/validators.strict.js: stale; run npm run generate",
      "generated/graph/v1.0/types.ts: stale; run npm run generate",
    ]);
  });

  test("--check writes nothing", () => {
    expect(afterCheck.size).toBe(committed.size);
    expect(afterCheck.has("acs/2023-03-06.ts")).toBe(true);
    expect(afterCheck.has("acs/2024-09-15/validators.strict.js")).toBe(false);
  });
});

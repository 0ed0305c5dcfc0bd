/** The command behind `npm run release`. */
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readManifest, readStanding } from "./files.ts";
import { hindrances, relocked, renamed, stageOf } from "./plan.ts";
import { newestSection, told } from "./section.ts";

export const MODES = ["check", "stage", "notes", "publishable"] as const;

export type Mode = (typeof MODES)[number] | "prepare";

/** Where and by what means. */
export interface Surroundings {
  /** The folder of the package. */
  readonly root: string;
  /** Runs a program there, and throws where it fails. */
  readonly run: (command: string, args: readonly string[]) => void;
  /** Whether npm only shows what it would publish. */
  readonly isDryRun: boolean;
}

/** Pages that name the version of the action. */
const NAMING = ["README.md", "docs/gate.md", "docs/recipes.md"];

/**
 * Does what a mode says, and gives the lines to print.
 *
 * @throws Error that says what is wrong
 */
export function release(mode: Mode, surroundings: Surroundings): string {
  const { root } = surroundings;
  switch (mode) {
    case "prepare":
      return prepare(surroundings);
    case "check":
      return check(root);
    case "stage":
      return stageOf(readStanding(root));
    case "notes":
      return newestSection(readStanding(root).changelog).body;
    case "publishable":
      return publishable(surroundings);
  }
}

function prepare({ root, run }: Surroundings): string {
  const standing = readStanding(root);
  if (stageOf(standing) === "publish") return prepared(standing.version);
  // Before anything is changed: a release begins with the exported types on record as they are.
  run("npm", ["run", "api", "--", "--check"]);
  const { name, version: from } = readManifest(root);
  if (newestSection(standing.changelog).isUnreleased)
    // What is pending becomes a part of the version that is not released yet.
    for (const { file } of standing.pending) rmSync(join(root, ".changeset", file));
  else run(process.execPath, ["node_modules/@changesets/cli/bin.js", "version"]);
  const { version: to } = readManifest(root);
  edit(root, "CHANGELOG.md", (text) => told(text, to, standing.pending));
  if (from !== to) {
    edit(root, "package-lock.json", (text) => relocked(text, from, to));
    for (const page of NAMING) edit(root, page, (text) => renamed(text, name, from, to));
  }
  run(process.execPath, ["--import", "tsx", "scripts/api.ts"]);
  run(process.execPath, ["node_modules/oxfmt/bin/oxfmt", "CHANGELOG.md", "package.json"]);
  return `${to} is prepared: look at CHANGELOG.md, then commit all of it.`;
}

function edit(root: string, path: string, change: (text: string) => string): void {
  const file = join(root, path);
  if (!existsSync(file)) return;
  const text = readFileSync(file, "utf8");
  const changed = change(text);
  if (changed !== text) writeFileSync(file, changed);
}

function check(root: string): string {
  const standing = readStanding(root);
  const { version, pending } = standing;
  if (stageOf(standing) === "publish") return prepared(version);
  const lines = pending.map(({ file, bump }) => `${bump}: .changeset/${file}`);
  return [...lines, `After ${version}: changesets that are pending: ${pending.length}.`].join("\n");
}

function prepared(version: string): string {
  return `${version} is prepared, and nothing is pending.`;
}

function publishable({ root, isDryRun }: Surroundings): string {
  const faults = hindrances(readStanding(root), readManifest(root).repository);
  if (faults.length === 0) return "The package may be published.";
  // A dry run shows what would be in the package, also before a release.
  if (!isDryRun) throw new Error(faults.join("\n"));
  return ["This would not be published:", ...faults].join("\n");
}

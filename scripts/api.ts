/**
 * Keeps `docs/api/` in step with the types that the built package exports. With `--check` nothing is written: the command
 * exits 1 if the pages are not what the package gives. What breaks users needs a line in a changeset or, before its release, in `CHANGELOG.md` either way.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { adviceOn, describe, judge, type Outcome } from "./api/command.ts";
import { readOffer } from "./api/entries.ts";
import { writeModules } from "./api/write-text.ts";
import { readPending } from "./release/files.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const folder = join(root, "docs/api");

function isCheck(): boolean {
  try {
    return parseArgs({ options: { check: { type: "boolean", default: false } } }).values.check;
  } catch (error) {
    console.error(
      `${error instanceof Error ? error.message : String(error)}\nUsage: npm run api -- [--check]`,
    );
    process.exit(2);
  }
}

function readPages(): Map<string, string> {
  const names = existsSync(folder) ? readdirSync(folder).filter((name) => name.endsWith(".api.md")) : [];
  return new Map(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

function readIfThere(path: string): string | undefined {
  return existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : undefined;
}

/** Whether the last commit has pages; not where there is no repository. */
function isCommitted(): boolean {
  try {
    const args = ["ls-tree", "--name-only", "HEAD", "docs/api/"];
    return execFileSync("git", args, { cwd: root, stdio: ["ignore", "pipe", "ignore"] }).length > 0;
  } catch {
    return false;
  }
}

/** Names of pages that are not as they should be, superfluous ones among them. */
function differing({ pages: wanted }: Outcome, stored: ReadonlyMap<string, string>): string[] {
  return [...new Set([...wanted.keys(), ...stored.keys()])].filter(
    (name) => wanted.get(name) !== stored.get(name),
  );
}

function write({ pages: wanted }: Outcome, names: readonly string[]): void {
  mkdirSync(folder, { recursive: true });
  for (const name of names) {
    const page = wanted.get(name);
    if (page === undefined) rmSync(join(folder, name));
    else writeFileSync(join(folder, name), page);
  }
}

function run(check: boolean): string[] {
  const offer = readOffer(root);
  const pages = readPages();
  const changelog = readFileSync(join(root, "CHANGELOG.md"), "utf8");
  const modules = writeModules(offer.entries, readIfThere);
  const outcome = judge({
    version: offer.version,
    modules,
    files: offer.files,
    pages,
    isCommitted: isCommitted(),
    changelog,
    pending: readPending(root).map(({ breaking }) => `### Breaking\n\n${breaking}`),
  });
  const names = differing(outcome, pages);
  const faults = outcome.untold.length > 0 ? adviceOn(outcome.untold, outcome.notes) : [];
  if (check && names.length > 0)
    faults.push(
      ...describe(outcome.changes),
      `docs/api/ is not what the package exports: npm run api writes ${names.toSorted().join(", ")}.`,
    );
  if (faults.length > 0) return faults;
  if (!check) write(outcome, names);
  for (const line of describe(outcome.changes)) console.log(line);
  const count = `${outcome.pages.size} pages`;
  console.log(
    `docs/api: ${check || names.length === 0 ? `${count}, up to date` : `${names.length} of ${count} written`}`,
  );
  return [];
}

function faultsOf(check: boolean): string[] {
  try {
    return run(check);
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)];
  }
}

const faults = faultsOf(isCheck());
for (const line of faults) console.error(line);
process.exitCode = faults.length > 0 ? 1 : 0;

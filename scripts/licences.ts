/**
 * Writes `docs/licences.md`. With `--check` nothing is written: the command exits 1 if the page is stale. Either way it
 * exits 1 for a licence that is not allowed and for a package that names none.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { licenceFaults, licencesPage } from "./licences/page.ts";
import { readPackages } from "./licences/packages.ts";

const FILE = "docs/licences.md";
const root = fileURLToPath(new URL("..", import.meta.url));

function isCheck(): boolean {
  try {
    return parseArgs({ options: { check: { type: "boolean", default: false } } }).values.check;
  } catch (error) {
    console.error(
      `${error instanceof Error ? error.message : String(error)}\nUsage: npm run licences -- [--check]`,
    );
    process.exit(2);
  }
}

function faultsOf(check: boolean): string[] {
  const packages = readPackages(root);
  const faults = licenceFaults(packages);
  if (faults.length > 0) return faults;
  const target = join(root, FILE);
  const wanted = licencesPage(packages);
  const present = existsSync(target) ? readFileSync(target, "utf8") : "";
  if (check && present !== wanted) return [`${FILE} is stale; run npm run licences`];
  if (present !== wanted) writeFileSync(target, wanted);
  console.log(`${FILE}: ${present === wanted ? "up to date" : "written"}`);
  return [];
}

const faults = faultsOf(isCheck());
for (const fault of faults) console.error(fault);
process.exitCode = faults.length > 0 ? 1 : 0;

/**
 * Makes mutants of `src`, or of the folders and files that are named, and runs the tests of each. What became of them is
 * kept in `scripts/mutation/results.json`; those that survived are in `reports/mutation/survived.txt`. With
 * `--sample <percent>` but a part of them is tried, always the same one. The command exits 1 when fewer than 85 % were
 * found.
 */
import { mkdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { folderOf, resultsOf, type Results, saveResults, scoreOf } from "./mutation/results.ts";
import { mutate, type Mutant } from "./mutation/stryker.ts";
import { survivorsOf } from "./mutation/survivors.ts";

const THRESHOLD = 85;
const FOLDER = "reports/mutation";
const LINES = path.resolve(FOLDER, "mutants.jsonl");

function readOptions(): { patterns: readonly string[]; sample: number } {
  const options = { sample: { type: "string", default: "100" } } as const;
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  const sample = Number(values.sample);
  if (!(sample > 0 && sample <= 100)) throw new Error("--sample has to be above 0, and at most 100.");
  const patterns = (positionals.length > 0 ? positionals : ["src"]).map((name) => {
    const entry = statSync(name, { throwIfNoEntry: false });
    if (entry === undefined) throw new Error(`There is no ${name}.`);
    return entry.isDirectory() ? `${name}/**/*.ts` : name;
  });
  return { patterns, sample };
}

function said(results: Results): string {
  const { percent, margin, found, survived } = scoreOf(Object.values(results));
  const span = margin > 0 ? ` ± ${margin.toFixed(1)}` : "";
  return `${percent.toFixed(1)}${span} % (${found} of ${found + survived})`;
}

const { patterns, sample } = readOptions();
mkdirSync(FOLDER, { recursive: true });
rmSync(LINES, { force: true });
const mutants: readonly Mutant[] = await mutate(patterns, LINES, sample);
if (mutants.length === 0) throw new Error("There are no mutants of that.");
const results = resultsOf(mutants, sample);
saveResults(results);
writeFileSync(path.join(FOLDER, "survived.txt"), survivorsOf(mutants));
const folders = new Set(Object.keys(results).map(folderOf));
for (const folder of [...folders].toSorted()) {
  const here = Object.entries(results).filter(([name]) => folderOf(name) === folder);
  console.log(`${folder.padEnd(16)} ${said(Object.fromEntries(here))}`);
}
console.log(`Found: ${said(results)}; ${THRESHOLD} % have to be.`);
if (scoreOf(Object.values(results)).percent < THRESHOLD) process.exitCode = 1;

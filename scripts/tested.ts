/**
 * Writes `docs/tested.md` from the last `npm run coverage` and what `npm run mutation` found. With `--check` nothing is
 * written: the command exits 1 if a line of `src` that no test runs has no reason in `scripts/tested/not-run.json`.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { parseArgs } from "node:util";
import { readResults } from "./mutation/results.ts";
import { readCoverage } from "./tested/coverage.ts";
import { page } from "./tested/page.ts";
import { notRun } from "./tested/reasons.ts";

const FILE = "docs/tested.md";

const { values } = parseArgs({ options: { check: { type: "boolean", default: false } } });
const coverage = readCoverage();
const missing = notRun(coverage);
if (values.check) {
  const unexplained = missing.filter(({ reason }) => reason === undefined);
  for (const { file, line, text } of unexplained)
    console.error(`${file}:${line} is run by no test, and nothing says why: ${text}`);
  if (unexplained.length > 0) process.exitCode = 1;
  else console.log(`${missing.length} lines of src are run by no test, each with a reason.`);
} else {
  const kinds: Record<string, string> = JSON.parse(readFileSync("scripts/tested/kinds.json", "utf8"));
  writeFileSync(FILE, page({ coverage, results: readResults(), notRun: missing, kinds }));
  console.log(`${FILE}: written`);
}

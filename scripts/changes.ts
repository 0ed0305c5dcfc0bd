/**
 * Writes `docs/changes/`: what is different between neighbouring versions, and a page for each rule. With `--check`
 * nothing is written: the command exits 1 if the folder is not what follows from rules and versions.
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { driftLines, driftOf, repair } from "./changes/folder.ts";
import { pages } from "./changes/pages.ts";

/** Written by `npm run changes:seeds`. */
const OTHERS = ["seeds.md"];

function isCheck(): boolean {
  try {
    return parseArgs({ options: { check: { type: "boolean", default: false } } }).values.check;
  } catch (error) {
    console.error(
      `${error instanceof Error ? error.message : String(error)}\nUsage: npm run changes -- [--check]`,
    );
    process.exit(2);
  }
}

const check = isCheck();
const folder = join(fileURLToPath(new URL("..", import.meta.url)), "docs/changes");
const wanted = pages();
const drift = driftOf(folder, wanted, OTHERS);
const lines = driftLines(drift);
if (!check) {
  repair(folder, wanted, drift);
  console.log(
    `docs/changes: ${wanted.size} pages, ${lines.length === 0 ? "unchanged" : `${lines.length} written`}`,
  );
} else if (lines.length === 0) console.log(`docs/changes: ${wanted.size} pages, up to date`);
else {
  console.error(
    `docs/changes is not what follows from rules and versions; npm run changes\n${lines.join("\n")}`,
  );
  process.exit(1);
}

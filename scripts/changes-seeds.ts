/**
 * Writes `docs/changes/seeds.md`: edits of which is known what they break, beside what `call-handoff diff` and
 * `redocly diff` say of them. That takes some minutes, as `redocly diff` is a process for each. With `--check` nothing is
 * written, and what `redocly diff` says is taken from the page: the command exits 1 if anything else is not as it says.
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { readSeeds, type Seed } from "../conformance/diff/seeds/seeds.ts";
import { redoclyBumps, type Bump } from "./changes/redocly.ts";
import { bumpsOn, judgedSeed, seedsPage } from "./changes/seeds-page.ts";
import { differenceOf } from "./traceability/difference.ts";

const FILE = "docs/changes/seeds.md";

function isCheck(): boolean {
  try {
    return parseArgs({ options: { check: { type: "boolean", default: false } } }).values.check;
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    console.error(`${reason}\nUsage: npm run changes:seeds -- [--check]`);
    process.exit(2);
  }
}

/** A seed that the page does not know is one of which nothing is seen, so that the page is another. */
function told(seeds: readonly Seed[], page: string): Bump[] {
  const known = bumpsOn(page);
  return seeds.map(({ id }) => known.get(id) ?? "nothing");
}

const check = isCheck();
const target = join(fileURLToPath(new URL("..", import.meta.url)), FILE);
const present = existsSync(target) ? readFileSync(target, "utf8") : "";
const seeds = readSeeds();
const bumps = check
  ? told(seeds, present)
  : await redoclyBumps(seeds.map(({ old, revised }) => ({ old: old.document, new: revised.document })));
const judged = seeds.map((seed, index) => judgedSeed(seed, bumps[index] ?? "nothing"));
const wanted = seedsPage(judged);
const wrong = judged.filter(({ isRight }) => !isRight).map(({ seed }) => seed.id);

if (!check) {
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(target, wanted);
  console.log(`${FILE}: ${present === wanted ? "unchanged" : "written"}`);
} else if (present === wanted) console.log(`${FILE}: up to date`);
else {
  console.error(`${FILE} is not what follows from the seeds; npm run changes:seeds`);
  console.error(differenceOf(present, wanted));
  process.exit(1);
}
if (wrong.length > 0) {
  console.error(`call-handoff diff is wrong about ${wrong.join(", ")}.`);
  process.exit(1);
}

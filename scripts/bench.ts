/**
 * `npm run bench -- [part …]`: measures the built package beside its peers and prints one table. Exits 1 if a goal is missed.
 * Without the names of parts all are measured; the last of them, tests with a million messages, take most of the time.
 *
 * `--write` also keeps the raw figures in `scripts/bench/results.json` and writes `docs/performance.md` from them;
 * `--check` only says whether that page is what these figures give. `--json <file>` writes the raw figures elsewhere.
 * `--quick` measures ratios in few rounds, and exits 1 where one is far worse than before.
 */
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { root } from "./bench/built.ts";
import { isMissed } from "./bench/figures.ts";
import { page } from "./bench/page.ts";
import { PARTS, type Part } from "./bench/parts.ts";
import { judge, judged } from "./bench/quick.ts";
import { readResults, rounded, writeResults, type Measured, type Results } from "./bench/results.ts";
import { asText } from "./bench/table.ts";
import { differenceOf } from "./traceability/difference.ts";

const RESULTS = "scripts/bench/results.json";
const PAGE = "docs/performance.md";
const USAGE = `Usage: npm run bench -- [--quick] [--write] [--json <file>] [part …]
       npm run bench -- --check
Parts: ${Object.keys(PARTS).join(", ")}`;

const machine = {
  node: process.version,
  platform: `${process.platform} ${process.arch}`,
  processors: availableParallelism(),
};

function readOptions() {
  try {
    const options = {
      check: { type: "boolean", default: false },
      json: { type: "string" },
      quick: { type: "boolean", default: false },
      write: { type: "boolean", default: false },
    } as const;
    const { values, positionals } = parseArgs({ allowPositionals: true, options });
    for (const name of positionals) if (!PARTS[name]) throw new RangeError(`There is no part ${name}.`);
    if (values.quick && (values.write || values.json !== undefined))
      throw new RangeError("A quick run gives no figures to keep.");
    const parts = Object.entries(PARTS).filter(
      ([name]) => positionals.length === 0 || positionals.includes(name),
    );
    return { ...values, parts };
  } catch (error) {
    console.error(`${messageOf(error)}\n${USAGE}`);
    process.exit(2);
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function stored(): Results {
  const file = join(root, RESULTS);
  return existsSync(file) ? readResults(readFileSync(file, "utf8")) : {};
}

/** Whether the page is what the figures give. */
function check(): boolean {
  const file = join(root, PAGE);
  const wanted = page(PARTS, stored());
  const present = existsSync(file) ? readFileSync(file, "utf8") : "";
  if (present === wanted) console.log(`${PAGE}: up to date with ${RESULTS}`);
  else {
    console.error(`${PAGE} is not what ${RESULTS} gives; npm run bench -- --write writes both`);
    console.error(differenceOf(present, wanted));
  }
  return present === wanted;
}

/** Measures ratios in a hurry; gives whether none is far worse than it was. */
async function quick(parts: readonly (readonly [string, Part])[]): Promise<boolean> {
  const last = stored();
  let gross = 0;
  for (const [name, { title, margin, measure }] of parts) {
    if (margin === undefined) continue;
    const started = performance.now();
    const figures = await measure("quick");
    const judgements = judge(figures, last[name]?.figures ?? [], margin);
    if (judgements.length === 0) throw new Error(`Nothing of the part ${name} could be judged.`);
    console.log(`\n${title} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
    for (const line of judged(judgements)) console.log(`  ${line}`);
    gross += judgements.filter(({ isGross }) => isGross).length;
  }
  console.log(gross === 0 ? "\nNo gross regression." : `\nGross regressions: ${gross}.`);
  return gross === 0;
}

/** Measures all of it; gives whether every part could be measured and every goal is met. */
async function full(parts: readonly (readonly [string, Part])[], isKept: boolean, json?: string) {
  const measured = new Map<string, Measured>();
  const failed: string[] = [];
  for (const [name, { title, method, measure }] of parts) {
    console.log(`\n${title}\n${method}`);
    const started = performance.now();
    try {
      const figures = (await measure("full")).map(rounded);
      measured.set(name, { date: new Date().toISOString().slice(0, 10), machine, figures });
      console.log(`Took ${((performance.now() - started) / 1000).toFixed(0)} s.`);
    } catch (error) {
      failed.push(`${name} could not be measured: ${messageOf(error)}`);
      console.error(failed.at(-1));
    }
  }
  const sections = [...measured].map(([name, { figures }]) => ({
    title: PARTS[name]?.title ?? name,
    figures,
  }));
  console.log(`\n${asText(sections).join("\n")}`);
  const results = Object.fromEntries(measured);
  if (json !== undefined) writeFileSync(json, writeResults(results));
  // Parts that were not asked for, or could not be measured, stay as they were; the page tells the date of each.
  if (isKept) keep({ ...stored(), ...results });
  const missed = sections.flatMap(({ figures }) => figures).filter(isMissed).length;
  for (const one of failed) console.error(one);
  console.log(missed === 0 ? "\nNo goal is missed." : `\nGoals missed: ${missed}.`);
  return missed === 0 && failed.length === 0;
}

function keep(results: Results): void {
  const ordered = Object.keys(PARTS).flatMap((name) => {
    const measured = results[name];
    return measured ? [[name, measured] as const] : [];
  });
  const whole = Object.fromEntries(ordered);
  writeFileSync(join(root, RESULTS), writeResults(whole));
  writeFileSync(join(root, PAGE), page(PARTS, whole));
  console.log(`\n${RESULTS} and ${PAGE} are written.`);
}

const { check: isCheck, quick: isQuick, write, json, parts } = readOptions();
if (!isCheck) console.log(`Node.js ${machine.node}, ${machine.platform}, ${machine.processors} processors`);
const isGood = isCheck ? check() : isQuick ? await quick(parts) : await full(parts, write, json);
process.exitCode = isGood ? 0 : 1;

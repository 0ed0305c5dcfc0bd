import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import type { Mutant } from "./stryker.ts";

/** What became of the mutants of a file. */
export interface FileResult {
  readonly killed: number;
  /** Found because a test waited for too long, or a loop did not end. */
  readonly timeout: number;
  readonly survived: number;
  /** In code that no test runs: counted as survived. */
  readonly notRun: number;
  /** Not tried, as it is in a sentence or runs when a module is loaded; or tried without a result. */
  readonly left: number;
  /** How much of the mutants was tried, in percent; the counts are of that part. */
  readonly sample: number;
  /** Those that were not found, by the name of the mutator. */
  readonly kinds: Readonly<Record<string, number>>;
}

type Count = Exclude<keyof FileResult, "kinds" | "sample">;

export type Results = Record<string, FileResult>;

const FILE = "scripts/mutation/results.json";
const NONE: Omit<FileResult, "sample"> = {
  killed: 0,
  timeout: 0,
  survived: 0,
  notRun: 0,
  left: 0,
  kinds: {},
};
const COUNTED: Readonly<Record<string, Count>> = {
  Killed: "killed",
  Timeout: "timeout",
  Survived: "survived",
  NoCoverage: "notRun",
  // Nothing is known of it: a test that failed with it also failed without it, twice.
  RuntimeError: "left",
  Ignored: "left",
};
/** Of a mutant that is not in the sample. */
const NOT_CHOSEN = "CompileError";

export function readResults(): Results {
  return existsSync(FILE) ? JSON.parse(readFileSync(FILE, "utf8")) : {};
}

export function resultsOf(
  mutants: readonly Pick<Mutant, "fileName" | "status" | "mutatorName">[],
  sample: number,
): Results {
  const results: Results = {};
  for (const { fileName, status, mutatorName } of mutants) {
    const name = path.relative(process.cwd(), fileName);
    if (status === NOT_CHOSEN) continue;
    const place = COUNTED[status];
    if (place === undefined) throw new Error(`${name}: a mutant is ${status}.`);
    const before = results[name] ?? { ...NONE, sample };
    const isFound = place !== "survived" && place !== "notRun";
    const kinds = isFound
      ? before.kinds
      : { ...before.kinds, [mutatorName]: (before.kinds[mutatorName] ?? 0) + 1 };
    results[name] = { ...before, [place]: before[place] + 1, kinds };
  }
  return results;
}

/** Keeps what is known of other files, as far as there are any. */
export function saveResults(found: Results): Results {
  const all = Object.entries({ ...readResults(), ...found });
  const present = all
    .filter(([name]) => existsSync(name))
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
  const results = Object.fromEntries(present);
  const lines = present.map(([name, result]) => `  ${JSON.stringify(name)}: ${JSON.stringify(result)}`);
  writeFileSync(FILE, `{\n${lines.join(",\n")}\n}\n`);
  return results;
}

export interface Score {
  readonly found: number;
  readonly survived: number;
  /** In percent of the mutants; 100 of none. */
  readonly percent: number;
  /** By how much it may be off with a probability of 95 %, where it is of a sample. */
  readonly margin: number;
}

/** The score of several files. Where but a sample of a file was tried, each of its mutants stands for others. */
export function scoreOf(results: readonly FileResult[]): Score {
  const score = { found: 0, survived: 0, standFor: 0, variance: 0, whole: 0 };
  for (const { killed, timeout, survived, notRun, sample } of results) {
    const [found, lost, weight] = [killed + timeout, survived + notRun, 100 / sample];
    score.found += found;
    score.survived += lost;
    score.standFor += found * weight;
    score.whole += (found + lost) * weight;
    if (sample < 100) score.variance += (found + lost) * weight * weight;
  }
  const share = score.whole === 0 ? 1 : score.standFor / score.whole;
  const margin =
    score.whole === 0 ? 0 : (1.96 * Math.sqrt(score.variance * share * (1 - share))) / score.whole;
  return { found: score.found, survived: score.survived, percent: 100 * share, margin: 100 * margin };
}

/** `src/http/clock.ts` is in `src/http`, and `src/errors.ts` in `src`. */
export function folderOf(file: string): string {
  return file.split("/").slice(0, -1).slice(0, 2).join("/");
}

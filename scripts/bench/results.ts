/** What a run has measured, as it is kept in `results.json`. */
import { UNITS, type Figure, type Goal } from "./figures.ts";

/** One part of a run. */
export interface Measured {
  /** The day, as in `2026-11-21`. */
  readonly date: string;
  readonly machine: Machine;
  readonly figures: readonly Figure[];
}

/** Where it was measured, in general terms. */
export interface Machine {
  /** The version of Node.js, with its `v`. */
  readonly node: string;
  /** Such as `linux x64`. */
  readonly platform: string;
  readonly processors: number;
}

/** By the names of the parts. */
export type Results = Readonly<Record<string, Measured>>;

/** Enough of a number for every table: what is printed and what is kept are the same. */
export function rounded(figure: Figure): Figure {
  const short = (values: readonly number[]) => values.map((value) => Number(value.toPrecision(6)));
  const { values, peer } = figure;
  return { ...figure, values: short(values), ...(peer && { peer: { ...peer, values: short(peer.values) } }) };
}

/** The text of the file: one line for each figure, so that a change can be read. */
export function writeResults(results: Results): string {
  const parts = Object.entries(results).map(([name, { date, machine, figures }]) => {
    const lines = figures.map((figure) => `      ${JSON.stringify(figure)}`).join(",\n");
    const head = `    "date": ${JSON.stringify(date)},\n    "machine": ${JSON.stringify(machine)}`;
    return `  ${JSON.stringify(name)}: {\n${head},\n    "figures": [\n${lines}\n    ]\n  }`;
  });
  return `{\n${parts.join(",\n")}\n}\n`;
}

/** @throws TypeError for a text that is not such a file */
export function readResults(text: string): Results {
  const results: unknown = JSON.parse(text);
  if (!isResults(results)) throw new TypeError("These are no results of npm run bench.");
  return results;
}

function isResults(value: unknown): value is Results {
  return isRecord(value) && Object.values(value).every(isMeasured);
}

function isMeasured(value: unknown): value is Measured {
  if (!isRecord(value) || !isRecord(value["machine"])) return false;
  const { node, platform, processors } = value["machine"];
  return (
    typeof value["date"] === "string" &&
    typeof node === "string" &&
    typeof platform === "string" &&
    typeof processors === "number" &&
    Array.isArray(value["figures"]) &&
    value["figures"].every(isFigure)
  );
}

function isFigure(value: unknown): value is Figure {
  if (!isRecord(value)) return false;
  const { name, unit, values, peer, goal } = value;
  return (
    typeof name === "string" &&
    UNITS.some((known) => known === unit) &&
    isNumbers(values) &&
    (peer === undefined ||
      (isRecord(peer) && typeof peer["name"] === "string" && isNumbers(peer["values"]))) &&
    (goal === undefined || isGoal(goal))
  );
}

function isGoal(value: unknown): value is Goal {
  if (!isRecord(value)) return false;
  const { of, most, least } = value;
  const isBound = (bound: unknown) => bound === undefined || typeof bound === "number";
  return (of === "ratio" || of === "value") && isBound(most) && isBound(least) && most !== least;
}

/** What could not be measured is `null` in JSON, and is refused: a page with holes would be no page of figures. */
function isNumbers(value: unknown): value is number[] {
  return Array.isArray(value) && value.every((one) => typeof one === "number");
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

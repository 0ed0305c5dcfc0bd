/** What the parts of the benchmark have in common: figures, their goals and how they are printed. */
import { spreadOf, type Spread } from "./statistics.ts";

/** One thing that was found out. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: Unit;
  /** How far the single rounds lie apart. Absent where nothing is random. */
  readonly spread?: Spread;
  /** What the value may be at most. Absent for what is information only. */
  readonly goal?: number | undefined;
  /** What the value has to be at least. */
  readonly least?: number | undefined;
}

/** In what a figure is measured; `×` is a ratio. */
export type Unit = "×" | "kB" | "ms" | "µs" | "ns" | "/s";

const DECIMALS: Readonly<Record<Unit, number>> = { "×": 3, kB: 2, ms: 1, µs: 0, ns: 0, "/s": 0 };

/** The median of one value per round. */
export function figure(name: string, unit: Unit, values: readonly number[], goal?: number): Figure {
  const spread = spreadOf(values);
  return { name, value: spread[2], unit, spread, goal };
}

/** The same for what is the better the higher it is. */
export function figureOfLeast(name: string, unit: Unit, values: readonly number[], least: number): Figure {
  return { ...figure(name, unit, values), least };
}

/** Whether a figure misses its goal. One that could not be measured (`NaN`) misses it too. */
export function isMissed({ value, goal, least }: Figure): boolean {
  return (goal !== undefined && !(value <= goal)) || (least !== undefined && !(value >= least));
}

/** A line for each figure, in columns. */
export function printed(figures: readonly Figure[]): string[] {
  const width = Math.max(...figures.map(({ name }) => name.length));
  return figures.map((one) => {
    const { name, value, unit, spread, goal, least } = one;
    const result = isMissed(one) ? "MISSED" : "met";
    const columns = [`${name.padEnd(width)}  ${inUnit(value, unit).padStart(6)} ${unit}`];
    if (goal !== undefined) columns.push(`goal ≤ ${goal} ${unit}: ${result}`);
    if (least !== undefined) columns.push(`goal ≥ ${least} ${unit}: ${result}`);
    if (spread) {
      const [lowest, lower, , upper, highest] = spread.map((edge) => inUnit(edge, unit));
      columns.push(`quartiles ${lower}–${upper}, all ${lowest}–${highest}`);
    }
    return columns.join("   ");
  });
}

function inUnit(value: number, unit: Unit): string {
  return value.toFixed(DECIMALS[unit]);
}

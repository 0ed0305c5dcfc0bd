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
}

/** In what a figure is measured; `×` is a ratio. */
export type Unit = "×" | "kB" | "ms" | "µs" | "ns" | "/s";

const DECIMALS: Readonly<Record<Unit, number>> = { "×": 3, kB: 2, ms: 1, µs: 0, ns: 0, "/s": 0 };

/** The median of one value per round. */
export function figure(name: string, unit: Unit, values: readonly number[], goal?: number): Figure {
  const spread = spreadOf(values);
  return { name, value: spread[2], unit, spread, goal };
}

/** Whether a figure misses its goal. One that could not be measured (`NaN`) misses it too. */
export function isMissed({ value, goal }: Figure): boolean {
  return goal !== undefined && !(value <= goal);
}

/** A line for each figure, in columns. */
export function printed(figures: readonly Figure[]): string[] {
  const width = Math.max(...figures.map(({ name }) => name.length));
  return figures.map((one) => {
    const { name, value, unit, spread, goal } = one;
    const columns = [`${name.padEnd(width)}  ${inUnit(value, unit).padStart(6)} ${unit}`];
    if (goal !== undefined) columns.push(`goal ≤ ${goal} ${unit}: ${isMissed(one) ? "MISSED" : "met"}`);
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

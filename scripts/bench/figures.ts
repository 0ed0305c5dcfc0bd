/** What the parts of the benchmark have in common: figures, what they are compared with, and their goals. */
import { spreadOf } from "./statistics.ts";

/** One thing that was found out. */
export interface Figure {
  /** Unique within its part. */
  readonly name: string;
  readonly unit: Unit;
  /** One value for each round; a single one where nothing is random. */
  readonly values: readonly number[];
  /** What it is compared with. */
  readonly peer?: Peer;
  /** Absent for what is information only. */
  readonly goal?: Goal;
  /** Tells of the code of others, for comparison. */
  readonly isOthers?: boolean;
}

/** What was measured in the same rounds, in the same unit. */
export interface Peer {
  readonly name: string;
  readonly values: readonly number[];
}

/** What the median has to be: that of the ratios to the peer, or that of the values. */
export interface Goal {
  readonly of: "ratio" | "value";
  readonly most?: number;
  readonly least?: number;
}

/** In what a figure is measured. A count has no unit. */
export type Unit = (typeof UNITS)[number];
export const UNITS = ["kB", "MB", "s", "ms", "µs", "ns", "/s", ""] as const;

const DECIMALS: Readonly<Record<Unit, number>> = { kB: 2, MB: 2, s: 2, ms: 1, µs: 1, ns: 0, "/s": 0, "": 0 };

/** How much part of a run is to be measured: all of it, or no more than shows a gross regression. */
export type Extent = "full" | "quick";

/** The ratios to the peer, one for each round; none where there is no peer. */
export function ratiosOf({ values, peer }: Figure): readonly number[] {
  if (!peer) return [];
  return values.map((value, round) => value / (peer.values[round] ?? Number.NaN));
}

/** The median of the values. */
export function medianOf(values: readonly number[]): number {
  return values.length === 0 ? Number.NaN : spreadOf(values)[2];
}

/** Whether a figure misses its goal. One that could not be measured (`NaN`, or no value) misses it too. */
export function isMissed(figure: Figure): boolean {
  const { goal, values } = figure;
  if (!goal) return false;
  return !isWithin(medianOf(goal.of === "ratio" ? ratiosOf(figure) : values), goal);
}

/** Whether a value keeps both bounds. */
export function isWithin(value: number, { most, least }: Omit<Goal, "of">): boolean {
  return !Number.isNaN(value) && value <= (most ?? Infinity) && value >= (least ?? -Infinity);
}

/** A number with its unit. */
export function inUnit(value: number, unit: Unit): string {
  return `${asNumber(value, unit)} ${unit}`.trimEnd();
}

/** A number as precise as its unit deserves. */
export function asNumber(value: number, unit: Unit): string {
  return value.toFixed(DECIMALS[unit]);
}

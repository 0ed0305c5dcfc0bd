/** What a quick run fails for: gross regressions, which hold on any machine however busy it is. */
import { isWithin, medianOf, ratiosOf, type Figure, type Goal } from "./figures.ts";

/** What a figure was held against. */
export interface Judgement {
  readonly name: string;
  readonly value: number;
  /** What the value may be. */
  readonly most?: number;
  readonly least?: number;
  readonly isGross: boolean;
}

/**
 * Judges what can be judged in a hurry: ratios within a round, with a wide margin, and what is no matter of chance, with none.
 *
 * @param margin - by what factor a ratio may be worse than its goal or than when it was last measured in full, whichever is worse
 */
export function judge(
  figures: readonly Figure[],
  last: readonly Figure[],
  margin: number,
): readonly Judgement[] {
  return figures.flatMap((figure) => {
    const known = last.find((one) => one.name === figure.name && one.peer?.name === figure.peer?.name);
    return [...ofValue(figure), ...ofRatio(figure, known, margin)];
  });
}

/** A single value has no chance in it. */
function ofValue({ name, values, goal }: Figure): Judgement[] {
  if (values.length !== 1 || goal?.of !== "value") return [];
  return [judgement(name, medianOf(values), goal)];
}

function ofRatio(figure: Figure, known: Figure | undefined, margin: number): Judgement[] {
  const { name, unit, values, peer, goal, isOthers } = figure;
  if (!peer || isOthers || values.length < 2) return [];
  const before = known ? medianOf(ratiosOf(known)) : undefined;
  const goals: Omit<Goal, "of"> = goal?.of === "ratio" ? goal : {};
  const title = `${name} / ${peer.name}`;
  const value = medianOf(ratiosOf(figure));
  // Of what is counted per second more is better.
  if (unit === "/s") {
    const least = worst(Math.min, before, goals.least);
    return least === undefined ? [] : [judgement(title, value, { least: least / margin })];
  }
  const most = worst(Math.max, before, goals.most);
  return most === undefined ? [] : [judgement(title, value, { most: most * margin })];
}

function worst(
  pick: (...values: number[]) => number,
  ...values: readonly (number | undefined)[]
): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : pick(...known);
}

function judgement(name: string, value: number, { most, least }: Omit<Goal, "of">): Judgement {
  const bounds = { ...(most !== undefined && { most }), ...(least !== undefined && { least }) };
  return { name, value, ...bounds, isGross: !isWithin(value, bounds) };
}

/** A line for each, in columns. */
export function judged(judgements: readonly Judgement[]): string[] {
  const width = Math.max(...judgements.map(({ name }) => name.length));
  return judgements.map(({ name, value, most, least, isGross }) => {
    const bound = most === undefined ? `≥ ${short(least)}` : `≤ ${short(most)}`;
    return `${name.padEnd(width)}  ${short(value).padStart(7)}  ${bound.padEnd(8)}  ${isGross ? "GROSS REGRESSION" : "good"}`;
  });
}

function short(value = Number.NaN): string {
  return String(Number(value.toPrecision(3)));
}

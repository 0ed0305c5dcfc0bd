import { by, report } from "../course.ts";
import { at, type Spot } from "../spot.ts";
import { written } from "../wording.ts";
import type { SchemaCourse, ShapePair } from "./course.ts";
import { FRACTION } from "./kinds.ts";
import { eachOf, partWith, type Shape } from "./shape.ts";

interface Limit {
  readonly value: number;
  /** Whether the value itself is outside. */
  readonly exclusive: boolean;
  readonly spot: Spot;
}

const NUMBERS = ["integer", FRACTION];

/** Limits from below and above: the types that have them, and what holds where nothing is said. */
const LIMITS: readonly (readonly [string, readonly string[], 1 | -1, number])[] = [
  ["minLength", ["string"], 1, 0],
  ["minItems", ["array"], 1, 0],
  ["minProperties", ["object"], 1, 0],
  ["minimum", NUMBERS, 1, -Infinity],
  ["maxLength", ["string"], -1, Infinity],
  ["maxItems", ["array"], -1, Infinity],
  ["maxProperties", ["object"], -1, Infinity],
  ["maximum", NUMBERS, -1, Infinity],
];

/**
 * Compares how long, many, small and large values may be.
 *
 * @param types - what both admit; a limit of other types limits nothing
 */
export function compareLimits(course: SchemaCourse, pair: ShapePair, types: ReadonlySet<string>): void {
  const isOf = (some: readonly string[]): boolean => some.some((type) => types.has(type));
  for (const [keyword, some, sign, absent] of LIMITS.filter(([, list]) => isOf(list))) {
    const isWhole = some === NUMBERS && !types.has(FRACTION);
    const old = strictest(pair.old, keyword, sign, isWhole);
    const revised = strictest(pair.new, keyword, sign, isWhole);
    const tighter = compared(revised, old, sign, absent);
    if (tighter !== 0) tell(course, keyword, tighter > 0, old, revised);
  }
  if (isOf(["array"])) compareUnique(course, pair);
  if (isOf(NUMBERS)) compareMultiples(course, pair);
}

function tell(
  course: SchemaCourse,
  keyword: string,
  tightened: boolean,
  old: Limit | undefined,
  revised: Limit | undefined,
): void {
  const rule = tightened
    ? by(course, "sent-limit-tightened", "received-limit-tightened")
    : by(course, "sent-limit-loosened", "received-limit-loosened");
  report(course, rule, sentence(keyword, old && shownLimit(old), revised && shownLimit(revised)), {
    old: old?.spot,
    new: revised?.spot,
  });
}

function sentence(keyword: string, old: string | undefined, revised: string | undefined): string {
  if (old === undefined) return `${keyword} is now ${revised}; there was no such limit.`;
  if (revised === undefined) return `${keyword}, which was ${old}, is gone.`;
  return `${keyword} is now ${revised} instead of ${old}.`;
}

function shownLimit({ value, exclusive }: Limit): string {
  return exclusive ? `${value}, itself excluded` : String(value);
}

/** The limit that binds where several parts have one. `sign` is 1 for limits from below. */
function strictest(shape: Shape, keyword: string, sign: 1 | -1, isWhole: boolean): Limit | undefined {
  const exclusiveKeyword = `exclusive${keyword.charAt(0).toUpperCase()}${keyword.slice(1)}`;
  const limits: Limit[] = [];
  for (const spot of eachOf(shape, keyword)) {
    // OpenAPI 3.0 says beside the limit whether it is excluded.
    const part = shape.parts.find(({ pointer }) => spot.pointer === `${pointer}/${keyword}`);
    const exclusive = part !== undefined && at(part, [exclusiveKeyword]).value === true;
    if (typeof spot.value === "number") limits.push(limitOf(spot.value, exclusive, spot, sign, isWhole));
  }
  for (const spot of eachOf(shape, exclusiveKeyword)) {
    if (typeof spot.value === "number") limits.push(limitOf(spot.value, true, spot, sign, isWhole));
  }
  const [strict] = limits.toSorted((a, b) => compared(b, a, sign, 0));
  return strict;
}

/** A limit; where only integers count, the last integer within it. */
function limitOf(value: number, exclusive: boolean, spot: Spot, sign: 1 | -1, isWhole: boolean): Limit {
  if (!isWhole) return { value, exclusive, spot };
  const last = sign === 1 ? Math.ceil(value) : Math.floor(value);
  return { value: exclusive && last === value ? value + sign : last, exclusive: false, spot };
}

/** Above 0 where the first limit is the tighter one. */
function compared(one: Limit | undefined, other: Limit | undefined, sign: 1 | -1, absent: number): number {
  const [a, b] = [one?.value ?? absent, other?.value ?? absent];
  return a === b
    ? Number(one?.exclusive ?? false) - Number(other?.exclusive ?? false)
    : sign * (a > b ? 1 : -1);
}

function compareUnique(course: SchemaCourse, pair: ShapePair): void {
  const spots = { old: partWith(pair.old, "uniqueItems"), new: partWith(pair.new, "uniqueItems") };
  const isUnique = (shape: Shape): boolean =>
    eachOf(shape, "uniqueItems").some(({ value }) => value === true);
  if (isUnique(pair.old) === isUnique(pair.new)) return;
  if (isUnique(pair.new)) {
    const rule = by(course, "sent-limit-tightened", "received-limit-tightened");
    report(course, rule, "Items now have to be different from each other.", spots);
  } else {
    const rule = by(course, "sent-limit-loosened", "received-limit-loosened");
    report(course, rule, "Items may now be equal to each other.", spots);
  }
}

function compareMultiples(course: SchemaCourse, pair: ShapePair): void {
  const [old] = eachOf(pair.old, "multipleOf");
  const [revised] = eachOf(pair.new, "multipleOf");
  const [from, to] = [old?.value, revised?.value];
  if (from === to) return;
  const spots = { old, new: revised };
  const message = sentence("multipleOf", textOf(from), textOf(to));
  if (from === undefined || isMultiple(to, from)) {
    report(course, by(course, "sent-limit-tightened", "received-limit-tightened"), message, spots);
  } else if (to === undefined || isMultiple(from, to)) {
    report(course, by(course, "sent-limit-loosened", "received-limit-loosened"), message, spots);
  } else {
    report(course, by(course, "sent-assertion-changed", "received-assertion-changed"), message, spots);
  }
}

function textOf(value: unknown): string | undefined {
  return value === undefined ? undefined : written(value);
}

function isMultiple(value: unknown, of: unknown): boolean {
  return typeof value === "number" && typeof of === "number" && value % of === 0;
}

import { isSame } from "../../json.ts";
import { areVersions, by, report } from "../course.ts";
import { exists, type Spot } from "../spot.ts";
import { isOrAre, written, writtenList } from "../wording.ts";
import type { SchemaCourse, ShapePair } from "./course.ts";
import { eachOf, type Shape } from "./shape.ts";

/** The values that a schema lists. */
export interface Values {
  /** Whether there are no others. */
  readonly closed: boolean;
  readonly list: readonly unknown[];
  readonly spot: Spot;
}

/** The values that a schema lists beside `null`, if it does. What several parts list has to be in each list. */
export function valuesOf(shape: Shape): Values | undefined {
  const closed = [
    ...eachOf(shape, "const").map((spot) => ({ spot, list: [spot.value] })),
    ...eachOf(shape, "enum").map((spot) => ({ spot, list: listOf(spot) })),
  ];
  const [first, ...others] = closed;
  if (first) {
    const list = first.list.filter((value) => others.every((other) => holds(other.list, value)));
    return { closed: true, list: list.filter((value) => value !== null), spot: first.spot };
  }
  const [known] = eachOf(shape, "x-extensible-enum");
  return known && { closed: false, list: listOf(known), spot: known };
}

/** Compares the values that are listed, and whether there are others. */
export function compareValues(course: SchemaCourse, pair: ShapePair): void {
  const old = valuesOf(pair.old);
  const revised = valuesOf(pair.new);
  if (old?.closed && revised?.closed) compareClosed(course, old, revised);
  else if (old?.closed) openUp(course, pair, old, revised);
  else if (revised?.closed) close(course, pair, old, revised);
  else if (old && revised) compareKnown(course, old, revised);
  else if (revised) {
    const message = `${writtenList(revised.list)} ${isOrAre(revised.list)} now listed as known.`;
    report(course, "document-known-values-listed", message, { new: revised.spot });
  } else if (old) {
    const message = `${writtenList(old.list)} ${isOrAre(old.list)} no longer listed as known.`;
    report(course, "document-known-values-unlisted", message, { old: old.spot });
  }
}

function compareClosed(course: SchemaCourse, old: Values, revised: Values): void {
  const gone = old.list.filter((value) => !holds(revised.list, value));
  const fresh = revised.list.filter((value) => !holds(old.list, value));
  const spots = { old: old.spot, new: revised.spot };
  if (old.list.length === 1 && revised.list.length === 1 && fresh.length === 1) {
    const [from, to] = [old.list[0], revised.list[0]];
    const message = `The value is now ${written(to)} instead of ${written(from)}.`;
    const rule =
      course.selects && areVersions(course, from, to)
        ? "document-version-selector-changed"
        : by(course, "sent-constant-changed", "received-constant-changed");
    return report(course, rule, message, spots);
  }
  if (gone.length > 0) {
    const message = `${writtenList(gone)} ${isOrAre(gone)} no longer possible.`;
    report(course, by(course, "sent-value-removed", "received-value-removed"), message, spots);
  }
  if (fresh.length > 0) {
    const message = `${writtenList(fresh)} ${isOrAre(fresh)} now possible.`;
    report(course, by(course, "sent-value-added", "received-value-added"), message, spots);
  }
}

function compareKnown(course: SchemaCourse, old: Values, revised: Values): void {
  const gone = old.list.filter((value) => !holds(revised.list, value));
  const fresh = revised.list.filter((value) => !holds(old.list, value));
  const spots = { old: old.spot, new: revised.spot };
  if (gone.length > 0) {
    const message = `${writtenList(gone)} ${isOrAre(gone)} no longer known.`;
    report(course, by(course, "sent-known-value-removed", "received-known-value-removed"), message, spots);
  }
  if (fresh.length > 0) {
    const message = `${writtenList(fresh)} ${isOrAre(fresh)} now known; the set is open.`;
    report(course, by(course, "sent-known-value-added", "received-known-value-added"), message, spots);
  }
}

function openUp(course: SchemaCourse, pair: ShapePair, old: Values, revised: Values | undefined): void {
  const message = `Values other than ${writtenList(old.list)} are now possible.`;
  const spots = { old: old.spot, new: revised?.spot ?? pair.new.home };
  report(course, by(course, "sent-values-opened", "received-values-opened"), message, spots);
  if (revised)
    compareKnown(course, old, { ...revised, list: revised.list.filter((value) => holds(old.list, value)) });
}

function close(course: SchemaCourse, pair: ShapePair, old: Values | undefined, revised: Values): void {
  const message = `Only ${writtenList(revised.list)} ${isOrAre(revised.list)} possible now.`;
  const spots = { old: old?.spot ?? pair.old.home, new: revised.spot };
  report(course, by(course, "sent-values-closed", "received-values-closed"), message, spots);
}

function listOf(spot: Spot): readonly unknown[] {
  return exists(spot) && Array.isArray(spot.value) ? spot.value : [];
}

function holds(list: readonly unknown[], value: unknown): boolean {
  return list.some((one) => isSame(one, value));
}

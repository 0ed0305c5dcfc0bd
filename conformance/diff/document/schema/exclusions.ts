import { isObject, isSame } from "../../json.ts";
import { by, report } from "../course.ts";
import type { Spot } from "../spot.ts";
import { isOrAre, written, writtenList } from "../wording.ts";
import type { SchemaCourse, ShapePair } from "./course.ts";
import { eachOf } from "./shape.ts";

/** Compares what `not` excludes. */
export function compareExclusions(course: SchemaCourse, pair: ShapePair): void {
  const old = eachOf(pair.old, "not");
  const revised = eachOf(pair.new, "not").filter((spot) => {
    const same = old.findIndex((other) => course.isSame([other], [spot]));
    if (same !== -1) old.splice(same, 1);
    return same === -1;
  });
  for (let index = 0; index < Math.max(old.length, revised.length); index += 1) {
    compareExclusion(course, old[index], revised[index]);
  }
}

function compareExclusion(course: SchemaCourse, old: Spot | undefined, revised: Spot | undefined): void {
  const spots = { old, new: revised };
  const [from, to] = [excluded(old), excluded(revised)];
  if (from && to) {
    const gone = from.filter((value) => !holds(to, value) && !course.kinds?.has(JSON.stringify(value)));
    const fresh = to.filter((value) => !holds(from, value) && !course.kinds?.has(JSON.stringify(value)));
    if (fresh.length > 0) {
      const rule = by(course, "sent-exclusion-added", "received-exclusion-added");
      report(course, rule, `${writtenList(fresh)} ${isOrAre(fresh)} now excluded.`, spots);
    }
    if (gone.length > 0) {
      const rule = by(course, "sent-exclusion-removed", "received-exclusion-removed");
      report(course, rule, `${writtenList(gone)} ${isOrAre(gone)} no longer excluded.`, spots);
    }
  } else if (!old) {
    const rule = by(course, "sent-exclusion-added", "received-exclusion-added");
    report(course, rule, `What matches ${written(revised?.value)} is now excluded.`, spots);
  } else if (!revised) {
    const rule = by(course, "sent-exclusion-removed", "received-exclusion-removed");
    report(course, rule, `What matches ${written(old.value)} is no longer excluded.`, spots);
  } else {
    const rule = by(course, "sent-exclusion-changed", "received-exclusion-changed");
    report(
      course,
      rule,
      `What is excluded is now ${written(revised.value)} instead of ${written(old.value)}.`,
      spots,
    );
  }
}

/** The values that are excluded, where nothing else is; nothing at all excludes no value. */
function excluded(spot: Spot | undefined): readonly unknown[] | undefined {
  if (!spot) return [];
  if (!isObject(spot.value)) return undefined;
  const { type: _type, const: constant, enum: list, ...rest } = spot.value;
  if (Object.keys(rest).length > 0) return undefined;
  if (constant !== undefined) return [constant];
  return Array.isArray(list) ? list : undefined;
}

function holds(list: readonly unknown[], value: unknown): boolean {
  return list.some((one) => isSame(one, value));
}

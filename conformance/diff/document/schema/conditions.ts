import { isObject, textsOf, without } from "../../json.ts";
import { by, report } from "../course.ts";
import { at, exists, type Spot } from "../spot.ts";
import { isOrAre, written, writtenList } from "../wording.ts";
import type { SchemaCourse, ShapePair } from "./course.ts";
import { membersOf } from "./members.ts";
import { anything, type Shape } from "./shape.ts";

/** Compares what is demanded only under a condition. */
export function compareConditions(course: SchemaCourse, pair: ShapePair): void {
  compareIf(course, pair);
  const known = {
    old: membersOf(pair.old, course.direction).declared,
    new: membersOf(pair.new, course.direction).declared,
  };
  compareDependents(course, pair, known);
  compareDependentRequired(course, pair, known);
}

interface Known {
  readonly old: ReadonlyMap<string, unknown>;
  readonly new: ReadonlyMap<string, unknown>;
}

function compareIf(course: SchemaCourse, pair: ShapePair): void {
  const old = partsWithIf(pair.old);
  const revised = partsWithIf(pair.new).filter((part) => {
    const same = old.findIndex((other) => course.isSame([at(other, ["if"])], [at(part, ["if"])]));
    const [match] = same === -1 ? [] : old.splice(same, 1);
    if (match) compareConsequences(course, pair, match, part);
    return !match;
  });
  const [before, after] = [old[0], revised[0]];
  if (before && after && old.length === 1 && revised.length === 1) {
    const rule = by(course, "sent-condition-changed", "received-condition-changed");
    const spots = { old: at(before, ["if"]), new: at(after, ["if"]) };
    const message = `The condition is now ${written(spots.new.value)} instead of ${written(spots.old.value)}.`;
    return report(course, rule, message, spots);
  }
  for (const part of old) change(course, { old: at(part, ["if"]) }, `The condition ${shownIf(part)} is`);
  for (const part of revised) change(course, { new: at(part, ["if"]) }, `The condition ${shownIf(part)} is`);
}

function compareConsequences(course: SchemaCourse, pair: ShapePair, old: Spot, revised: Spot): void {
  for (const [keyword, when] of [
    ["then", "where the condition is met"],
    ["else", "where the condition is not met"],
  ] as const) {
    const before = at(old, [keyword], `${old.place} (${when})`);
    const after = at(revised, [keyword], `${revised.place} (${when})`);
    if (exists(before) || exists(after)) {
      course.compare({ ...course, within: pair }, [orAnything(before)], [orAnything(after)]);
    }
  }
}

function shownIf(part: Spot): string {
  return written(at(part, ["if"]).value);
}

function partsWithIf(shape: Shape): Spot[] {
  return shape.parts.filter((part) => exists(at(part, ["if"])));
}

function compareDependents(course: SchemaCourse, pair: ShapePair, known: Known): void {
  const [old, revised] = [pair.old, pair.new].map((shape) => entriesOf(shape, "dependentSchemas"));
  if (!old || !revised) return;
  for (const name of new Set([...old.keys(), ...revised.keys()])) {
    // What depends on a member that only one of the versions has comes and goes with it.
    if (known.old.has(name) !== known.new.has(name)) continue;
    const [before, after] = [old.get(name), revised.get(name)];
    if (before && after) course.compare({ ...course, within: pair }, before, after);
    else {
      const spots = { old: before?.[0], new: after?.[0] };
      change(course, spots, `What is demanded beside "${name}" is`);
    }
  }
}

function compareDependentRequired(course: SchemaCourse, pair: ShapePair, known: Known): void {
  const [old, revised] = [pair.old, pair.new].map((shape) => entriesOf(shape, "dependentRequired"));
  if (!old || !revised) return;
  for (const name of new Set([...old.keys(), ...revised.keys()])) {
    if (known.old.has(name) !== known.new.has(name)) continue;
    const [before, after] = [old.get(name), revised.get(name)];
    const demanded = (lists: readonly Spot[] = []) => lists.flatMap(({ value }) => textsOf(value));
    const [from, to] = [demanded(before), demanded(after)];
    const spots = { old: before?.[0], new: after?.[0] };
    const gone = without(from, to);
    const fresh = without(to, from);
    if (fresh.length > 0) {
      const rule = by(course, "sent-condition-added", "received-condition-added");
      report(course, rule, `${writtenList(fresh)} ${isOrAre(fresh)} now required beside "${name}".`, spots);
    }
    if (gone.length > 0) {
      const rule = by(course, "sent-condition-removed", "received-condition-removed");
      report(
        course,
        rule,
        `${writtenList(gone)} ${isOrAre(gone)} no longer required beside "${name}".`,
        spots,
      );
    }
  }
}

function change(
  course: SchemaCourse,
  spots: { readonly old?: Spot | undefined; readonly new?: Spot | undefined },
  what: string,
): void {
  if (spots.old) {
    const rule = by(course, "sent-condition-removed", "received-condition-removed");
    report(course, rule, `${what} gone.`, spots);
  } else {
    const rule = by(course, "sent-condition-added", "received-condition-added");
    report(course, rule, `${what} new.`, spots);
  }
}

/** What each part says beside a member. */
function entriesOf(shape: Shape, keyword: string): Map<string, Spot[]> {
  const found = new Map<string, Spot[]>();
  for (const part of shape.parts) {
    const { value } = at(part, [keyword]);
    for (const name of isObject(value) ? Object.keys(value) : []) {
      const entry = at(part, [keyword, name], `${part.place} (beside ${name})`);
      found.set(name, [...(found.get(name) ?? []), entry]);
    }
  }
  return found;
}

function orAnything(spot: Spot): Spot {
  return exists(spot) ? spot : anything(spot);
}

import { isObject, isSame, listed, textsOf, without } from "../json.ts";
import { report, type Course } from "./course.ts";
import { spotsOf, type OperationPair } from "./operations.ts";
import { compareSchemes } from "./schemes.ts";
import { at, exists, followed, rootSpot, type Spot } from "./spot.ts";

/** One way to prove who calls: schemes that are needed together, with their scopes. */
type Alternative = ReadonlyMap<string, readonly string[]>;

/** Compares how callers prove who they are, or how a notification is proved. */
export function compareSecurity(course: Course, operations: OperationPair): void {
  const pair = spotsOf(operations);
  const spots = { old: requirementOf(pair.old), new: requirementOf(pair.new) };
  const names = renamedSchemes(spots.old, spots.new);
  const old = alternativesOf(spots.old, new Map());
  const revised = alternativesOf(spots.new, names);
  if (course.direction === "received") compareProofs(course, spots, old, revised);
  else compareAlternatives(course, spots, old, revised);
  const used = (list: readonly Alternative[]): string[] => list.flatMap((one) => [...one.keys()]);
  const shared = new Set(used(old).filter((name) => used(revised).includes(name)));
  for (const name of shared) {
    const newName = [...names].find(([, known]) => known === name)?.[0] ?? name;
    compareSchemes(course, { old: schemeAt(spots.old, name), new: schemeAt(spots.new, newName) });
  }
}

function compareProofs(
  course: Course,
  spots: { old: Spot; new: Spot },
  old: readonly Alternative[],
  revised: readonly Alternative[],
): void {
  const [from, to] = [shownAll(old), shownAll(revised)];
  if (isSame(from.toSorted(), to.toSorted())) return;
  const message = `It is now proved by ${to.join(" or ") || "nothing"} instead of ${from.join(" or ") || "nothing"}.`;
  report(course, "webhook-security-changed", message, spots);
}

function compareAlternatives(
  course: Course,
  spots: { old: Spot; new: Spot },
  old: readonly Alternative[],
  revised: readonly Alternative[],
): void {
  const [was, is] = [isDemanded(old), isDemanded(revised)];
  if (!was && is) {
    const message = `Callers now have to prove who they are, by ${shownAll(revised).join(" or ")}.`;
    return report(course, "security-now-required", message, spots);
  }
  if (was && !is) {
    return report(course, "security-no-longer-required", "Callers may now stay unknown.", spots);
  }
  const { pairs, gone, fresh } = matched(old, revised);
  for (const [one, other] of pairs) compareScopes(course, spots, one, other);
  for (const alternative of gone.filter(({ size }) => size > 0)) {
    report(course, "security-alternative-removed", `${shown(alternative)} is no longer taken.`, spots);
  }
  for (const alternative of fresh.filter(({ size }) => size > 0)) {
    report(course, "security-alternative-added", `${shown(alternative)} is now taken too.`, spots);
  }
}

/** Pairs alternatives of the same schemes: first those that demand the same, then those that demand no more. */
function matched(
  old: readonly Alternative[],
  revised: readonly Alternative[],
): { pairs: [Alternative, Alternative][]; gone: Alternative[]; fresh: Alternative[] } {
  const gone = new Set(old);
  const fresh = new Set(revised);
  const pairs: [Alternative, Alternative][] = [];
  const pass = (fits: (one: Alternative, other: Alternative) => boolean): void => {
    for (const one of gone) {
      const other = [...fresh].find((candidate) => haveSameSchemes(one, candidate) && fits(one, candidate));
      if (!other) continue;
      pairs.push([one, other]);
      gone.delete(one);
      fresh.delete(other);
    }
  };
  pass((one, other) => demandsNoMore(one, other) && demandsNoMore(other, one));
  pass(demandsNoMore);
  pass(() => true);
  return { pairs, gone: [...gone], fresh: [...fresh] };
}

/** Whether all that the second needs, the first needed too. */
function demandsNoMore(one: Alternative, other: Alternative): boolean {
  return [...other].every(([name, scopes]) => without(scopes, one.get(name) ?? []).length === 0);
}

function compareScopes(
  course: Course,
  spots: { old: Spot; new: Spot },
  old: Alternative,
  revised: Alternative,
): void {
  for (const [name, scopes] of revised) {
    const fresh = without(scopes, old.get(name) ?? []);
    const gone = without(old.get(name) ?? [], scopes);
    if (fresh.length > 0) {
      report(course, "security-scope-added", `"${name}" now has to have the scope ${listed(fresh)}.`, spots);
    }
    if (gone.length > 0) {
      report(course, "security-scope-removed", `"${name}" no longer needs the scope ${listed(gone)}.`, spots);
    }
  }
}

/** What the operation says of itself, or else what the document says of all. */
function requirementOf(operation: Spot): Spot {
  const own = at(operation, ["security"]);
  return exists(own) ? own : at(rootSpot(operation.root), ["security"], "security");
}

function alternativesOf(list: Spot, names: ReadonlyMap<string, string>): Alternative[] {
  const all = Array.isArray(list.value) ? list.value.filter(isObject) : [];
  return all.map(
    (one) => new Map(Object.entries(one).map(([name, scopes]) => [names.get(name) ?? name, textsOf(scopes)])),
  );
}

/** Schemes that are only called otherwise: the new name, and the one that it had. */
function renamedSchemes(old: Spot, revised: Spot): ReadonlyMap<string, string> {
  const namesIn = (list: Spot): string[] => [
    ...new Set(alternativesOf(list, new Map()).flatMap((one) => [...one.keys()])),
  ];
  const contentOf = (list: Spot, name: string): unknown => {
    const { value } = schemeAt(list, name);
    if (!isObject(value)) return value;
    const { description: _description, ...rest } = value;
    return rest;
  };
  const gone = without(namesIn(old), namesIn(revised));
  const fresh = without(namesIn(revised), namesIn(old));
  return new Map(
    fresh.flatMap((name) => {
      const same = gone.filter((other) => isSame(contentOf(old, other), contentOf(revised, name)));
      return same.map((other): [string, string] => [name, other]).slice(0, 1);
    }),
  );
}

function schemeAt(list: Spot, name: string): Spot {
  const scheme = at(rootSpot(list.root), ["components", "securitySchemes", name]);
  return { ...(exists(scheme) ? followed(scheme) : scheme), place: `${name} (security scheme)` };
}

/** Whether nobody may stay unknown. */
function isDemanded(alternatives: readonly Alternative[]): boolean {
  return alternatives.length > 0 && alternatives.every((one) => one.size > 0);
}

function haveSameSchemes(one: Alternative, other: Alternative): boolean {
  return one.size === other.size && [...one.keys()].every((name) => other.has(name));
}

function shown(alternative: Alternative): string {
  const names = [...alternative].map(([name, scopes]) =>
    scopes.length > 0 ? `"${name}" (${scopes.join(", ")})` : `"${name}"`,
  );
  return names.length === 0 ? "nothing" : listed(names);
}

function shownAll(alternatives: readonly Alternative[]): string[] {
  return alternatives.map(shown);
}

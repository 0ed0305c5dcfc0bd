import { isObject, textsOf } from "../../json.ts";
import { by, report, type Direction } from "../course.ts";
import { at, type Spot } from "../spot.ts";
import { inner, type SchemaCourse, type ShapePair } from "./course.ts";
import { othersOf, restsFor, type Others } from "./others.ts";
import { anything, eachOf, shapeOf, type Schemas, type Shape } from "./shape.ts";

/** What a schema says of the members of an object. */
export interface Members {
  readonly declared: ReadonlyMap<string, Schemas>;
  /** Those that are declared as `false`. */
  readonly refused: ReadonlyMap<string, Spot>;
  readonly required: ReadonlyMap<string, Spot>;
  /** Those that another part refuses, as it is closed and does not declare them. */
  readonly blocked: ReadonlyMap<string, Spot>;
}

/** The members that a message in this direction may have. The service does not take what is `readOnly`, for one. */
export function membersOf(shape: Shape, direction: Direction): Members {
  const all = new Map<string, Schemas>();
  const refused = new Map<string, Spot>();
  for (const part of shape.parts) {
    const { value } = at(part, ["properties"]);
    for (const name of isObject(value) ? Object.keys(value) : []) {
      const member = at(part, ["properties", name], `${part.place}.${name}`);
      if (member.value === false) refused.set(name, member);
      else all.set(name, [...(all.get(name) ?? []), member]);
    }
  }
  const blocked = new Map<string, Spot>();
  for (const name of all.keys()) {
    for (const rest of restsFor(shape, name)) {
      if (rest.value === false) blocked.set(name, rest);
      else if (isObject(rest.value)) all.set(name, [...(all.get(name) ?? []), rest]);
    }
  }
  const hidden = direction === "sent" ? "readOnly" : "writeOnly";
  const declared = [...all].filter(
    ([name, schemas]) =>
      !refused.has(name) && !eachOf(shapeOf(schemas), hidden).some(({ value }) => value === true),
  );
  const required = new Map<string, Spot>();
  for (const part of shape.parts) {
    for (const name of textsOf(at(part, ["required"]).value)) {
      const isHidden = all.has(name) && !refused.has(name) && !declared.some(([other]) => other === name);
      if (!isHidden) required.set(name, at(part, ["required"], `${part.place}.${name}`));
    }
  }
  return { declared: new Map(declared), refused, required, blocked };
}

/** Compares the members of objects, by name. */
export function compareMembers(course: SchemaCourse, pair: ShapePair): void {
  const old = membersOf(pair.old, course.direction);
  const revised = membersOf(pair.new, course.direction);
  const others = { old: othersOf(pair.old), new: othersOf(pair.new) };
  const known = surroundings(course);
  const names = [old, revised].flatMap(({ declared, refused, required }) => [
    ...declared.keys(),
    ...refused.keys(),
    ...required.keys(),
  ]);
  for (const name of new Set(names)) {
    const [before, after] = [old.declared.get(name), revised.declared.get(name)];
    const [was, is] = [old.refused.has(name), revised.refused.has(name)];
    const isKnown = { old: known.old.has(name), new: known.new.has(name) };
    if (was && is) continue;
    if (isKnown.old || isKnown.new) compareWithin(course, name, { old, new: revised }, isKnown);
    else if (before && after) compareMember(course, name, { old, new: revised }, before, after);
    else if (was && !after) exclude(course, name, false, old.refused);
    else if (is && !before) exclude(course, name, true, revised.refused);
    else if (before) remove(course, name, before, { old, new: revised }, others.new);
    else if (after) add(course, name, after, revised, others.old);
    else compareUndeclared(course, name, { old, new: revised });
  }
}

/** The members that are declared around the two schemas, where these only say more of an object. */
function surroundings(course: SchemaCourse): {
  old: ReadonlyMap<string, Schemas>;
  new: ReadonlyMap<string, Schemas>;
} {
  const { within, direction } = course;
  if (!within) return { old: new Map(), new: new Map() };
  return { old: membersOf(within.old, direction).declared, new: membersOf(within.new, direction).declared };
}

interface MembersPair {
  readonly old: Members;
  readonly new: Members;
}

function compareMember(
  course: SchemaCourse,
  name: string,
  pair: MembersPair,
  before: Schemas,
  after: Schemas,
): void {
  const [was, is] = [pair.old.blocked.get(name), pair.new.blocked.get(name)];
  const spots = { old: before[0], new: after[0] };
  if (is && !was) {
    const rule = by(course, "sent-member-removed", "received-member-removed");
    report(course, rule, "The member is refused by a part that is closed.", { ...spots, new: is });
  } else if (was && !is) {
    const rule = by(course, "sent-member-added", "received-member-added");
    report(course, rule, "The member is no longer refused by a part that is closed.", { ...spots, old: was });
  }
  compareRequired(course, name, pair, spots);
  course.compare(inner(course), before, after);
}

function compareRequired(
  course: SchemaCourse,
  name: string,
  pair: MembersPair,
  spots: { readonly old?: Spot | undefined; readonly new?: Spot | undefined },
): void {
  const [was, is] = [pair.old.required.has(name), pair.new.required.has(name)];
  if (!was && is) {
    const rule = by(course, "sent-member-now-required", "received-member-now-required");
    report(course, rule, "The member, which could be absent, is now required.", spots);
  } else if (was && !is) {
    const rule = by(course, "sent-member-now-optional", "received-member-now-optional");
    report(course, rule, "The member, which was required, can now be absent.", spots);
  }
}

function remove(
  course: SchemaCourse,
  name: string,
  before: Schemas,
  pair: MembersPair,
  others: Others,
): void {
  // What the members of other names are held to, it is held to now.
  if (others.schemas.length > 0 && !pair.new.refused.has(name)) {
    compareRequired(course, name, pair, { old: before[0] });
    return course.compare(inner(course), before, others.schemas);
  }
  report(course, by(course, "sent-member-removed", "received-member-removed"), "The member is gone.", {
    old: before[0],
  });
}

function add(course: SchemaCourse, name: string, after: Schemas, members: Members, others: Others): void {
  const [spot] = after;
  const isRequired = members.required.has(name);
  if (isRequired && course.direction === "sent") {
    report(course, "sent-member-added-required", "The member is new and required.", { new: spot });
  } else if (others.schemas.length > 0) {
    course.compare(inner(course), others.schemas, after);
  } else {
    const isDeprecated = eachOf(shapeOf(after), "deprecated").some(({ value }) => value === true);
    const also = isDeprecated ? ", and already deprecated" : "";
    const message = `The member is new and ${isRequired ? "always there" : "optional"}${also}.`;
    report(course, by(course, "sent-member-added", "received-member-added"), message, { new: spot });
  }
}

function exclude(
  course: SchemaCourse,
  name: string,
  isNew: boolean,
  refused: ReadonlyMap<string, Spot>,
): void {
  const spot = refused.get(name);
  if (isNew) {
    const rule = by(course, "sent-exclusion-added", "received-exclusion-added");
    report(course, rule, "A member of this name is now excluded.", { new: spot });
  } else {
    const rule = by(course, "sent-exclusion-removed", "received-exclusion-removed");
    report(course, rule, "A member of this name is no longer excluded.", { old: spot });
  }
}

/** What is required without being declared. */
function compareUndeclared(course: SchemaCourse, name: string, pair: MembersPair): void {
  const [was, is] = [pair.old.required.get(name), pair.new.required.get(name)];
  if (is && !was) {
    const rule = by(course, "sent-member-added-required", "received-member-added");
    report(course, rule, "The member is new and required.", { new: is });
  } else if (was && !is) {
    const rule = by(course, "sent-member-now-optional", "received-member-now-optional");
    report(course, rule, "The member, which was required, can now be absent.", { old: was });
  }
}

/** What more is said of a member that the object declares; of one that only one version has, it is no news of its own. */
function compareWithin(
  course: SchemaCourse,
  name: string,
  pair: MembersPair,
  isKnown: { readonly old: boolean; readonly new: boolean },
): void {
  const [before, after] = [pair.old.declared.get(name), pair.new.declared.get(name)];
  const [was, is] = [pair.old.refused.get(name), pair.new.refused.get(name)];
  if (is) {
    if (!isKnown.old) return;
    const rule = by(course, "sent-combination-refused", "received-combination-gone");
    return report(course, rule, `"${name}" is now excluded here.`, { new: is });
  }
  if (was) {
    if (!isKnown.new) return;
    const rule = by(course, "sent-combination-accepted", "received-combination-possible");
    return report(course, rule, `"${name}" is no longer excluded here.`, { old: was });
  }
  const spot = before?.[0] ?? after?.[0] ?? pair.old.required.get(name) ?? pair.new.required.get(name);
  if (!spot) return;
  if (isKnown.old && isKnown.new) {
    compareRequired(course, name, pair, { old: before?.[0] ?? spot, new: after?.[0] ?? spot });
  } else if (pair.new.required.has(name) && !isKnown.old && course.direction === "sent") {
    report(course, "sent-member-added-required", "The member is new and required.", { new: spot });
  }
  const isNews = (before && !after && !isKnown.new) || (after && !before && !isKnown.old);
  if (isNews) return;
  if (before && after && course.isSame(before, after)) return course.compare(inner(course), before, after);
  // What is said here holds beside what the object itself says.
  const around = surroundings(course);
  const one = [...(before ?? []), ...(around.old.get(name) ?? [])];
  const other = [...(after ?? []), ...(around.new.get(name) ?? [])];
  course.compare(
    inner(course),
    one.length > 0 ? one : [anything(spot)],
    other.length > 0 ? other : [anything(spot)],
  );
}

import { isObject } from "../../json.ts";
import { by, report } from "../course.ts";
import { at, exists, type Spot } from "../spot.ts";
import { inner, type SchemaCourse, type ShapePair } from "./course.ts";
import { anything, eachOf, partWith, type Schemas, type Shape } from "./shape.ts";

/** What a schema says of members of any other name. */
export interface Others {
  readonly closed?: Spot | undefined;
  /** What they are held to; nothing where they may be anything. */
  readonly schemas: Schemas;
}

const KEYWORDS = ["additionalProperties", "unevaluatedProperties"];

/** What a schema says of members that it does not declare. */
export function othersOf(shape: Shape): Others {
  const spots = shape.parts.flatMap((part) =>
    KEYWORDS.map((keyword) => at(part, [keyword], `${part.place}.*`)),
  );
  const closed = spots.find(({ value }) => value === false);
  const schemas = spots.filter(({ value }) => isObject(value) && Object.keys(value).length > 0);
  return { closed, schemas: closed ? [] : schemas };
}

/** What the parts that do not declare a member, though another does, say of it. */
export function restsFor(shape: Shape, name: string): Spot[] {
  return shape.parts.flatMap((part) => {
    const rest = at(part, ["additionalProperties"], `${part.place}.${name}`);
    if (!exists(rest) || exists(at(part, ["properties", name]))) return [];
    const { value } = at(part, ["patternProperties"]);
    const patterns = isObject(value) ? Object.keys(value) : [];
    return patterns.some((pattern) => isMatch(pattern, name)) ? [] : [rest];
  });
}

/** Whether a name matches. A pattern that cannot be read matches nothing. */
function isMatch(pattern: string, name: string): boolean {
  try {
    return new RegExp(pattern, "u").test(name);
  } catch {
    return false;
  }
}

/** Compares whether members of other names are possible, what they are held to, and how they may be called. */
export function compareOthers(course: SchemaCourse, pair: ShapePair): void {
  const [old, revised] = [othersOf(pair.old), othersOf(pair.new)];
  if (old.closed && revised.closed) return;
  if (old.closed) {
    const rule = by(course, "sent-object-opened", "received-object-opened");
    const spots = { old: owner(pair.old, old.closed), new: owner(pair.new, revised.schemas[0]) };
    report(course, rule, "Members that are not declared are now possible.", spots);
  } else if (revised.closed && old.schemas.length > 0) {
    const rule = by(course, "sent-member-removed", "received-member-removed");
    report(course, rule, "Members of free names are gone.", { old: old.schemas[0], new: revised.closed });
  } else if (revised.closed) {
    const rule = by(course, "sent-object-closed", "received-object-closed");
    const spots = { old: owner(pair.old), new: owner(pair.new, revised.closed) };
    report(course, rule, "Members that are not declared are no longer possible.", spots);
  } else if (old.schemas.length > 0 || revised.schemas.length > 0) {
    course.compare(
      inner(course),
      orAnything(old.schemas, pair.old, ".*"),
      orAnything(revised.schemas, pair.new, ".*"),
    );
  }
}

/** Compares members by what their names match, and what all names are held to. */
export function compareNames(course: SchemaCourse, pair: ShapePair): void {
  const [old, revised] = [patternsOf(pair.old), patternsOf(pair.new)];
  for (const pattern of new Set([...old.keys(), ...revised.keys()])) {
    const [before, after] = [old.get(pattern), revised.get(pattern)];
    if (before && after) course.compare(inner(course), before, after);
    else if (before) {
      const rule = by(course, "sent-member-removed", "received-member-removed");
      report(course, rule, "Members whose names match this pattern are gone.", { old: before[0] });
    } else if (after) {
      const rule = by(course, "sent-member-added", "received-member-added");
      report(course, rule, "Members whose names match this pattern are new.", { new: after[0] });
    }
  }
  const names = { old: namesOf(pair.old), new: namesOf(pair.new) };
  if (names.old.length === 0 && names.new.length === 0) return;
  course.compare(
    inner(course),
    orAnything(names.old, pair.old, " (names)"),
    orAnything(names.new, pair.new, " (names)"),
  );
}

function orAnything(schemas: Schemas, shape: Shape, suffix: string): Schemas {
  return schemas.length > 0 ? schemas : [anything({ ...shape.home, place: shape.home.place + suffix })];
}

/** What each part says of the members whose names match. */
function patternsOf(shape: Shape): Map<string, Spot[]> {
  const found = new Map<string, Spot[]>();
  for (const part of shape.parts) {
    const { value } = at(part, ["patternProperties"]);
    for (const pattern of isObject(value) ? Object.keys(value) : []) {
      const entry = at(part, ["patternProperties", pattern], `${part.place}./${pattern}/`);
      found.set(pattern, [...(found.get(pattern) ?? []), entry]);
    }
  }
  return found;
}

function namesOf(shape: Shape): Spot[] {
  return eachOf(shape, "propertyNames").map((spot) => ({ ...spot, place: `${spot.place} (names)` }));
}

/** The object that is meant, rather than its members of other names. */
function owner(shape: Shape, spot?: Spot): Spot {
  const part = spot && shape.parts.find(({ pointer }) => spot.pointer.startsWith(`${pointer}/`));
  return part ?? partWith(shape, "properties") ?? shape.home;
}

import { ContractError } from "../../contract-error.ts";
import { shown } from "../../json.ts";
import { Findings } from "../findings.ts";
import type { Course } from "../course.ts";
import { compareConditions } from "./conditions.ts";
import type { SchemaCourse, ShapePair } from "./course.ts";
import { compareExclusions } from "./exclusions.ts";
import { compareForms } from "./forms.ts";
import { compareItems } from "./items.ts";
import { compareLimits } from "./limits.ts";
import { compareMembers } from "./members.ts";
import { compareNames, compareOthers } from "./others.ts";
import { placedByUse } from "./places.ts";
import { compareRest } from "./rest.ts";
import { isUnconstrained, shapeOf, type Schemas } from "./shape.ts";
import { compareAllTypes, compareNull, compareTypes, sharedTypes } from "./types.ts";
import { compareUnions, compareWithOne, isOneOfOthers } from "./unions.ts";
import { areUntouched } from "./untouched.ts";
import { compareValues } from "./values.ts";

/** How deep schemas may stand in each other, before the comparison itself runs out of room. */
const DEEPEST = 250;

/**
 * Compares two schemas of messages in one direction. What holds together is compared as one, so that it makes no
 * difference whether something stands in a component, in a part of `allOf` or in the schema itself.
 */
export function compareSchemas(course: Course, old: Schemas, revised: Schemas): void {
  compare({ ...course, compare, isSame: (one, other) => isSame(course, one, other) }, old, revised);
}

function compare(course: SchemaCourse, old: Schemas, revised: Schemas): void {
  const key = [course.nullJudged ?? false, course.within !== undefined, keyOf(old, revised)].join();
  if (course.seen.has(key)) return;
  course.seen.add(key);
  if (areUntouched(old, revised)) return;
  const depth = (course.depth ?? 0) + 1;
  if (depth > DEEPEST) {
    const message = `A schema is nested more than ${DEEPEST} levels deep, at ${shown(old[0]?.place)}.`;
    throw new ContractError("ERR_MALFORMED", message);
  }
  compareShapes(
    { ...course, depth },
    placedByUse({ old: shapeOf(old), new: shapeOf(revised) }, old, revised),
  );
}

function compareShapes(course: SchemaCourse, pair: ShapePair): void {
  if (compareWithAnything(course, pair)) return;
  if (isOneOfOthers(pair)) {
    compareNull(course, pair);
    return compareWithOne(course, pair);
  }
  const isComparable = compareTypes(course, pair);
  compareNull(course, pair);
  compareRest(course, pair);
  if (!isComparable) return;
  compareValues(course, pair);
  const shared = sharedTypes(pair);
  compareForms(course, pair, shared);
  compareLimits(course, pair, shared);
  if (shared.has("object")) {
    compareOthers(course, pair);
    compareMembers(course, pair);
    compareNames(course, pair);
  }
  if (shared.has("array")) compareItems(course, pair);
  compareUnions(course, pair);
  compareConditions(course, pair);
  compareExclusions(course, pair);
}

/**
 * Where one schema says nothing, that is all that there is to tell, but for members that are no longer asked for.
 *
 * @returns whether all was told
 */
function compareWithAnything(course: SchemaCourse, pair: ShapePair): boolean {
  const isOpened = isUnconstrained(pair.new);
  if (isOpened === isUnconstrained(pair.old) || !compareAllTypes(course, pair)) return false;
  if (isOpened && course.direction === "sent") compareMembers(course, pair);
  return true;
}

/** Whether nothing but remarks is different. Of what contains itself it is taken for so while that is found out. */
function isSame(course: Course, old: Schemas, revised: Schemas): boolean {
  const key = [course.direction, keyOf(old, revised)].join();
  const known = course.same.get(key);
  if (known !== undefined) return known;
  course.same.set(key, true);
  const findings = new Findings();
  compareSchemas({ ...course, findings, seen: new Set() }, old, revised);
  const same = findings.changes().every(({ rule }) => rule.startsWith("document-"));
  course.same.set(key, same);
  return same;
}

function keyOf(old: Schemas, revised: Schemas): string {
  return [old, revised].map((schemas) => schemas.map(({ pointer }) => pointer).join()).join(" → ");
}

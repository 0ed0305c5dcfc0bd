import { isObject, isSame } from "../../json.ts";
import { areVersions, by, report } from "../course.ts";
import { compareNote, isDescription } from "../notes.ts";
import type { Spot } from "../spot.ts";
import { reworded, written } from "../wording.ts";
import type { SchemaCourse, ShapePair } from "./course.ts";
import { compareDiscriminator } from "./discriminators.ts";
import { anything, eachOf, partWith, type Shape } from "./shape.ts";

/** Keywords that are compared by a rule of their own. */
const COMPARED = new Set(
  `type nullable enum const x-extensible-enum properties required readOnly writeOnly additionalProperties
  unevaluatedProperties patternProperties propertyNames items prefixItems if then else dependentSchemas
  dependentRequired not minLength maxLength minItems maxItems minProperties maxProperties minimum maximum
  exclusiveMinimum exclusiveMaximum uniqueItems multipleOf pattern format default discriminator`.split(/\s+/),
);

/** Keywords that say nothing of what is possible. */
const REMARKS = new Set(["deprecated", "example", "examples", "xml", "contentEncoding", "contentMediaType"]);

/** Keywords whose value is a schema. */
const SCHEMAS = new Set(["contains", "unevaluatedItems", "additionalItems", "contentSchema"]);

/** Keywords that only name a place to refer to; references are followed. */
const NAMES = new Set(["$id", "$anchor", "$schema", "$defs", "definitions"]);

/** Compares what no other rule does: defaults, discriminators, remarks, and keywords that cannot be weighed. */
export function compareRest(course: SchemaCourse, pair: ShapePair): void {
  compareDefault(course, pair);
  compareDiscriminator(course, pair);
  const keywords = [pair.old, pair.new].flatMap(({ parts }) =>
    parts.flatMap(({ value }) => (isObject(value) ? Object.keys(value) : [])),
  );
  for (const keyword of new Set(keywords)) {
    if (COMPARED.has(keyword) || NAMES.has(keyword)) continue;
    if (isRemark(keyword)) compareRemark(course, keyword, pair);
    else compareUnknown(course, keyword, pair);
  }
  for (const keyword of ["readOnly", "writeOnly"]) compareAccess(course, keyword, pair);
}

function isRemark(keyword: string): boolean {
  return keyword.startsWith("x-") || REMARKS.has(keyword) || isDescription(keyword);
}

/** Several parts may each have a remark of their own; those that both versions have say nothing. */
function compareRemark(course: SchemaCourse, keyword: string, pair: ShapePair): void {
  const old = eachOf(pair.old, keyword);
  const revised = eachOf(pair.new, keyword).filter((spot) => {
    const same = old.findIndex(({ value }) => isSame(value, spot.value));
    if (same !== -1) old.splice(same, 1);
    return same === -1;
  });
  for (let index = 0; index < Math.max(old.length, revised.length); index += 1) {
    const [before, after] = [old[index], revised[index]];
    const beside = before ?? after;
    if (beside) {
      compareNote(course, keyword, { old: before ?? anything(beside), new: after ?? anything(beside) });
    }
  }
}

function compareUnknown(course: SchemaCourse, keyword: string, pair: ShapePair): void {
  const [old, revised] = [eachOf(pair.old, keyword), eachOf(pair.new, keyword)];
  if (
    old.length === revised.length &&
    old.every((spot, index) => isEqual(course, keyword, spot, revised[index]))
  ) {
    return;
  }
  const rule = by(course, "sent-assertion-changed", "received-assertion-changed");
  const message = reworded(`"${keyword}"`, old[0]?.value, revised[0]?.value);
  report(course, rule, message, { old: old[0], new: revised[0] });
}

function isEqual(course: SchemaCourse, keyword: string, old: Spot, revised: Spot | undefined): boolean {
  if (!revised) return false;
  return SCHEMAS.has(keyword) ? course.isSame([old], [revised]) : isSame(old.value, revised.value);
}

function compareDefault(course: SchemaCourse, pair: ShapePair): void {
  const [old] = eachOf(pair.old, "default");
  const [revised] = eachOf(pair.new, "default");
  if (isSame(old?.value, revised?.value)) return;
  if (course.selects && areVersions(course, old?.value, revised?.value)) return;
  const message =
    old && revised
      ? `The default is now ${written(revised.value)} instead of ${written(old.value)}.`
      : reworded("The default", old?.value, revised?.value);
  const rule = old
    ? by(course, "sent-default-changed", "received-default-changed")
    : by(course, "sent-default-added", "received-default-added");
  report(course, rule, message, { old, new: revised });
}

/** The direction in which a member is hidden is compared as if it were not there; of the other, this is a remark. */
function compareAccess(course: SchemaCourse, keyword: string, pair: ShapePair): void {
  const [old, revised] = [partWith(pair.old, keyword), partWith(pair.new, keyword)];
  const beside = old ?? revised;
  if (!beside || isSame(valueIn(pair.old, keyword), valueIn(pair.new, keyword))) return;
  const spots = { old: old ?? anything(beside), new: revised ?? anything(beside) };
  report(
    course,
    "document-annotation-changed",
    reworded(`"${keyword}"`, valueIn(pair.old, keyword), valueIn(pair.new, keyword)),
    spots,
  );
}

function valueIn(shape: Shape, keyword: string): unknown {
  return eachOf(shape, keyword).some(({ value }) => value === true);
}

import { isObject, isSame } from "../json.ts";
import type { DocumentRuleId } from "../rules/document.ts";
import { by, report, type Course } from "./course.ts";
import { compareNotes } from "./notes.ts";
import { compareSchemas } from "./schema/compare.ts";
import { anything } from "./schema/shape.ts";
import { at, both, exists, followed, namesOf, type Pair, type Spot } from "./spot.ts";
import { reworded } from "./wording.ts";

const COMPARED = new Set(["content", "required"]);
const COMPARED_OF_MEDIA = new Set(["schema", "encoding"]);

/** Compares the bodies of messages that ask or tell. */
export function compareRequestBody(course: Course, operations: Pair): void {
  const { old, new: revised } = both(operations, ["requestBody"]);
  const title = course.direction === "sent" ? "request" : "notification";
  const pair = { old: bodyOf(old, title), new: bodyOf(revised, title) };
  const isRequired = { old: isRequiredIn(pair.old), new: isRequiredIn(pair.new) };
  if (!exists(pair.old) && !exists(pair.new)) return;
  if (!exists(pair.old)) {
    const sent = isRequired.new ? "body-sent-added-required" : "body-sent-added";
    const message = `A body is new${isRequired.new ? " and required" : ""}.`;
    return report(course, by(course, sent, "body-received-added"), message, pair);
  }
  if (!exists(pair.new)) {
    return report(
      course,
      by(course, "body-sent-removed", "body-received-removed"),
      "The body is gone.",
      pair,
    );
  }
  if (isRequired.new && !isRequired.old) {
    const rule = by(course, "body-sent-now-required", "body-received-now-required");
    report(course, rule, "The body, which could be absent, is now required.", pair);
  } else if (isRequired.old && !isRequired.new) {
    const rule = by(course, "body-sent-now-optional", "body-received-now-optional");
    report(course, rule, "The body, which was required, can now be absent.", pair);
  }
  compareContent(course, both(pair, ["content"]));
  compareNotes(course, pair, COMPARED);
}

/** Compares what a message carries, by media type. */
export function compareContent(course: Course, pair: Pair): void {
  const names = (spot: Spot): string[] => (isObject(spot.value) ? Object.keys(spot.value) : []);
  const [old, revised] = [names(pair.old), names(pair.new)];
  const gone = old.filter((name) => !revised.includes(name));
  const fresh = revised.filter((name) => !old.includes(name));
  for (const name of old.filter((one) => revised.includes(one))) {
    compareMedia(course, both(pair, [name]));
  }
  for (const [before, after] of successors(old, revised, gone, fresh)) {
    compareMedia(course, { old: at(pair.old, [before]), new: at(pair.new, [after]) });
  }
  for (const name of gone.filter((one) => !revised.some((range) => covers(range, one)))) {
    const rule = removalOf(
      course,
      fresh.some((other) => covers(name, other)),
    );
    const instead = fresh.length > 0 ? `; ${fresh.join(" and ")} is` : "";
    report(course, rule, `${name} is no longer possible${instead}.`, { old: at(pair.old, [name]) });
  }
  for (const name of fresh.filter((one) => !old.some((range) => covers(range, one)))) {
    const rule = additionOf(
      course,
      gone.some((other) => covers(name, other)),
    );
    report(course, rule, `${name} is now possible.`, { new: at(pair.new, [name]) });
  }
}

/** Which types of one document describe the same bodies as types of the other that are called otherwise. */
function successors(
  old: readonly string[],
  revised: readonly string[],
  gone: readonly string[],
  fresh: readonly string[],
): [string, string][] {
  const pairs: [string, string][] = [];
  for (const name of gone) {
    const range = coveringOf(revised, name);
    if (range !== undefined) pairs.push([name, range]);
  }
  for (const name of fresh) {
    const range = coveringOf(old, name);
    if (range !== undefined) pairs.push([range, name]);
  }
  const [before, after] = [gone[0], fresh[0]];
  // Where each document has one more, these are meant to be the same.
  const areAlone = gone.length === 1 && fresh.length === 1 && pairs.length === 0;
  return before !== undefined && after !== undefined && areAlone ? [[before, after]] : pairs;
}

/** The narrowest of these types that holds another one. */
function coveringOf(ranges: readonly string[], name: string): string | undefined {
  const [first, ...others] = ranges.filter((range) => covers(range, name));
  return others.reduce((narrow, range) => (narrow && covers(narrow, range) ? range : narrow), first);
}

function removalOf(course: Course, isNarrowed: boolean): DocumentRuleId {
  if (course.direction === "sent") return "media-type-sent-removed";
  if (course.side === "notification") return "media-type-notification-removed";
  return isNarrowed ? "media-type-response-narrowed" : "media-type-response-removed";
}

function additionOf(course: Course, isWidened: boolean): DocumentRuleId {
  if (course.direction === "sent") return "media-type-sent-added";
  if (course.side === "notification") return "media-type-notification-added";
  return isWidened ? "media-type-response-widened" : "media-type-response-added";
}

function compareMedia(course: Course, pair: Pair): void {
  const schema = both(pair, ["schema"]);
  const [old, revised] = [schema.old, schema.new].map((spot) => (exists(spot) ? spot : anything(spot)));
  if (old && revised) compareSchemas(course, [old], [revised]);
  compareEncoding(course, both(pair, ["encoding"]));
  compareNotes(course, pair, COMPARED_OF_MEDIA);
}

function compareEncoding(course: Course, pair: Pair): void {
  for (const part of namesOf(pair)) {
    const parts = both(pair, [part]);
    for (const name of namesOf(parts)) {
      const { old, new: revised } = both(parts, [name]);
      if (isSame(old.value, revised.value)) continue;
      const message = reworded(`"${name}" of the part "${part}"`, old.value, revised.value);
      report(course, "media-type-encoding-changed", message, { old, new: revised });
    }
  }
}

/** Whether a range such as `text/*` holds a media type or a narrower range. */
function covers(range: string, mediaType: string): boolean {
  const [wide, narrow] = [range, mediaType].map((name) => (name.split(";")[0] ?? "").trim().toLowerCase());
  if (wide === undefined || narrow === undefined || wide === narrow) return wide === narrow;
  return wide === "*/*" || (wide.endsWith("/*") && narrow.startsWith(wide.slice(0, -1)));
}

function bodyOf(spot: Spot, title: string): Spot {
  if (!exists(spot)) return spot;
  const body = followed(spot);
  return body.pointer === spot.pointer ? { ...body, place: `${spot.place} ${title}` } : body;
}

function isRequiredIn(body: Spot): boolean {
  return at(body, ["required"]).value === true;
}

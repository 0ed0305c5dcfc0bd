import { without } from "../../json.ts";
import { by, report } from "../course.ts";
import { written, writtenList } from "../wording.ts";
import type { SchemaCourse, ShapePair } from "./course.ts";
import { FRACTION } from "./kinds.ts";
import { eachOf, type Shape } from "./shape.ts";

/** Formats of which each holds all values of the one before. */
const WIDENING: readonly (readonly string[])[] = [
  ["int32", "int64"],
  ["float", "double"],
  ["uri", "uri-reference", "iri-reference"],
  ["uri", "iri", "iri-reference"],
  ["email", "idn-email"],
  ["hostname", "idn-hostname"],
];

/**
 * Compares the patterns and formats of texts and numbers.
 *
 * @param types - what both admit; lists and objects have none of these
 */
export function compareForms(course: SchemaCourse, pair: ShapePair, types: ReadonlySet<string>): void {
  if (types.has("string")) comparePatterns(course, pair);
  if (["string", "integer", FRACTION].some((type) => types.has(type))) compareFormats(course, pair);
}

function comparePatterns(course: SchemaCourse, pair: ShapePair): void {
  const gone = without(textsAt(pair.old, "pattern"), textsAt(pair.new, "pattern"));
  const fresh = without(textsAt(pair.new, "pattern"), textsAt(pair.old, "pattern"));
  if (gone.length === 0 && fresh.length === 0) return;
  const spots = { old: eachOf(pair.old, "pattern")[0], new: eachOf(pair.new, "pattern")[0] };
  if (gone.length === 0) {
    const rule = by(course, "sent-pattern-added", "received-pattern-added");
    report(course, rule, `It now has to match the pattern ${writtenList(fresh)}.`, spots);
  } else if (fresh.length === 0) {
    const rule = by(course, "sent-pattern-removed", "received-pattern-removed");
    report(course, rule, `It no longer has to match the pattern ${writtenList(gone)}.`, spots);
  } else {
    const rule = by(course, "sent-pattern-changed", "received-pattern-changed");
    report(course, rule, `The pattern is now ${writtenList(fresh)} instead of ${writtenList(gone)}.`, spots);
  }
}

function compareFormats(course: SchemaCourse, pair: ShapePair): void {
  const [old] = eachOf(pair.old, "format");
  const [revised] = eachOf(pair.new, "format");
  const [from, to] = [old?.value, revised?.value];
  if (from === to) return;
  const message = `The format is now ${revised ? written(to) : "any"} instead of ${old ? written(from) : "any"}.`;
  const spots = { old, new: revised };
  if (from === undefined || isWider(to, from)) {
    report(course, by(course, "sent-format-narrowed", "received-format-narrowed"), message, spots);
  } else if (to === undefined || isWider(from, to)) {
    report(course, by(course, "sent-format-widened", "received-format-widened"), message, spots);
  } else {
    report(course, by(course, "sent-format-changed", "received-format-changed"), message, spots);
  }
}

/** Whether the second format holds all values of the first and others. */
function isWider(format: unknown, other: unknown): boolean {
  return WIDENING.some((row) => {
    const [a, b] = [row.findIndex((name) => name === format), row.findIndex((name) => name === other)];
    return a !== -1 && b > a;
  });
}

function textsAt(shape: Shape, keyword: string): string[] {
  return eachOf(shape, keyword).map(({ value }) => String(value));
}

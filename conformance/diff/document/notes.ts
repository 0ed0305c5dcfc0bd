import { isObject, isSame } from "../json.ts";
import { areVersions, report, type Course } from "./course.ts";
import { both, namesOf, type Pair } from "./spot.ts";
import { reworded } from "./wording.ts";

/** What describes, for people. */
const DESCRIPTIONS: Readonly<Record<string, string>> = {
  title: "The title",
  summary: "The summary",
  description: "The description",
  externalDocs: "The link to more",
  $comment: "The comment",
  termsOfService: "The link to the terms of service",
  contact: "The contact",
  license: "The license",
};

const EXAMPLES = new Set(["example", "examples"]);

/** Whether a keyword only describes. */
export function isDescription(name: string): boolean {
  return Object.hasOwn(DESCRIPTIONS, name);
}

/**
 * Compares what says nothing of messages: descriptions, examples, marks, and remarks for tools.
 *
 * @param skipped - what is compared elsewhere
 */
export function compareNotes(course: Course, pair: Pair, skipped: ReadonlySet<string>): void {
  for (const name of namesOf(pair)) {
    if (!skipped.has(name)) compareNote(course, name, both(pair, [name]));
  }
}

/** Compares one thing that says nothing of messages. */
export function compareNote(course: Course, name: string, pair: Pair): void {
  const [old, revised] = [pair.old.value, pair.new.value];
  if (isSame(old, revised)) return;
  if (name === "deprecated") return compareDeprecated(course, pair);
  if (name === "x-sensitive") return compareSensitive(course, pair);
  if (Object.hasOwn(DESCRIPTIONS, name)) {
    report(course, "document-description-changed", reworded(DESCRIPTIONS[name] ?? name, old, revised), pair);
  } else if (EXAMPLES.has(name)) {
    report(course, "document-examples-changed", examplesMessage(old, revised), pair);
  } else if (name === "tags") {
    report(course, "document-tags-changed", reworded("The list of tags", old, revised), pair);
  } else if (!areVersions(course, old, revised)) {
    report(course, "document-annotation-changed", reworded(`"${name}"`, old, revised), pair);
  }
}

function compareDeprecated(course: Course, pair: Pair): void {
  if (pair.new.value === true) report(course, "document-deprecated", "It is now deprecated.", pair);
  else if (pair.old.value === true) {
    report(course, "document-undeprecated", "It is no longer deprecated.", pair);
  }
}

function compareSensitive(course: Course, pair: Pair): void {
  if (pair.new.value === true) {
    report(course, "document-sensitive-marked", "The value is now marked as secret.", pair);
  } else if (pair.old.value === true) {
    report(course, "document-sensitive-unmarked", "The value is no longer marked as secret.", pair);
  }
}

function examplesMessage(old: unknown, revised: unknown): string {
  const count = (value: unknown): number => {
    if (Array.isArray(value)) return value.length;
    return isObject(value) ? Object.keys(value).length : Number(value !== undefined);
  };
  return count(old) === count(revised)
    ? "The examples are different."
    : `There are now ${count(revised)} examples instead of ${count(old)}.`;
}

import { listed, shown } from "../json.ts";

/** How much of a long text is shown from where it differs, and how much before that. */
const EXCERPT = 160;
const BEFORE = 20;

/** A JSON value as it would be written, shortened. */
export function written(value: unknown): string {
  return value === undefined ? "nothing" : shown(JSON.stringify(value));
}

/** Several JSON values in one sentence. */
export function writtenList(values: readonly unknown[]): string {
  return listed(values.map(written));
}

/** `is` or `are`, as so many demand. */
export function isOrAre(values: readonly unknown[]): string {
  return values.length === 1 ? "is" : "are";
}

/** One sentence on what a text says now; of long texts the part that differs. */
export function reworded(what: string, old: unknown, revised: unknown): string {
  if (old === undefined) return `${what} is new: ${written(revised)}.`;
  if (revised === undefined) return `${what} is gone; it was ${written(old)}.`;
  if (typeof old !== "string" || typeof revised !== "string") {
    return `${what} is now ${written(revised)} instead of ${written(old)}.`;
  }
  const [before, after] = excerpts(old, revised);
  return `${what} now says "${after}" instead of "${before}".`;
}

function excerpts(old: string, revised: string): [string, string] {
  let same = 0;
  while (same < old.length && old[same] === revised[same]) same += 1;
  // From the beginning of the word, with a little before it.
  const from = same < 2 * BEFORE ? 0 : old.lastIndexOf(" ", same - BEFORE) + 1;
  return [excerpt(old, from), excerpt(revised, from)];
}

function excerpt(text: string, from: number): string {
  const end = from + EXCERPT;
  return `${from > 0 ? "…" : ""}${text.slice(from, end).trim()}${end < text.length ? "…" : ""}`;
}

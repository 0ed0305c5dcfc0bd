import type { Change } from "./compare.ts";
import { FILES, UNEXPORTED } from "./names.ts";

/** What the newest section of a changelog says of breaking changes. */
export interface BreakingNotes {
  /** Its heading, such as `0.1.0 (unreleased)`. */
  readonly section: string;
  readonly lines: readonly string[];
}

/**
 * Reads the list below `### Breaking` of the first section.
 *
 * @throws Error for a changelog without any section
 */
export function readBreakingNotes(changelog: string): BreakingNotes {
  const [, newest] = changelog.split(/^## /m);
  if (newest === undefined) throw new Error('CHANGELOG.md has no section: it begins with "## ".');
  const [section = ""] = newest.split("\n", 1);
  const [, list = ""] = newest.split(/^### Breaking[ \t]*$/m);
  const [own = ""] = list.split(/^###? /m);
  // An item goes on in the lines that are moved in.
  const lines = own.split(/^[-*] /m).slice(1);
  return { section: section.trim(), lines: lines.map((line) => line.replaceAll(/\s+/g, " ").trim()) };
}

/** Whether a line tells of a change: by its name, and by every entry that exports it. */
export function tells({ lines }: BreakingNotes, change: Change): boolean {
  const names = namesToTell(change);
  return lines.some((line) => {
    const [needed, oneOf] = [names.needed, names.oneOf].map((list) =>
      list.map((name) => line.includes(`\`${name}\``)),
    );
    return needed?.every(Boolean) && (oneOf?.length === 0 || oneOf?.some(Boolean));
  });
}

/** A line that would tell of a change, up to what only a person can say. */
export function lineFor(change: Change): string {
  const { needed, oneOf } = namesToTell(change);
  const [name = "", ...entries] = needed.map((one) => `\`${one}\``);
  const places = [...entries, ...oneOf.slice(0, 1).map((one) => `\`${one}\``)];
  const where = places.length > 0 ? ` of ${places.join(", ")}` : "";
  return `- ${name}${where}: what became of it, and what its users do now`;
}

function namesToTell({ name, entries, home }: Change): {
  needed: readonly string[];
  oneOf: readonly string[];
} {
  if (name === "*") return { needed: [home.module], oneOf: [] };
  const bare = name.replace(/^module /, "");
  if (home.module === FILES) return { needed: [bare], oneOf: [] };
  return home.module === UNEXPORTED
    ? { needed: [bare], oneOf: entries }
    : { needed: [bare, ...entries], oneOf: [] };
}

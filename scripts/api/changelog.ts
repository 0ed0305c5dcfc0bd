import { lexer, walkTokens, type Token, type Tokens } from "marked";
import type { Change } from "./compare.ts";
import { FILES, UNEXPORTED } from "./names.ts";

/** What a changelog and the changes that are pending for it say of breaking changes. */
export interface BreakingNotes {
  /** The heading of the newest section, such as `0.1.0 (unreleased)`. */
  readonly section: string;
  /** Whether that section is of a version to come. One that is released says nothing of what breaks after it. */
  readonly isOpen: boolean;
  /** Whether nothing is released yet, so that nobody has anything that could break. */
  readonly isFirst: boolean;
  /** What each item of the list says as code. */
  readonly items: readonly (readonly string[])[];
}

/**
 * Reads the list below `### Breaking` of the first section, if that is not released, and of each pending change, as
 * readers see them: not what is in comments or blocks of code.
 *
 * @param pending - the texts of changesets, without their heads
 * @throws Error for a changelog without any section
 */
export function readBreakingNotes(changelog: string, pending: readonly string[] = []): BreakingNotes {
  const tokens = lexer(changelog);
  const start = tokens.findIndex((token) => isHeading(token) && token.depth === 2);
  const heading = tokens[start];
  if (!heading || !isHeading(heading)) throw new Error('CHANGELOG.md has no section: it begins with "## ".');
  const isOpen = heading.text.endsWith("(unreleased)");
  const isFirst = isOpen && tokens.filter((token) => isHeading(token) && token.depth === 2).length === 1;
  const newest = isOpen ? upTo(tokens.slice(start + 1), 2) : [];
  const items = [newest, ...pending.map((text) => lexer(text))].flatMap(breakingItems);
  return { section: heading.text, isOpen, isFirst, items };
}

function breakingItems(tokens: readonly Token[]): string[][] {
  const breaking = tokens.findIndex(
    (token) => isHeading(token) && token.depth === 3 && token.text === "Breaking",
  );
  const lists = breaking < 0 ? [] : upTo(tokens.slice(breaking + 1), 3).filter(isList);
  return lists.flatMap(({ items }) => items.map(codeOf));
}

/** What stands before the next heading that is as high. */
function upTo(tokens: readonly Token[], depth: number): readonly Token[] {
  const end = tokens.findIndex((token) => isHeading(token) && token.depth <= depth);
  return end < 0 ? tokens : tokens.slice(0, end);
}

/** Whether a piece of Markdown is a heading. */
export function isHeading(token: Token): token is Tokens.Heading {
  return token.type === "heading";
}

function isList(token: Token): token is Tokens.List {
  return token.type === "list";
}

function codeOf(item: Tokens.ListItem): string[] {
  const found: string[] = [];
  void walkTokens(item.tokens, (token) => {
    if (token.type === "codespan") found.push(token.text);
  });
  return found;
}

/** Whether an item tells of a change: by its name, and by every entry that exports it. */
export function tells({ items }: BreakingNotes, change: Change): boolean {
  const { needed, oneOf } = namesToTell(change);
  return items.some((said) => {
    const isSaid = (name: string) => said.includes(name);
    return needed.every(isSaid) && (oneOf.length === 0 || oneOf.some(isSaid));
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

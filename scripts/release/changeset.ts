import { lexer, type Token } from "marked";
import { parse } from "yaml";
import { isHeading } from "../api/changelog.ts";

/** How much a change weighs, the least first. */
export const BUMPS = ["patch", "minor", "major"] as const;

export type Bump = (typeof BUMPS)[number];

/** One pending change: a file of `.changeset/`. */
export interface Changeset {
  readonly file: string;
  readonly bump: Bump;
  /** What users are told, as Markdown. */
  readonly prose: string;
  /** The list below `### Breaking`, as Markdown; empty where nothing breaks. */
  readonly breaking: string;
}

/** What a file of `.changeset/` has to look like. */
const FORM = /^---\n([^]*?)\n---\n([^]*)$/;

/**
 * Reads one file of `.changeset/`.
 *
 * @throws Error that says what is wrong with it
 */
export function readChangeset(file: string, text: string, packageName: string): Changeset {
  const wrong = (what: string) => new Error(`.changeset/${file}: ${what}`);
  const [, head, body] = FORM.exec(text.replaceAll("\r\n", "\n")) ?? [];
  if (head === undefined || body === undefined)
    throw wrong("begins with a block between two lines of ---, which names package and weight.");
  const bump = bumpOf(head, packageName);
  if (!bump) throw wrong(`the block has to say "${packageName}": patch, minor or major, and nothing else.`);
  const tokens = lexer(body);
  const headings = tokens.filter(isHeading);
  if (headings.length > 1 || headings.some(({ depth, text: title }) => depth !== 3 || title !== "Breaking"))
    throw wrong("has another heading than a single ### Breaking.");
  const at = tokens.findIndex(isHeading);
  const prose = rawOf(at < 0 ? tokens : tokens.slice(0, at));
  const below = at < 0 ? [] : tokens.slice(at + 1).filter(({ type }) => type !== "space");
  if (prose === "") throw wrong("says nothing of what users can do now.");
  if (at >= 0 && (below.length !== 1 || below[0]?.type !== "list"))
    throw wrong("has something else than one list below ### Breaking.");
  if (at >= 0 && bump === "patch")
    throw wrong("what breaks users is no patch: minor before 1.0.0, major after it.");
  return { file, bump, prose, breaking: rawOf(below) };
}

function bumpOf(head: string, packageName: string): Bump | undefined {
  let said: unknown;
  try {
    said = parse(head);
  } catch {
    return undefined;
  }
  const [[name, bump] = [], ...others] = Object.entries(said ?? {});
  return name === packageName && others.length === 0 ? BUMPS.find((one) => one === bump) : undefined;
}

function rawOf(tokens: readonly Token[]): string {
  return tokens
    .map(({ raw }) => raw)
    .join("")
    .trim();
}

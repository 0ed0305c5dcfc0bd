/** For the tests: what a made-up document is; there is one in the shape of each of the four. */
import type { Direction, DocumentEntry } from "./ledger-types.ts";

export interface MadeUpMessage {
  slug: string;
  direction: Direction;
  lines: [number, number];
  /** The only repair these messages may need: a head or a blank line that is missing. */
  repair?: { find: string; replace: string } | { insert: string };
}

export interface MadeUpDocument {
  entry: Omit<DocumentEntry, "sha256" | "messages">;
  lines: string[];
  messages: MadeUpMessage[];
}

/** The lines between the first and the last line break. */
export function lines(text: string): string[] {
  return text.split("\n").slice(1, -1);
}

export const json = "Content-Type: application/json";
/** The repair of a notification whose head runs into its body. */
export const blankLine = { find: `${json}\n{`, replace: `${json}\n\n{` };

/** The text of a message as the document shows it; a message without a line of its own is empty. */
export function textOf(document: MadeUpDocument, message: MadeUpMessage): string {
  const [first, last] = message.lines;
  const text = document.lines.slice(first - 1, last).join("\n");
  return first === last && !text.startsWith("HTTP/") ? "" : text;
}

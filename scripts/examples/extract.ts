/**
 * Reads every HTTP message out of a document again, by the document's own structure: headings say what
 * a message is, request lines, status lines and lone opening brackets say where one begins.
 */
import { headingOf, type Heading, type Headings } from "./headings.ts";
import type { Direction } from "./ledger-types.ts";
import { blockAt } from "./message-block.ts";

export interface ExtractedMessage {
  /** As in a stored id after its number, e.g. "example-2-notification-transferring". */
  slug: string;
  direction: Direction | "unknown";
  lines: [number, number];
  text: string;
  /** False when the body is never closed. */
  closed: boolean;
}

interface Part {
  direction: Direction;
  slug: string;
  line: number;
  messages: number;
}

export function linesOf(content: string): string[] {
  return content.split(/\r?\n/u);
}

export function extractMessages(content: string, headings: Headings): ExtractedMessage[] {
  const lines = linesOf(content);
  const found: ExtractedMessage[] = [];
  let within = headings.begin === undefined;
  let example: number | undefined;
  let part: Part | undefined;

  /** A heading without a message is an empty sample, and stands at the heading's line. */
  const closePart = () => {
    if (part?.messages === 0) {
      found.push({
        slug: part.slug,
        direction: part.direction,
        lines: [part.line, part.line],
        text: "",
        closed: true,
      });
    }
    part = undefined;
  };

  for (let index = 0; index < lines.length; index += 1) {
    const heading = headingOf(lines[index] ?? "", headings);
    if (heading !== undefined) {
      if (heading.kind === "begin") within = true;
      if (!within) continue;
      closePart();
      if (heading.kind === "end") within = false;
      if (heading.kind === "example") example = heading.number;
      if (heading.kind === "part") part = openPart(heading, example, index + 1);
      continue;
    }
    const block = blockAt(lines, index);
    if (block === undefined) continue;
    found.push({
      slug: slugOf(part, index + 1),
      direction: part?.direction ?? "unknown",
      lines: [index + 1, block.last + 1],
      text: lines.slice(index, block.last + 1).join("\n"),
      closed: block.closed,
    });
    if (part !== undefined) part.messages += 1;
    index = block.last;
  }
  closePart();
  return found;
}

function openPart(heading: Heading & { kind: "part" }, example: number | undefined, line: number): Part {
  const prefix = example === undefined ? "" : `example-${example}-`;
  return { direction: heading.direction, slug: prefix + heading.name, line, messages: 0 };
}

/** A message without a heading, or a second one under a heading, gets a name that no stored message has. */
function slugOf(part: Part | undefined, line: number): string {
  if (part === undefined) return `unplaced-line-${line}`;
  return part.messages === 0 ? part.slug : `${part.slug}-again-line-${line}`;
}

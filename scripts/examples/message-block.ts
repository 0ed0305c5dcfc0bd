/**
 * Where an HTTP message begins and ends among the lines of a document. Nothing is parsed as JSON,
 * because some documented bodies are not JSON: the body ends where its first bracket is closed.
 */
export interface Block {
  /** Index of the last line. */
  last: number;
  /** False when a body was opened and never closed. */
  closed: boolean;
}

// Templates such as "POST /app/calls/{id}/transfer" describe an operation; only absolute URLs are messages.
const startLine = /^(?:[A-Z]+ https?:\/\/\S+|HTTP\/\d(?:\.\d)? \d{3}(?: .*)?)$/u;
const headerLine = /^[A-Za-z][A-Za-z0-9-]*: \S/u;
const bodyStart = /^[[{]$/u;

/** The message that begins at this line, if one does. */
export function blockAt(lines: readonly string[], first: number): Block | undefined {
  const line = lines[first] ?? "";
  if (bodyStart.test(line)) return bodyFrom(lines, first);
  if (!startLine.test(line)) return undefined;

  let last = first;
  while (headerLine.test(lines[last + 1] ?? "")) last += 1;
  const afterHead = lines[last + 1] === "" ? last + 2 : last + 1;
  return bodyStart.test(lines[afterHead] ?? "") ? bodyFrom(lines, afterHead) : { last, closed: true };
}

function bodyFrom(lines: readonly string[], first: number): Block {
  let depth = 0;
  for (let index = first; index < lines.length; index += 1) {
    depth += bracketBalance(lines[index] ?? "");
    if (depth <= 0) return { last: index, closed: true };
  }
  return { last: lines.length - 1, closed: false };
}

/** Opened minus closed brackets of one line, brackets inside strings left out. */
function bracketBalance(line: string): number {
  const outsideStrings = line.replace(/"(?:[^"\\]|\\.)*"/gu, "");
  return (outsideStrings.match(/[[{]/gu)?.length ?? 0) - (outsideStrings.match(/[\]}]/gu)?.length ?? 0);
}

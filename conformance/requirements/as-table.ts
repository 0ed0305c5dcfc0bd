import { totalsOf, versionsOf, type Row } from "./coverage.ts";

/** How far what belongs to a statement is moved in, below its level. */
const INDENT = " ".repeat(8);

/**
 * Statements for a terminal: one paragraph each, by operation, and a table of how many there are.
 *
 * @param width - how long a line may be, in characters; a longer id stands in a line of its own
 */
export function asTable(rows: readonly Row[], width: number): string {
  const blocks = rows.flatMap((row, index) => [
    ...(row.operation === rows[index - 1]?.operation ? [] : [`${row.operation}\n`]),
    `${linesOf(row, width).join("\n")}\n`,
  ]);
  return [...blocks, totalLines(rows).join("\n"), ""].join("\n");
}

function linesOf(row: Row, width: number): string[] {
  const { id, level, source, text, checks, excluded = "" } = row;
  const coverage = checks.length > 0 ? `tested: ${checks.join(", ")}` : `excluded: ${excluded}`;
  return [
    level.padEnd(INDENT.length) + id,
    ...wrapped(text, width),
    ...wrapped(`source: ${source.document}, ${source.place}; versions: ${versionsOf(row)}`, width),
    ...wrapped(coverage, width),
  ];
}

/** A text in lines, moved in; what follows the first line of it is moved in further. */
function wrapped(text: string, width: number): string[] {
  const lines: string[] = [];
  let line = INDENT;
  for (const word of text.split(/\s+/)) {
    const isFirst = line.trim() === "";
    if (!isFirst && line.length + 1 + word.length > width) {
      lines.push(line);
      line = `${INDENT}  ${word}`;
    } else line += isFirst ? word : ` ${word}`;
  }
  return [...lines, line];
}

function totalLines(rows: readonly Row[]): string[] {
  const lines = [
    ["operation", "rows", "tested", "excluded"],
    ...totalsOf(rows).map(({ operation, rows: all, tested, excluded }) =>
      [operation, all, tested, excluded].map(String),
    ),
  ];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...lines.map((line) => line[column]?.length ?? 0)));
  return lines.map((line) =>
    line
      .map((cell, column) =>
        column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
      )
      .join("  "),
  );
}

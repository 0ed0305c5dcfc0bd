import { totalsOf, versionsOf, type Row } from "./coverage.ts";

/** Statements as Markdown: a table for each operation, and one of how many there are. */
export function asMarkdown(rows: readonly Row[]): string {
  const names = [...new Set(rows.map(({ operation }) => operation))];
  const sections = names.flatMap((name) => [
    `## ${name}`,
    markdownTable(
      ["requirement", "level", "versions", "statement", "source", "coverage"],
      rows.filter(({ operation }) => operation === name).map(cellsOf),
    ),
  ]);
  const totals = totalsOf(rows).map(({ operation, rows: all, tested, excluded }) =>
    [operation, all, tested, excluded].map(String),
  );
  const counted = markdownTable(["operation", "rows", "tested", "excluded"], totals);
  return `${["# Requirements", ...sections, "## Totals", counted].join("\n\n").trimEnd()}\n`;
}

function cellsOf(row: Row): string[] {
  const { id, level, source, text, checks, excluded = "" } = row;
  const coverage = checks.length > 0 ? `tested: ${checks.map(code).join(", ")}` : `excluded: ${excluded}`;
  return [code(id), level, versionsOf(row), text, `${source.document}, ${source.place}`, coverage];
}

/** A table of Markdown. Cells are Markdown themselves; what would end one is escaped. */
export function markdownTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map(cell).join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

/** Names stand as they are. */
export function code(name: string): string {
  return `\`${name}\``;
}

function cell(text: string): string {
  return (
    text
      .replaceAll(/\s+/g, " ")
      .replaceAll("|", String.raw`\|`)
      // In a name between backticks it stands as it is; elsewhere it would begin a tag.
      .replaceAll(/`[^`]*`|</g, (found) => (found === "<" ? "&lt;" : found))
  );
}

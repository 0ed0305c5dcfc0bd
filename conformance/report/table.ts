import type { Check } from "./check.ts";

/** Order of the columns; groups that are not named here follow. */
const ORDER = ["message", "request", "header", "status", "body", "notification", "positive", "negative"];

/** A table with a row for each operation and version and a column for each group of checks: passed of all. */
export function table(checks: readonly Check[]): string {
  const found = new Set(checks.map(groupOf));
  const groups = [...new Set([...ORDER, ...found])].filter((group) => found.has(group));
  const names = [
    ...new Set(checks.map(({ operation, apiVersion }) => `${operation} ${apiVersion}`)),
  ].toSorted();
  const rows = names.map((name) => {
    const own = checks.filter(({ operation, apiVersion }) => `${operation} ${apiVersion}` === name);
    return [name, ...groups.map((group) => tally(own.filter((check) => groupOf(check) === group)))];
  });
  const lines = [["operation", ...groups], ...rows];
  const widths =
    lines[0]?.map((_, column) => Math.max(...lines.map((line) => line[column]?.length ?? 0))) ?? [];
  return lines
    .map((line) =>
      line
        .map((cell, column) =>
          column === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[column] ?? 0),
        )
        .join("  "),
    )
    .join("\n");
}

/** Every check that did not pass, with what was expected and seen. */
export function failures(checks: readonly Check[]): string {
  return checks
    .filter(({ status }) => status !== "passed" && status !== "excluded")
    .map(({ id, apiVersion, level, status, message, source }) =>
      [
        `${status} ${level} ${id} (${apiVersion})`,
        `  source: ${source.document}, ${source.place}`,
        ...message.split("\n").map((line) => `  ${line}`),
      ].join("\n"),
    )
    .join("\n");
}

function groupOf({ id, operation }: Check): string {
  return id.slice(operation.length + 1).split("/")[0] ?? "";
}

function tally(checks: readonly Check[]): string {
  if (checks.length === 0) return "-";
  return `${checks.filter(({ status }) => status === "passed").length}/${checks.length}`;
}

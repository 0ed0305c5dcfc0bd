import type { Check } from "./check.ts";
import { grouped, STATUS_WORDS } from "./severity.ts";

/** Order of the columns; groups that are not named here follow. */
const ORDER = [
  ["access", "message", "request", "header", "status", "response", "body", "example", "error", "state"],
  ["repeatability", "deprecated", "notification", "token", "positive", "negative", "accepts", "refuses"],
].flat();

/** The widest line, in characters. */
export const WIDTH = 118;

/**
 * For each operation a table with a row for each version and a column for each group of checks: passed of what is not excluded. Below
 * a row it says what else there is.
 */
export function table(checks: readonly Check[]): string {
  const operations = grouped(checks, ({ operation }) => operation);
  return [...operations.keys()]
    .toSorted()
    .flatMap((operation) => operationLines(operation, operations.get(operation) ?? []))
    .join("\n");
}

function operationLines(operation: string, checks: readonly Check[]): string[] {
  const versions = grouped(checks, ({ apiVersion }) => apiVersion);
  const names = [...versions.keys()].toSorted();
  const label = Math.max(...names.map((name) => name.length)) + 2;
  const columns = columnsOf(checks, versions, names);
  const isWide = Math.max(label, operation.length) + widthOf(columns) > WIDTH;
  const first = isWide ? label : Math.max(label, operation.length);
  const blocks = fitting(columns, WIDTH - first);
  return blocks.flatMap((block, index) => {
    const isFirst = index === 0;
    const head =
      (isFirst && !isWide ? operation : "").padEnd(first) + block.map(({ head: text }) => text).join("");
    const rows = names.flatMap((name, row) => [
      `  ${name}`.padEnd(first) + block.map(({ cells }) => cells[row] ?? "").join(""),
      ...(index === blocks.length - 1 ? restLines(versions.get(name) ?? []) : []),
    ]);
    return [...(isFirst && isWide ? [operation] : []), head, ...rows];
  });
}

interface Column {
  readonly head: string;
  readonly cells: readonly string[];
}

function columnsOf(
  checks: readonly Check[],
  versions: ReadonlyMap<string, readonly Check[]>,
  names: readonly string[],
): Column[] {
  const found = new Set(checks.map(groupOf));
  const groups = [...new Set([...ORDER, ...found])].filter((group) => found.has(group));
  return groups.map((group) => {
    const texts = names.map((name) =>
      tally((versions.get(name) ?? []).filter((check) => groupOf(check) === group)),
    );
    const width = Math.max(group.length, ...texts.map((text) => text.length)) + 2;
    return { head: group.padStart(width), cells: texts.map((text) => text.padStart(width)) };
  });
}

function widthOf(columns: readonly Column[]): number {
  return columns.reduce((sum, { head }) => sum + head.length, 0);
}

/** Columns in as many blocks below each other as they need. */
function fitting(columns: readonly Column[], width: number): Column[][] {
  const blocks: Column[][] = [[]];
  for (const column of columns) {
    const block = blocks.at(-1);
    if (block && (block.length === 0 || widthOf([...block, column]) <= width)) block.push(column);
    else blocks.push([column]);
  }
  return blocks;
}

/** What did not pass, by group. */
function restLines(checks: readonly Check[]): string[] {
  const groups = grouped(
    checks.filter(({ status }) => status !== "passed"),
    groupOf,
  );
  if (groups.size === 0) return [];
  const parts = [...groups].map(([group, own]) => {
    const statuses = [...grouped(own, ({ status }) => STATUS_WORDS[status])];
    return `${group} ${statuses.map(([word, { length }]) => `${length} ${word}`).join(", ")}`;
  });
  return wrapped(parts.join("; "), "    ");
}

/** Text in lines of at most the usual width, each indented. */
export function wrapped(text: string, indent: string): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && indent.length + line.length + 1 + word.length > WIDTH) {
      lines.push(indent + line);
      line = word;
    } else line = line === "" ? word : `${line} ${word}`;
  }
  return [...lines, indent + line];
}

function groupOf({ id, operation }: Check): string {
  return id.slice(operation.length + 1).split("/")[0] ?? "";
}

/** What passed, of all that could: what is excluded would look like a failure here, and is told below the row. */
function tally(all: readonly Check[]): string {
  const checks = all.filter(({ status }) => status !== "excluded");
  if (checks.length === 0) return "-";
  return `${checks.filter(({ status }) => status === "passed").length}/${checks.length}`;
}

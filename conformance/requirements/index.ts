import { UsageError, type CommandIo } from "../../src/simulator/command.ts";
import { readFlags, type Flag } from "../command/flags.ts";
import { nearest } from "../command/nearest.ts";
import { usageText } from "../command/usage.ts";
import { asMarkdown } from "./as-markdown.ts";
import { asTable } from "./as-table.ts";
import { operations, rowsOf, totalsOf, type Row } from "./coverage.ts";

type Format = (rows: readonly Row[], width: number) => string;

const FORMATS: ReadonlyMap<string, Format> = new Map<string, Format>([
  ["table", asTable],
  ["json", (rows) => `${JSON.stringify({ requirements: rows, totals: totalsOf(rows) }, undefined, 2)}\n`],
  ["markdown", asMarkdown],
]);

const FLAGS: readonly Flag[] = [
  {
    name: "operation",
    value: "<name>",
    many: true,
    about: "only of this operation or webhook, such as graph.transfer",
  },
  { name: "format", value: `<${[...FORMATS.keys()].join("|")}>`, about: "default: table" },
  { name: "help", about: "this" },
];

/** How `requirements` is called. */
export const REQUIREMENTS_USAGE = usageText({
  call: "requirements [flags]",
  about:
    "Lists what the documents say, statement by statement, with the checks of each or the reason why it has none.",
  groups: [["Flags", FLAGS]],
  environment: [["COLUMNS", "how long lines of the table are, from 80 characters on; default: 100"]],
});

/**
 * Lists the requirements with their coverage: tested or excluded, and nothing else.
 *
 * @returns the exit code: 0
 * @throws UsageError for an operation or a format that there is not; GateError for a flag that there is not
 */
export function requirementsCommand(args: readonly string[], io: CommandIo): number {
  const { values } = readFlags(args, FLAGS);
  if (values.has("help")) {
    io.stdout.write(REQUIREMENTS_USAGE);
    return 0;
  }
  const format = formatOf(values.get("format")?.at(-1) ?? "table");
  const names = values.get("operation")?.map(operationOf) ?? operations;
  io.stdout.write(format(rowsOf(names), widthOf(io)));
  return 0;
}

function formatOf(name: string): Format {
  const format = FORMATS.get(name);
  if (!format) throw new UsageError(`--format has to be one of ${[...FORMATS.keys()].join(", ")}.`);
  return format;
}

function operationOf(name: string): string {
  if (operations.includes(name)) return name;
  const meant = nearest(name, operations);
  const hint = meant === undefined ? `There are ${operations.join(", ")}.` : `Did you mean ${meant}?`;
  throw new UsageError(`No requirement is about the operation "${name}". ${hint}`);
}

function widthOf({ env }: CommandIo): number {
  const columns = Number(env["COLUMNS"] ?? 100);
  return Number.isInteger(columns) ? Math.max(80, columns) : 100;
}

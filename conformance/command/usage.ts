import type { Flag } from "./flags.ts";

/** How a command is called. */
export interface Usage {
  /** Such as `verify server --url <url> [flags]`. */
  readonly call: string;
  readonly about: string;
  /** Groups of flags by their titles. */
  readonly groups: readonly (readonly [title: string, flags: readonly Flag[]])[];
  /** What environment counts, by name. */
  readonly environment: readonly (readonly [name: string, about: string])[];
  /** What else there is to know. */
  readonly rest?: string;
}

/** The widest line, in characters. */
const WIDTH = 100;

/** The text of `--help`. */
export function usageText({ call, about, groups, environment, rest }: Usage): string {
  const rows = groups.map(([title, flags]) => [title, flags.map(rowOf)] as const);
  const named = [...rows, ["Environment", environment] as const].filter(([, list]) => list.length > 0);
  const column = Math.max(...named.flatMap(([, list]) => list.map(([name]) => name.length))) + 4;
  const blocks = named.map(([title, list]) =>
    [`${title}:`, ...list.flatMap(([name, text]) => lines(name, text, column))].join("\n"),
  );
  return `${[`Usage: call-handoff ${call}`, paragraph(about), ...blocks, ...(rest === undefined ? [] : [paragraph(rest)])].join("\n\n")}\n`;
}

function rowOf({ name, value, many, about }: Flag): readonly [string, string] {
  return [
    value === undefined ? `--${name}` : `--${name} ${value}`,
    many === true ? `${about}; may be repeated` : about,
  ];
}

function lines(name: string, text: string, column: number): string[] {
  return wrapped(text, WIDTH - column).map(
    (line, index) => (index === 0 ? `  ${name}`.padEnd(column) : " ".repeat(column)) + line,
  );
}

function paragraph(text: string): string {
  return text
    .split("\n")
    .flatMap((line) => wrapped(line, WIDTH))
    .join("\n");
}

function wrapped(text: string, width: number): string[] {
  const found: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (longer.length > width && line !== "") {
      found.push(line);
      line = word;
    } else line = longer;
  }
  return [...found, line];
}

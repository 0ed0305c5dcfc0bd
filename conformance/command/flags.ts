import { parseArgs } from "node:util";
import { GateError } from "../gate/errors.ts";
import { nearest } from "./nearest.ts";

/** A flag of a command. */
export interface Flag {
  /** Without its dashes. */
  readonly name: string;
  /** What it takes, such as `<url>`; absent where it takes nothing. */
  readonly value?: string;
  /** Whether it may be repeated. */
  readonly many?: boolean;
  /** What it is for, and its default. */
  readonly about: string;
}

/** What was given on the command line. */
export interface Given {
  /** Values by the name of their flag; of one that takes nothing a `true`. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  /** What belongs to no flag, where that is allowed. */
  readonly positionals: readonly string[];
  /** What stands after `--`; absent where there is none. */
  readonly command?: readonly string[];
}

/**
 * Reads flags. What may not be repeated counts as it was said last.
 *
 * @param allowPositionals - whether there may be arguments that belong to no flag
 * @throws GateError for what no flag takes. Values are not repeated, as they may be secrets in the wrong place.
 */
export function readFlags(args: readonly string[], flags: readonly Flag[], allowPositionals = false): Given {
  const end = args.indexOf("--");
  const command = end === -1 ? undefined : args.slice(end + 1);
  const values = new Map<string, string[]>();
  const given = parsed(end === -1 ? args : args.slice(0, end), flags, allowPositionals);
  for (const [name, found] of Object.entries(given.values))
    values.set(name, (Array.isArray(found) ? found : [found]).map(String));
  return { values, positionals: given.positionals, ...(command && { command }) };
}

function parsed(
  args: readonly string[],
  flags: readonly Flag[],
  allowPositionals: boolean,
): { values: Record<string, unknown>; positionals: readonly string[] } {
  const options = Object.fromEntries(
    flags.map(({ name, value }) => [
      name,
      value === undefined
        ? { type: "boolean" as const, ...(name === "help" && { short: "h" }) }
        : { type: "string" as const, multiple: true },
    ]),
  );
  try {
    return parseArgs({ args: [...args], options, allowPositionals });
  } catch (error) {
    throw new GateError(reason(error, flags));
  }
}

function reason(error: unknown, flags: readonly Flag[]): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (!(error instanceof Error) || !String(code).startsWith("ERR_PARSE_ARGS")) throw error;
  if (code === "ERR_PARSE_ARGS_UNEXPECTED_POSITIONAL")
    return "There is an argument that belongs to no flag. A command comes after --.";
  const [, name = ""] = /--([\w-]+)/.exec(error.message) ?? [];
  if (code === "ERR_PARSE_ARGS_UNKNOWN_OPTION") {
    const [shown = "such flag"] = /--?[\w-]+/.exec(error.message) ?? [];
    const meant = nearest(
      name,
      flags.map((flag) => flag.name),
    );
    return `There is no ${shown}.${meant === undefined ? "" : ` Did you mean --${meant}?`}`;
  }
  const known = flags.find((flag) => flag.name === name);
  if (known?.value === undefined) return `--${name} takes no value.`;
  return `--${name} needs a value: --${name} ${known.value}.`;
}

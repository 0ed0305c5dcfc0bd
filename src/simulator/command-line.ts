import { isHandoffError } from "../errors.ts";
import { simulate, SIMULATE_USAGE, UsageError, type CommandIo, type SimulateOptions } from "./command.ts";
import type { Simulator } from "./simulator.ts";
import { visible } from "./terminal.ts";

const USAGE = `Usage: call-handoff <command>

  simulate   serve a simulator of Azure Communication Services and Microsoft Graph

  --help     this, or with a command its flags
  --version  the version of this package
`;

/** What the command line is made of. */
export interface CommandLineTools {
  readonly make: (options: SimulateOptions) => Simulator;
  /** Of this package. */
  readonly version: () => string;
}

/**
 * Runs a command. Never rejects.
 *
 * @param args - those of the process, without its own name
 * @returns the exit code: that of the command, 2 for what was called wrongly, 3 for a fault of ours or of the machine
 */
export async function runCommand(
  args: readonly string[],
  io: CommandIo,
  { make, version }: CommandLineTools,
): Promise<number> {
  const [command, ...rest] = args;
  try {
    if (command === "simulate") return await simulate(rest, io, make);
    if (command === "--help" || command === "-h" || command === "help") io.stdout.write(USAGE);
    else if (command === "--version") io.stdout.write(`${version()}\n`);
    else throw new UsageError(command === undefined ? "Which command?" : `There is no command "${command}".`);
    return 0;
  } catch (error) {
    if (error instanceof UsageError) {
      io.stderr.write(`${visible(error.message)}\n\n${command === "simulate" ? SIMULATE_USAGE : USAGE}`);
      return 2;
    }
    io.stderr.write(`${faultText(error)}\n`);
    return 3;
  }
}

/** What is said of a fault: of one with a code its message, of any other all that helps to find it. */
export function faultText(error: unknown): string {
  if (isHandoffError(error)) return `${visible(error.message)} (${error.code})`;
  const text = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return text.split("\n").map(visible).join("\n");
}

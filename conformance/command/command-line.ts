import { isHandoffError } from "../../src/errors.ts";
import type { CommandIo } from "../../src/simulator/command-io.ts";
import { UsageError, type SimulateOptions } from "../../src/simulator/command-options.ts";
import type { Simulator } from "../../src/simulator/simulator.ts";
import { visible } from "../../src/simulator/terminal.ts";
import { GateError } from "../gate/errors.ts";
import { hideSecrets } from "../report/secrets.ts";
import type { Judges } from "./modes.ts";
import { secretsIn } from "./secrets.ts";
import { VERIFY_USAGE } from "./verify-usage.ts";

const USAGE = `Usage: call-handoff <command>

  simulate          serve a simulator of Azure Communication Services and Microsoft Graph
  verify server     judge a server: a gateway or a mock of the operations
  verify client     judge a client: what a command sends
  verify receiver   judge a receiver: the webhook of a bot
  requirements      list what the documents say, and by which checks it is judged
  diff              say what is different between two versions, and whom it breaks

  --help            this, or with a command its flags
  --version         the version of this package
`;

/** What the command line is made of. */
export interface CommandLineTools {
  /** Loads what makes the simulator. */
  readonly loadSimulator: () => Promise<(options: SimulateOptions) => Simulator>;
  /** Of this package. */
  readonly version: () => string;
  /** Where paths begin. */
  readonly folder: string;
  /** Default: those of this package. */
  readonly judges?: Judges;
}

/**
 * Runs a command. Never rejects. Each is loaded when it is called.
 *
 * @param args - those of the process, without its own name
 * @returns the exit code: that of the command, 2 for what was called wrongly, 3 for a fault of ours or of the machine
 */
export async function runCommand(
  args: readonly string[],
  io: CommandIo,
  tools: CommandLineTools,
): Promise<number> {
  const [command, ...rest] = args;
  let usage = USAGE;
  try {
    if (command === "simulate") {
      const { simulate, SIMULATE_USAGE } = await import("../../src/simulator/command.ts");
      usage = SIMULATE_USAGE;
      return await simulate(rest, io, await tools.loadSimulator());
    }
    if (command === "verify") {
      const [mode, ...flags] = rest;
      usage = VERIFY_USAGE;
      if (mode === "server" || mode === "client" || mode === "receiver") {
        usage = `call-handoff verify ${mode} --help tells every flag.\n`;
        const { verify } = await import("./verify.ts");
        return await verify(mode, flags, io, tools.folder, tools.judges);
      }
      if (!isHelp(mode))
        throw new UsageError(mode === undefined ? "Which mode?" : `There is no mode "${mode}".`);
      io.stdout.write(VERIFY_USAGE);
    } else if (command === "requirements") {
      usage = "call-handoff requirements --help tells every flag.\n";
      const { requirementsCommand } = await import("../requirements/index.ts");
      return requirementsCommand(rest, io);
    } else if (command === "diff") {
      usage = "call-handoff diff --help tells every flag.\n";
      const { diffCommand } = await import("../diff/command.ts");
      return await diffCommand(rest, io, tools.folder);
    } else if (isHelp(command)) io.stdout.write(USAGE);
    else if (command === "--version") io.stdout.write(`${tools.version()}\n`);
    else throw new UsageError(command === undefined ? "Which command?" : `There is no command "${command}".`);
    return 0;
  } catch (error) {
    const isUsage = error instanceof UsageError || error instanceof GateError;
    const text = isUsage ? `${visibleLines(error.message)}\n\n${usage}` : `${faultText(error)}\n`;
    io.stderr.write(hideSecrets(text, secretsIn(io.env)));
    return isUsage ? 2 : 3;
  }
}

function isHelp(word: string | undefined): boolean {
  return word === "--help" || word === "-h" || word === "help";
}

/** What is said of a fault: of one with a code its message, of any other all that helps to find it. */
export function faultText(error: unknown): string {
  if (isHandoffError(error)) return `${visible(error.message)} (${error.code})`;
  // What stands in the way of a report is no fault that a trace would help to find.
  if (error instanceof Error && error.name === "ReportError") return visibleLines(error.message);
  return visibleLines(error instanceof Error ? (error.stack ?? error.message) : String(error));
}

function visibleLines(text: string): string {
  return text.split("\n").map(visible).join("\n");
}

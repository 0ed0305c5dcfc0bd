import { spawn } from "node:child_process";
import { GateError } from "../gate/errors.ts";
import { keepOutput } from "./output.ts";
import { waitAtMost } from "./wait.ts";

/** How a command ended. One of the two is `null`. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A command of the user that runs. */
export interface StartedCommand {
  /** Of its first process. */
  readonly pid: number;
  /** Never rejects. Resolves when its first process has ended and its output was read. */
  readonly exited: Promise<Exit>;
  /** The last lines that it wrote so far, of both streams, without secrets. */
  readonly output: () => string[];
  /**
   * Ends it and all that it has started, by SIGTERM and, what is left after the grace, by SIGKILL. May be called again,
   * and after it has ended by itself.
   */
  readonly end: () => Promise<Exit>;
}

/** How a command is started. */
export interface CommandOptions {
  /** All of its environment. Default: that of this process. */
  readonly env?: Readonly<Record<string, string | undefined>>;
  /** Default: the current folder. */
  readonly cwd?: string;
  /** How long it has to end after SIGTERM, in milliseconds. Default: 3,000. */
  readonly grace?: number;
  /** Texts that its output is shown without. Those of known forms, such as bearer tokens, are hidden anyway. */
  readonly secrets?: readonly string[];
  /** Told of all that it writes, as it comes, secrets included. */
  readonly onOutput?: (text: string, stream: "stdout" | "stderr") => void;
}

/** Windows has no groups of processes that can be signalled; there only the first process is ended. */
const HAS_GROUPS = process.platform !== "win32";
const SIGNALS: readonly NodeJS.Signals[] = ["SIGINT", "SIGTERM", "SIGHUP"];
/** How often it is looked whether anything is left of a group, in milliseconds. */
const LOOK = 10;
/** How long the children of a process that has ended may go on, and hold its streams open, in milliseconds. */
const LAST_WORDS = 100;
const never = new Promise<never>(() => {});

/**
 * Starts a command in a group of processes of its own, without a shell. It gets no input.
 *
 * @param command - the program and its arguments
 * @throws GateError for a command that cannot be started
 */
export async function startCommand(
  command: readonly string[],
  { env = process.env, cwd, grace = 3000, secrets, onOutput }: CommandOptions = {},
): Promise<StartedCommand> {
  const [program = "", ...args] = command;
  if (program === "") throw new GateError("There is no command after --.");
  const child = spawn(program, args, {
    stdio: ["ignore", "pipe", "pipe"],
    detached: HAS_GROUPS,
    windowsHide: true,
    env,
    ...(cwd !== undefined && { cwd }),
  });
  const output = keepOutput(secrets);
  let isGone = false;
  for (const name of ["stdout", "stderr"] as const)
    child[name].setEncoding("utf8").on("data", (text: string) => {
      output.add(text);
      onOutput?.(text, name);
    });

  // The id of a group that is gone may be that of somebody else's before long.
  const signalGroup = (signal: NodeJS.Signals | 0) =>
    child.pid !== undefined && !isGone && sendSignal(child.pid, signal);
  const exited = new Promise<Exit>((resolve) => {
    child.once("exit", (code, signal) => {
      isGone = !signalGroup(0);
      const done = () => resolve({ code, signal });
      child.once("close", done);
      setTimeout(done, LAST_WORDS).unref();
    });
  });
  const pid = await new Promise<number>((resolve, reject) => {
    child.once("spawn", () => resolve(child.pid ?? 0));
    child.once("error", (cause) => {
      const why = "code" in cause ? String(cause.code) : cause.message;
      reject(new GateError(`The command "${program}" cannot be started (${why}).`, { cause }));
    });
  });
  const forget = endWithThisProcess(() => signalGroup("SIGKILL"));

  let ending: Promise<Exit> | undefined;
  const end = async (): Promise<Exit> => {
    signalGroup("SIGTERM");
    await waitAtMost(grace, exited);
    // Its children have heard the same. One that has ended and that nobody has buried yet looks like one that lives,
    // so they are not waited for as long.
    const latest = performance.now() + LAST_WORDS;
    while (signalGroup(0) && performance.now() < latest) await waitAtMost(LOOK, never);
    signalGroup("SIGKILL");
    const exit = await exited;
    // Whoever left the group may hold them still, and would keep this process waiting.
    child.stdout.destroy();
    child.stderr.destroy();
    forget();
    return exit;
  };
  return { pid, exited, output: () => output.lines(), end: () => (ending ??= end()) };
}

/** Whether there was anybody to signal. */
function sendSignal(pid: number, signal: NodeJS.Signals | 0): boolean {
  try {
    return process.kill(HAS_GROUPS ? -pid : pid, signal);
  } catch {
    return false;
  }
}

/** A group of its own does not hear what the terminal sends to ours. Gives a function that ends this. */
function endWithThisProcess(kill: () => void): () => void {
  const onSignal = (signal: NodeJS.Signals) => {
    kill();
    forget();
    // Where nobody else decides what becomes of this process, it ends as it would have without us.
    if (process.listenerCount(signal) === 0) process.kill(process.pid, signal);
  };
  const forget = () => {
    process.off("exit", kill);
    for (const signal of SIGNALS) process.off(signal, onSignal);
  };
  process.on("exit", kill);
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return forget;
}

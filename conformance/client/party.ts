import { startCommand } from "../process/index.ts";
import type { Hide } from "../report/secrets.ts";
import type { ClientOptions, RunClient } from "./options.ts";
import { outputTo } from "./output.ts";

/** How a client ended. */
export interface Ended {
  readonly isRight: boolean;
  /** One sentence. */
  readonly how: string;
}

/** How long a client may run, in milliseconds. */
const PATIENCE = 600_000;

/**
 * Runs the client until it has ended, or has taken too long.
 *
 * @param environment - what it is told, on top of all else
 * @param hide - what is hidden in its output
 * @throws GateError for a command that cannot be started
 */
export async function runParty(
  options: ClientOptions,
  environment: Readonly<Record<string, string>>,
  hide: Hide,
): Promise<Ended> {
  const { run, commandTimeout = PATIENCE, signal } = options;
  const limits = limitsOf(commandTimeout, signal);
  try {
    return await (run
      ? inProcess(run, environment, limits.over)
      : asCommand(options, environment, hide, limits.over));
  } finally {
    limits.stop();
  }
}

async function inProcess(
  run: RunClient,
  environment: Readonly<Record<string, string>>,
  over: Promise<Ended>,
): Promise<Ended> {
  try {
    return await Promise.race([run(environment).then((code) => howEnded(code, null)), over]);
  } catch (error) {
    // It is the run that was ended, and not the client that failed.
    if (error instanceof Aborted) throw error.cause;
    return { isRight: false, how: `It threw: ${error instanceof Error ? error.message : String(error)}` };
  }
}

async function asCommand(
  { command = [], environment: inherited = process.env, grace, onOutput }: ClientOptions,
  environment: Readonly<Record<string, string>>,
  hide: Hide,
  over: Promise<Ended>,
): Promise<Ended> {
  const output = onOutput && outputTo(onOutput, hide);
  const started = await startCommand(command, {
    env: { ...inherited, ...environment },
    ...(grace !== undefined && { grace }),
    ...(output && { onOutput: output.write }),
  });
  try {
    return await Promise.race([started.exited.then(({ code, signal }) => howEnded(code, signal)), over]);
  } catch (error) {
    throw error instanceof Aborted ? error.cause : error;
  } finally {
    // Also what it has started and left behind.
    await started.end();
    output?.flush();
  }
}

function howEnded(code: number | null, signal: string | null): Ended {
  if (code === null) return { isRight: false, how: `It was ended by ${signal ?? "a signal"}.` };
  return { isRight: code === 0, how: `It ended with exit code ${code}.` };
}

/** The user ends the run, for the reason that is its cause. */
class Aborted extends Error {}

/** Resolves when the time is over, and rejects when the run is ended. */
function limitsOf(timeout: number, signal: AbortSignal | undefined) {
  let stop = () => {};
  const over = new Promise<Ended>((resolve, reject) => {
    const how = `It had not ended after ${timeout / 1000} s.`;
    const timer = setTimeout(() => resolve({ isRight: false, how }), timeout);
    const abort = () => reject(new Aborted("aborted", { cause: signal?.reason }));
    if (signal?.aborted) abort();
    signal?.addEventListener("abort", abort);
    stop = () => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    };
  });
  // Nobody may wait for it yet.
  over.catch(() => {});
  return { over, stop };
}

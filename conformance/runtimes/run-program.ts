import { createServer } from "node:net";
import { startCommand, waitAtMost } from "../process/index.ts";

/** What came of a program. */
export interface Ended {
  /** `null` where a signal has ended it, as after its time. */
  readonly code: number | null;
  readonly stdout: string;
  /** The last lines of both streams. */
  readonly output: readonly string[];
}

/** How a program is run. */
export interface RunOptions {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** How long it may run, in milliseconds. */
  readonly timeout: number;
}

/** Runs a program to its end. */
export async function run(command: readonly string[], { cwd, env, timeout }: RunOptions): Promise<Ended> {
  const written: string[] = [];
  const started = await startCommand(command, {
    cwd,
    env,
    onOutput: (text, stream) => void (stream === "stdout" && written.push(text)),
  });
  await waitAtMost(timeout, started.exited);
  const { code } = await started.end();
  return { code, stdout: written.join(""), output: started.output() };
}

/**
 * The environment of programs that are judged: nothing of this one's but where things are, so that neither proxies nor
 * flags of a runtime come in between.
 */
export function plainEnvironment(folder: string): Record<string, string | undefined> {
  const { PATH, HOME, TMPDIR } = process.env;
  return { PATH, HOME, ...(TMPDIR && { TMPDIR }), DENO_DIR: `${folder}/deno`, DENO_NO_UPDATE_CHECK: "1" };
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  await new Promise<void>((resolve) => void server.close(() => resolve()));
  return typeof address === "object" && address ? address.port : 0;
}

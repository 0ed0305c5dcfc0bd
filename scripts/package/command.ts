/** Commands, as a user's own terminal would run them. */
import { spawn } from "node:child_process";
import { delimiter } from "node:path";

/** What came of a command. */
export interface Ended {
  readonly code: number | null;
  /** What it printed, to both streams. */
  readonly output: string;
}

/** How long anything may take, in milliseconds, on a machine that does other things too. */
const LIMIT = 200_000;

/** What a run of npm or Vitest leaves in the environment, and a terminal does not have. */
const OURS =
  /^(?:npm_(?!config_)|npm_config_(?:ignore_scripts|local_prefix)$|VITEST|INIT_CWD$|NODE_(?:ENV|OPTIONS)$|FORCE_COLOR$)/i;

/** The environment of a user's terminal. */
function environment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(([name]) => !OURS.test(name));
  const path = (process.env["PATH"] ?? "")
    .split(delimiter)
    .filter((folder) => !folder.includes("node_modules"));
  return { ...Object.fromEntries(kept), PATH: path.join(delimiter), NO_COLOR: "1" };
}

/** Runs a program, and resolves when it has ended. */
export function run(
  program: string,
  args: readonly string[],
  folder: string,
  more: NodeJS.ProcessEnv = {},
): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd: folder,
      env: { ...environment(), ...more },
      stdio: ["ignore", "pipe", "pipe"],
      timeout: LIMIT,
    });
    let output = "";
    const take = (chunk: Buffer) => (output += chunk.toString());
    child.stdout.on("data", take);
    child.stderr.on("data", take);
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, output }));
  });
}

/** The same, where anything but success is a fault of these tests. */
export async function succeed(program: string, args: readonly string[], folder: string): Promise<string> {
  const { code, output } = await run(program, args, folder);
  if (code !== 0) throw new Error(`${program} ${args.join(" ")} ended with ${code}:\n${output}`);
  return output;
}

/** A command that goes on. */
export interface Running {
  /** What it has printed until now. */
  readonly output: () => string;
  /** Ends it with all that it has started, and resolves when that is done. */
  readonly end: () => Promise<void>;
}

/** Starts a line of a shell, in a process group of its own. */
export function start(line: string, folder: string): Running {
  const child = spawn("sh", ["-c", line], {
    cwd: folder,
    env: environment(),
    stdio: ["ignore", "pipe", "pipe"],
    detached: true,
  });
  let output = "";
  const take = (chunk: Buffer) => (output += chunk.toString());
  child.stdout.on("data", take);
  child.stderr.on("data", take);
  const closed = new Promise<void>((resolve) => child.on("close", () => resolve()));
  return {
    output: () => output,
    async end() {
      if (child.pid !== undefined && child.exitCode === null) process.kill(-child.pid, "SIGTERM");
      await closed;
    },
  };
}

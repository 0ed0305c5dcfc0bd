import { fork, spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer, connect } from "node:net";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";
import { cli } from "./built.ts";

/** How long anything may take here before it counts as hanging, in milliseconds. Far more than it takes. */
export const PATIENCE = 60_000;

/** A process that a test has started. */
export interface Program {
  readonly child: ChildProcess;
  readonly pid: number;
  /** All that it wrote so far. */
  readonly out: () => string;
  readonly err: () => string;
  /** Waits until it has written something, and gives the first group of the pattern. */
  readonly wrote: (pattern: RegExp) => Promise<string>;
  /** Its exit code, or the signal that ended it. */
  readonly ended: Promise<number | string>;
}

/** How a program is started. */
export interface ProgramOptions {
  readonly env?: Readonly<Record<string, string>>;
  /** What a shell does before it becomes the program, such as `ulimit -n 40`. */
  readonly before?: string;
  /** Where its output goes instead. */
  readonly output?: string;
}

/** Runs the command line of the package. It is killed, with all that it has started, when the test is over. */
export function run(args: readonly string[], { env = {}, before, output }: ProgramOptions = {}): Program {
  const words = [process.execPath, cli, ...args];
  const script = `${before ?? ":"}; exec "$@"${output === undefined ? "" : ` > ${output}`}`;
  const [file = "", ...rest] =
    before === undefined && output === undefined ? words : ["/bin/sh", "-c", script, "sh", ...words];
  const child = spawn(file, rest, {
    stdio: ["ignore", "pipe", "pipe"],
    env: { PATH: process.env["PATH"], ...env },
  });
  return program(child);
}

/** Runs a module of this folder, which can be sent messages. */
export function runModule(
  name: string,
  args: readonly string[] = [],
  execArgv: readonly string[] = [],
): Program {
  const file = fileURLToPath(new URL(name, import.meta.url));
  return program(
    fork(file, args, {
      execArgv: [...execArgv, "--import", "tsx"],
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    }),
  );
}

function program(child: ChildProcess): Program {
  let [out, err] = ["", ""];
  child.stdout?.setEncoding("utf8").on("data", (text: string) => (out += text));
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (err += text));
  const ended = new Promise<number | string>((resolve) => {
    child.once("close", (code, signal) => resolve(code ?? signal ?? "unknown"));
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  return {
    child,
    pid: child.pid ?? 0,
    out: () => out,
    err: () => err,
    ended,
    async wrote(pattern) {
      let found: string | undefined;
      let end: number | string | undefined;
      void ended.then((how) => (end = how));
      await until(() => {
        found = pattern.exec(out)?.[1];
        return found !== undefined || end !== undefined;
      });
      if (found === undefined) throw new Error(`It ended with ${end}:\n${out}\n${err}`);
      return found;
    },
  };
}

/** Waits until something is so. */
export async function until(isSo: () => boolean | Promise<boolean>, patience = PATIENCE): Promise<void> {
  const latest = performance.now() + patience;
  while (!(await isSo())) {
    if (performance.now() > latest) throw new Error(`It was not so within ${patience} ms: ${String(isSo)}`);
    await pause(20);
  }
}

/** Waits. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => void setTimeout(resolve, milliseconds));
}

/** What a promise comes to, and how many milliseconds that took. */
export async function timed<T>(work: Promise<T>): Promise<{ readonly value: T; readonly took: number }> {
  const began = performance.now();
  return { value: await work, took: performance.now() - began };
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (typeof address !== "object" || address === null) throw new Error("There is no free port.");
  return address.port;
}

/** Whether somebody listens on a port of this machine. */
export function isOpen(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    const done = (is: boolean) => {
      socket.destroy();
      resolve(is);
    };
    socket.once("connect", () => done(true)).once("error", () => done(false));
  });
}

/** Whether a process lives. One that has ended and was not buried yet does not. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

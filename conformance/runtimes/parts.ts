import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { startCommand, waitForPort } from "../process/index.ts";
import { EVENT_GRID_SECRET } from "../parties/receivers.ts";
import { gapOf } from "./gaps.ts";
import type { World } from "./install.ts";
import { freePort, plainEnvironment, run, type Ended } from "./run-program.ts";
import type { Runtime } from "./runtimes.ts";
import { broken, readFound, readReport, type Verdict } from "./verdict.ts";

export type PartName =
  | "clients"
  | "receivers"
  | "in process"
  | "clients of node"
  | "receivers of node"
  | "command"
  | "msw 2"
  | "msw 3";

/** What is judged on every runtime. */
interface Part {
  readonly name: PartName;
  /** What it is, for the page. */
  readonly about: string;
  readonly judge: (world: World, runtime: Runtime) => Promise<Verdict>;
}

/** How long one part may take on one runtime, in milliseconds. */
const TIMEOUT = 300_000;

/** All of them, in the order of the page. */
export const parts: readonly Part[] = [
  {
    name: "clients",
    about:
      "both clients with the `fetch` of the runtime, in all that they can be told, under `call-handoff verify client`",
    judge: (world, runtime) =>
      verify(
        world,
        "client",
        [],
        isWorker(runtime) ? host(runtime, "client") : program(runtime, "client", "web"),
      ),
  },
  {
    name: "receivers",
    about:
      "the receivers of Graph, ACS and Event Grid under `call-handoff verify receiver --rotate-keys`, in the server that the runtime has of its own: `node:http` with `nodeListener`, `Bun.serve`, `Deno.serve`, the `fetch` of a Worker",
    judge: (world, runtime) =>
      verifyReceivers(world, (port) =>
        isWorker(runtime) ? host(runtime, "receivers", port) : program(runtime, "receivers", port, "own"),
      ),
  },
  {
    name: "in process",
    about:
      "the simulator, the receivers and the tracker in one process: a call for every way to hand one on and every scenario, each followed to the outcome that it has to have",
    judge: (world, runtime) =>
      found(world.folder, isWorker(runtime) ? host(runtime, "inside") : program(runtime, "inside")),
  },
  {
    name: "clients of node",
    about:
      "the clients again, with `undiciFetch` and `nodeDigest` of `call-handoff/node`; what Bun gives for undici is its own",
    judge: (world, runtime) => verify(world, "client", [], program(runtime, "client", "node")),
  },
  {
    name: "receivers of node",
    about: "the receivers again, in `node:http` with `nodeListener` of `call-handoff/node`",
    judge: (world, runtime) => verifyReceivers(world, (port) => program(runtime, "receivers", port, "node")),
  },
  {
    name: "command",
    about: "`call-handoff verify server` against `call-handoff simulate`, both run by the runtime",
    judge: verifyServer,
  },
  {
    name: "msw 2",
    about: "the requests of both clients through the handlers of `call-handoff/msw`, with msw 2.15",
    judge: ({ folder }, runtime) => found(folder, program(runtime, "msw")),
  },
  {
    name: "msw 3",
    about: "the same with msw 3.0",
    judge: ({ newer }, runtime) => found(newer, program(runtime, "msw")),
  },
];

/** Judges a part on a runtime; `undefined` where there is a gap. Never rejects. */
export async function judgePart(world: World, runtime: Runtime, part: Part): Promise<Verdict | undefined> {
  try {
    const gap = gapOf(runtime.name, part.name);
    if (!gap) return await part.judge(world, runtime);
    if (gap.probe === undefined) return undefined;
    const { stdout, output } = await runIn(world.newer, [...runtime.command, gap.probe]);
    if (stdout.trim() === "false") return undefined;
    return broken(`Not judged, although the reason holds no longer: ${output.join(" ")}`);
  } catch (error) {
    return broken(error instanceof Error ? error.message : String(error));
  }
}

const isWorker = ({ name }: Runtime) => name === "workerd";
const program = ({ command }: Runtime, name: string, ...args: readonly (string | number)[]) => [
  ...command,
  `${name}.js`,
  ...args.map(String),
];
const host = (runtime: Runtime, ...args: readonly (string | number)[]) =>
  program(runtime, "workerd-host", ...args);

const CLI = "node_modules/call-handoff/dist/cli.js";

/** The gate, run by this Node.js, on a program. */
function verify(
  world: World,
  mode: string,
  flags: readonly string[],
  command: readonly string[],
): Promise<Verdict> {
  return report(world, [process.execPath, CLI, "verify", mode, ...flags], ["--", ...command]);
}

async function verifyReceivers(
  world: World,
  commandFor: (port: number) => readonly string[],
): Promise<Verdict> {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const secret = encodeURIComponent(EVENT_GRID_SECRET);
  const urls = {
    "--graph-url": `${url}/graph`,
    "--acs-url": `${url}/acs`,
    "--event-grid-url": `${url}/event-grid?code=${secret}`,
    "--start-timeout": "60s",
  };
  return verify(world, "receiver", ["--rotate-keys", ...Object.entries(urls).flat()], commandFor(port));
}

/** The whole command on one runtime: the gate, and the simulator that it judges. */
async function verifyServer(world: World, { command }: Runtime): Promise<Verdict> {
  const port = await freePort();
  const simulate = [...command, CLI, "simulate", "--port", `${port}`, "--seed", "1"];
  const env = plainEnvironment(world.folder);
  const simulator = await startCommand(simulate, { cwd: world.folder, env });
  try {
    const state = await waitForPort(port, "127.0.0.1", 60_000, simulator.exited);
    if (state !== "ready") return broken(`The simulator: ${state}. ${simulator.output().join(" ")}`);
    // Long enough for calls to be announced on a busy machine; else that is not judged.
    const flags = ["--url", `http://127.0.0.1:${port}`, "--settle", "5s"];
    return await report(world, [...command, CLI, "verify", "server", ...flags], []);
  } finally {
    await simulator.end();
  }
}

async function report({ folder }: World, gate: readonly string[], rest: readonly string[]): Promise<Verdict> {
  const file = join(folder, "report.json");
  await rm(file, { force: true });
  const { code, output } = await runIn(folder, [...gate, "--report", `json=${file}`, ...rest]);
  try {
    return readReport(await readFile(file, "utf8"), code);
  } catch {
    return broken(`The gate ended with ${code} and no report. ${output.join(" ")}`);
  }
}

async function found(folder: string, command: readonly string[]): Promise<Verdict> {
  const { code, stdout, output } = await runIn(folder, command);
  try {
    return readFound(stdout, code);
  } catch {
    return broken(`The program ended with ${code} and printed no checks. ${output.join(" ")}`);
  }
}

function runIn(folder: string, command: readonly string[]): Promise<Ended> {
  return run(command, { cwd: folder, env: plainEnvironment(folder), timeout: TIMEOUT });
}

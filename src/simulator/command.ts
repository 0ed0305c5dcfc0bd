import { isHandoffError } from "../errors.ts";
import { serveSimulator, type SimulatorServer } from "../node/simulator-server.ts";
import type { CommandIo } from "./command-io.ts";
import { followJournal, type Followed } from "./command-journal.ts";
import { DEFAULT_PORT, readFlags, UsageError, type SimulateOptions } from "./command-options.ts";
import { jsonOutput, textOutput, type Output } from "./command-output.ts";
import type { Simulator } from "./simulator.ts";

export type { CommandIo } from "./command-io.ts";
export { UsageError, type SimulateOptions } from "./command-options.ts";

/** How long deliveries may take when the command ends, in milliseconds. */
const PATIENCE = 5_000;

/**
 * How much later a second signal has to come to be one, in milliseconds. Ctrl-C reaches all processes of a terminal, and
 * npm and npx hand on what reaches them.
 */
const ECHO = 200;

/** How `simulate` is called. */
export const SIMULATE_USAGE = `Usage: call-handoff simulate [flags]

Serves a simulator of Azure Communication Services and Microsoft Graph on this machine.

  --port <number>        where to listen; 0 is any free port; default ${DEFAULT_PORT}
  --strict               refuse all that breaks the contract, also what the services would let pass
  --seed <integer>       what is left to chance follows from it; default: another each time
  --pace <ms>            time between notifications
  --stopped-clock        time passes by POST /simulator/clock alone
  --allow-host <host>    also deliver notifications to this host, by https; may be repeated;
                         default: to this machine alone
  --access-key <base64>  access key of the ACS resource
  --resource-id <guid>   immutable id of the ACS resource
  --token <token>        bearer token of both services
  --app-id <guid>        app id of the Graph bot
  --tenant-id <guid>     tenant of the Graph bot
  --json                 one JSON object per line instead of text
  --help                 this

Where there is no such flag, the environment counts: CALL_HANDOFF_ACS_ACCESS_KEY,
CALL_HANDOFF_ACS_RESOURCE_ID, CALL_HANDOFF_GRAPH_TOKEN, CALL_HANDOFF_GRAPH_APP_ID.
`;

/**
 * Serves a simulator until a signal comes.
 *
 * @param make - makes the simulator
 * @returns the exit code: 0 after a signal, 130 at once after a second one
 * @throws UsageError for what was called wrongly; whatever else is a fault of ours or of the machine
 */
export async function simulate(
  args: readonly string[],
  io: CommandIo,
  make: (options: SimulateOptions) => Simulator,
): Promise<number> {
  const flags = readFlags(args, io.env);
  if (flags === "help") {
    io.stdout.write(SIMULATE_USAGE);
    return 0;
  }
  const simulator = makeSimulator(flags.options, make);
  const asked = signals(io);
  const output = flags.json ? jsonOutput(io, flags.own) : textOutput(io, flags.own);
  const followed = followJournal(simulator, output);
  try {
    const server = await serveSimulator(simulator, { port: flags.port });
    output.started(server.url, simulator);
    await asked.first;
    output.ending(pendingIn(simulator), PATIENCE);
    return await Promise.race([asked.again.then(() => 130), end(server, followed, output)]);
  } finally {
    followed.stop();
    asked.forget();
  }
}

function pendingIn(simulator: Simulator): number {
  const { entries } = simulator.getJournal();
  return entries.filter((entry) => entry.kind === "notification" && entry.outcome === "pending").length;
}

function makeSimulator(options: SimulateOptions, make: (options: SimulateOptions) => Simulator): Simulator {
  try {
    return make(options);
  } catch (error) {
    if (isHandoffError(error, "ERR_INVALID_ARGUMENT")) throw new UsageError(error.message);
    throw error;
  }
}

async function end(server: SimulatorServer, followed: Followed, output: Output): Promise<number> {
  const left = await server.close(PATIENCE);
  followed.stop();
  const { counts } = followed;
  // What was still to come is in no entry.
  output.ended({ ...counts, undelivered: counts.undelivered + left });
  return 0;
}

/** Two promises: of the first signal, and of one that is not its echo. */
function signals({ onSignal }: CommandIo) {
  let since: number | undefined;
  let take = () => {};
  let takeAgain = () => {};
  const first = new Promise<void>((resolve) => (take = resolve));
  const again = new Promise<void>((resolve) => (takeAgain = resolve));
  const forget = onSignal(() => {
    const now = performance.now();
    since ??= now;
    take();
    if (now - since >= ECHO) takeAgain();
  });
  return { first, again, forget };
}

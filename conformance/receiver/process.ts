import { GateError } from "../gate/errors.ts";
import type { Selected } from "../gate/selection.ts";
import type { Verdicts } from "../gate/verdicts.ts";
import {
  acceptsConnection,
  startCommand,
  waitAtMost,
  waitForPort,
  type CommandOptions,
  type Exit,
} from "../process/index.ts";
import { portsOf } from "./targets.ts";

/** A receiver that the gate has started. */
export interface StartedReceiver {
  /** Why it cannot be tried; `undefined` where it is ready. */
  readonly fault: string | undefined;
  /** Calls a function when it ends by itself. */
  onEnd(tell: () => void): void;
  /** Judges whether it has run until now, and what could not be judged at all without it. */
  judge(selected: readonly Selected[], verdicts: Verdicts): Promise<void>;
  /** Ends it. Gives what is to be said of how it ended. */
  end(): Promise<string[]>;
}

/** How long it may take to find out that nobody listens, in milliseconds. */
const LOOK = 500;

/** How long it may take until the end of a process is known that listens no more, in milliseconds. */
const NEWS = 1000;

/**
 * Starts a receiver and waits until the ports of its addresses accept connections.
 *
 * @param addresses - where it is to be reached
 * @throws GateError for a command that cannot be started, and for a port that something else has
 */
export async function startReceiver(
  command: readonly string[],
  addresses: readonly string[],
  { timeout, ...options }: CommandOptions & { readonly timeout: number },
): Promise<StartedReceiver> {
  const ports = portsOf(addresses);
  for (const { host, port } of ports)
    if (await acceptsConnection(port, host, LOOK))
      throw new GateError(
        `Something listens on port ${port} of ${host} already, before the command is started.`,
      );
  const { exited, output, end } = await startCommand(command, options);
  let exit: Exit | undefined;
  const told: (() => void)[] = [];
  const ended = (async () => {
    exit = await exited;
    for (const tell of told) tell();
  })();
  const found = await Promise.all(
    ports.map(async (one) => ({ ...one, became: await waitForPort(one.port, one.host, timeout, exited) })),
  );
  const missing = found.find(({ became }) => became !== "ready");
  let fault: string | undefined;
  if (missing)
    fault =
      missing.became === "exited"
        ? `the command ended ${howOf(await exited)} before it listened`
        : `nothing listened on port ${missing.port} of ${missing.host} within ${timeout} ms`;

  const problemNow = async (): Promise<string | undefined> => {
    if (fault !== undefined) return fault;
    for (const { host, port } of ports) {
      if (await acceptsConnection(port, host, LOOK)) continue;
      await waitAtMost(NEWS, ended);
      if (!exit) return `nothing listens on port ${port} of ${host} any more`;
    }
    return exit && `it ended ${howOf(exit)}`;
  };
  return {
    fault,
    onEnd: (tell) => void (exit ? tell() : told.push(tell)),
    async judge(selected, verdicts) {
      const problem = await problemNow();
      const problems =
        problem === undefined
          ? []
          : [`Expected the command to listen and to run until the end, but ${problem}.`];
      for (const { info, version } of selected)
        if (info.id.endsWith("/process")) verdicts.judge(version, info.id, problems);
        else if (fault !== undefined) verdicts.untestable(version, info.id, `Nothing was sent, as ${fault}.`);
    },
    async end() {
      const own = exit;
      const last = await end();
      const lines = output();
      const shown = lines.length === 0 ? [] : [`The last lines of the command:\n${lines.join("\n")}`];
      if (own) return [`The command ended by itself ${howOf(own)}.`, ...shown];
      if (last.signal === "SIGKILL") return ["The command did not end by SIGTERM and was killed.", ...shown];
      return fault === undefined ? [] : shown;
    },
  };
}

function howOf({ code, signal }: Exit): string {
  return signal === null ? `with code ${code}` : `by ${signal}`;
}

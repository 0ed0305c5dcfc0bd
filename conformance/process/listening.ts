import { GateError } from "../gate/errors.ts";
import { startCommand, type CommandOptions, type Exit } from "./command.ts";
import { acceptsConnection, waitForPort } from "./port.ts";
import { waitAtMost } from "./wait.ts";

/** A command that the gate has started, and that listens. */
export interface Listening {
  /** Why it cannot be tried; `undefined` where it is ready. */
  readonly fault: string | undefined;
  /** Calls a function when it ends by itself. */
  onEnd(tell: () => void): void;
  /** What is wrong with it by now; `undefined` where it runs and listens as it should. */
  problem(): Promise<string | undefined>;
  /**
   * Ends it. Gives what is to be said of how it ended.
   *
   * @param hasFailed - whether what it wrote last is of interest in any case
   */
  end(hasFailed?: boolean): Promise<string[]>;
}

/** How long it may take to find out that nobody listens, in milliseconds. */
const LOOK = 500;

/** How long it may take until the end of a process is known that listens no more, in milliseconds. */
const NEWS = 1000;

/**
 * Starts a command and waits until the ports of its addresses accept connections.
 *
 * @param addresses - where it is to be reached
 * @throws GateError for a command that cannot be started, and for a port that something else has
 */
export async function startListening(
  command: readonly string[],
  addresses: readonly string[],
  { timeout, ...options }: CommandOptions & { readonly timeout: number },
): Promise<Listening> {
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

  return {
    fault,
    onEnd: (tell) => void (exit ? tell() : told.push(tell)),
    async problem() {
      if (fault !== undefined) return fault;
      for (const { host, port } of ports) {
        if (await acceptsConnection(port, host, LOOK)) continue;
        await waitAtMost(NEWS, ended);
        if (!exit) return `nothing listens on port ${port} of ${host} any more`;
      }
      return exit && `it ended ${howOf(exit)}`;
    },
    async end(hasFailed = false) {
      const own = exit;
      const last = await end();
      const lines = output();
      const shown = lines.length === 0 ? [] : [`The last lines of the command:\n${lines.join("\n")}`];
      if (own) return [`The command ended by itself ${howOf(own)}.`, ...shown];
      if (last.signal === "SIGKILL") return ["The command did not end by SIGTERM and was killed.", ...shown];
      return hasFailed || fault !== undefined ? shown : [];
    },
  };
}

/** The ports of addresses, each once. */
function portsOf(addresses: readonly string[]): { readonly host: string; readonly port: number }[] {
  const found = addresses.map((address) => {
    const { hostname, port, protocol } = new URL(address);
    return {
      host: hostname.replace(/^\[|\]$/g, ""),
      port: Number(port) || (protocol === "https:" ? 443 : 80),
    };
  });
  return [...new Map(found.map((one) => [`${one.host} ${one.port}`, one])).values()];
}

function howOf({ code, signal }: Exit): string {
  return signal === null ? `with code ${code}` : `by ${signal}`;
}

import type { NewCall } from "../../src/simulator/index.ts";
import { credentialsOf } from "../../src/simulator/command-options.ts";
import type { ClientOptions, RunClient } from "../client/options.ts";
import type { Mode } from "../gate/catalogue.ts";
import { GateError } from "../gate/errors.ts";
import type { Filters } from "../gate/selection.ts";
import type { ReceiverOptions } from "../receiver/options.ts";
import type { Run } from "../report/check.ts";
import { lacks, type PrepareCall, type ServerOptions } from "../server/options.ts";
import { wrong, type Section, type Settings } from "./settings.ts";

/** What judges, by mode. */
export interface Judges {
  readonly server: (options: ServerOptions) => Promise<Run>;
  readonly client: (options: ClientOptions) => Promise<Run>;
  readonly receiver: (options: ReceiverOptions) => Promise<Run>;
}

/** The judges of this package, each loaded when it is needed. */
export const ownJudges: Judges = {
  server: async (options) => (await import("../server/index.ts")).verifyServer(options),
  client: async (options) => (await import("../client/index.ts")).verifyClient(options),
  receiver: async (options) => (await import("../receiver/index.ts")).verifyReceiver(options),
};

/** What a mode is told apart from what it is judged by. */
export interface Surroundings {
  readonly filters: Filters;
  readonly onProgress: (done: number) => void;
  /** Says something while the run goes on. */
  readonly say: (lines: readonly string[]) => void;
  /** Passes on what a command writes. */
  readonly hear: (text: string) => void;
  /** Aborted by a signal. */
  readonly signal: AbortSignal;
}

/** A run that can begin: everything that it was told is known to be usable. */
export type Ready = (judges: Judges, surroundings: Surroundings) => Promise<Run>;

/**
 * Reads what a mode is told.
 *
 * @throws GateError or UsageError for what cannot be used
 */
export function prepare(
  mode: Mode,
  told: Settings,
  section: Section,
  env: Readonly<Record<string, string | undefined>>,
): Ready {
  const timeout = told.duration("timeout", "timeout");
  if (mode === "server") {
    const options = serverOptions(told, section, env);
    return ({ server }, { filters, onProgress }) =>
      server(given({ ...options, timeout, filters, onProgress }));
  }
  if (mode === "client") {
    const options = clientOptions(told, section, env);
    return ({ client }, { filters, onProgress, hear, signal }) =>
      client({ ...options, filters, onProgress, onOutput: hear, signal });
  }
  const options = receiverOptions(told, env);
  return ({ receiver }, { filters, onProgress, say }) =>
    receiver(given({ ...options, timeout, filters, onProgress, onReady: say }));
}

function serverOptions(
  told: Settings,
  section: Section,
  env: Readonly<Record<string, string | undefined>>,
): ServerOptions {
  const { prepareCall } = section.members;
  if (prepareCall !== undefined && !isPrepareCall(prepareCall))
    throw wrong(section.nameOf("prepareCall"), "a function");
  return given({
    url: told.address("url", "url"),
    acsUrl: told.address("acs-url", "acsUrl"),
    graphUrl: told.address("graph-url", "graphUrl"),
    callIds: told.texts("call-id", "callIds"),
    prepareCall,
    callbackUrl: told.address("callback-url", "callbackUrl", ["https:"]),
    listenPort: told.port("listen-port", "listenPort"),
    openIdConfiguration: told.address("openid-configuration", "openIdConfiguration"),
    without: told.choices("without", "without", lacks),
    settle: told.duration("settle", "settle"),
    command: told.command("command"),
    startTimeout: told.duration("start-timeout", "startTimeout"),
    env,
    credentials: credentialsIn(told, env),
  });
}

function clientOptions(
  told: Settings,
  section: Section,
  env: Readonly<Record<string, string | undefined>>,
): ClientOptions {
  // Those that it reads by itself, so that what is wrong with them is said before anything is started.
  credentialsOf({}, env);
  const { run, calls } = section.members;
  if (run !== undefined && !isRunClient(run)) throw wrong(section.nameOf("run"), "a function");
  if (calls !== undefined && !isCalls(calls)) throw wrong(section.nameOf("calls"), "a list of calls");
  const command = told.command("command");
  if (!command && !run)
    throw new GateError(
      "Which client? Write the command after --: call-handoff verify client -- node client.js.",
    );
  return given({
    command,
    run: command ? undefined : run,
    calls,
    commandTimeout: told.duration("command-timeout", "commandTimeout"),
    environment: env,
  });
}

function receiverOptions(told: Settings, env: Readonly<Record<string, string | undefined>>): ReceiverOptions {
  const { appId, resourceId } = credentialsIn(told, env);
  return given({
    url: told.address("url", "url"),
    acsUrl: told.address("acs-url", "acsUrl"),
    graphUrl: told.address("graph-url", "graphUrl"),
    eventGridUrl: told.address("event-grid-url", "eventGridUrl"),
    services: told.choices("service", "services", ["acs", "graph"]),
    command: told.command("command"),
    startTimeout: told.duration("start-timeout", "startTimeout"),
    issuerPort: told.port("issuer-port", "issuerPort"),
    rotateKeys: told.isSet("rotate-keys", "rotateKeys"),
    appId,
    resourceId,
    env,
  });
}

function credentialsIn(
  told: Settings,
  env: Readonly<Record<string, string | undefined>>,
): NonNullable<ServerOptions["credentials"]> {
  return Object.fromEntries(
    credentialsOf(given({ "app-id": told.guid("app-id"), "resource-id": told.guid("resource-id") }), env),
  );
}

/** What of the members there is. */
type Given<Members> = {
  [Name in keyof Members as undefined extends Members[Name] ? Name : never]?: Exclude<
    Members[Name],
    undefined
  >;
} & { [Name in keyof Members as undefined extends Members[Name] ? never : Name]: Members[Name] };

/** Without members that are `undefined`, which is not the same as to have none. */
function given<Members extends object>(members: Members): Given<Members>;
function given(members: object): object {
  return Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined));
}

function isPrepareCall(value: unknown): value is PrepareCall {
  return typeof value === "function";
}

function isRunClient(value: unknown): value is RunClient {
  return typeof value === "function";
}

function isCalls(value: unknown): value is readonly NewCall[] {
  return Array.isArray(value) && value.every((call) => typeof call === "object" && call !== null);
}

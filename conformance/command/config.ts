import type { ClientOptions } from "../client/options.ts";
import type { KnownFailing } from "../gate/known-failing.ts";
import type { ReceiverOptions } from "../receiver/options.ts";
import type { ServerOptions } from "../server/options.ts";

/** Milliseconds, or a text such as `5s` or `250ms`. */
export type Duration = number | string;

/** What every mode can be told. */
export interface ModeConfig {
  /** Only checks of these operations or webhooks, such as `graph.transfer`. Default: all. */
  readonly operations?: readonly string[];
  /** Only checks in these versions, such as `beta` or `acs@2026-03-12`. Default: all. */
  readonly apiVersions?: readonly string[];
  /** Only these checks: ids, or globs of them. Default: all. */
  readonly checks?: readonly string[];
  /** Only checks of these services. Default: both. */
  readonly services?: readonly ("acs" | "graph")[];
  /** How long an answer or a notification may take. Default: `5s`. */
  readonly timeout?: Duration;
}

/** Which server is judged, and how. */
export interface ServerConfig
  extends
    ModeConfig,
    Pick<
      ServerOptions,
      | "url"
      | "acsUrl"
      | "graphUrl"
      | "callIds"
      | "prepareCall"
      | "callbackUrl"
      | "listenPort"
      | "openIdConfiguration"
      | "without"
      | "command"
    > {
  /** How long a command has until its port accepts connections. Default: `10s`. */
  readonly startTimeout?: Duration;
  /** How long nothing more may come after everything has ended. Default: `250ms`. */
  readonly settle?: Duration;
}

/** Which client is judged, and how. */
export interface ClientConfig
  extends Omit<ModeConfig, "timeout">, Pick<ClientOptions, "command" | "run" | "calls"> {
  /** How long the client may run. Default: `600s`. */
  readonly commandTimeout?: Duration;
}

/** Which receiver is judged, and how. */
export interface ReceiverConfig
  extends
    ModeConfig,
    Pick<
      ReceiverOptions,
      "url" | "acsUrl" | "graphUrl" | "eventGridUrl" | "command" | "issuerPort" | "rotateKeys"
    > {
  /** How long a command has until its port accepts connections. Default: `10s`. */
  readonly startTimeout?: Duration;
}

/** What `call-handoff.config.mjs` exports by default. Flags of the command line win over it. */
export interface Config {
  readonly server?: ServerConfig;
  readonly client?: ClientConfig;
  readonly receiver?: ReceiverConfig;
  /** Checks that are known to fail: a list, or the path of one, relative to this file. */
  readonly knownFailing?: string | readonly KnownFailing[];
  /** Whether a failed SHOULD fails the run. Default: `false`. */
  readonly strict?: boolean;
  /** As `--report`, such as `json=reports/gate.json`. */
  readonly reports?: readonly string[];
}

/**
 * Gives a configuration its type.
 *
 * @example
 * ```ts
 * // call-handoff.config.mjs
 * import { defineConfig } from "call-handoff/conformance";
 *
 * export default defineConfig({
 *   server: {
 *     url: "http://127.0.0.1:8080",
 *     prepareCall: ({ kind, callbackUri }) => (kind === "group" ? undefined : makeCall(kind, callbackUri)),
 *   },
 * });
 * ```
 */
export function defineConfig(config: Config): Config {
  return config;
}

import { invalid } from "../errors.ts";
import type { Clock } from "./clock.ts";
import type { Fetch } from "./fetch.ts";
import type { Hooks } from "./hooks.ts";
import type { RetryOptions } from "./retry.ts";

/** What can be set for a client and for a single call. Times are in milliseconds. */
export interface SendOptions<Retry extends RetryOptions = RetryOptions> {
  /** How long a call may take in all, waits included. Default: 30,000. */
  readonly timeout?: number | undefined;
  /** How long one attempt may take, its token included. Default: 10,000. */
  readonly attemptTimeout?: number | undefined;
  /** When and how often to try again; `false` for never. What a call leaves out is as its client has it. */
  readonly retry?: Retry | false | undefined;
}

/** What both clients can be told. */
export interface ClientOptions<Retry extends RetryOptions = RetryOptions> extends SendOptions<Retry> {
  /** Sends each request. Default: the global `fetch` at the time of the call. */
  readonly fetch?: Fetch;
  /** Told of each request, answer and retry, without secrets. */
  readonly hooks?: Hooks;
  /** Takes `http://` for a server on this machine: `localhost`, `127.0.0.0/8`, `[::1]`. Default: `false`. */
  readonly allowLoopbackHttp?: boolean;
  /** Default: the clock of the runtime. */
  readonly clock?: Clock;
  /** Random numbers from 0 to 1 for the waits. Default: `Math.random`. */
  readonly random?: () => number;
  /** Makes the ids of requests. Default: `crypto.randomUUID`. */
  readonly randomUUID?: () => string;
}

/** Options of one call. */
export interface CallOptions<Retry extends RetryOptions = RetryOptions> extends SendOptions<Retry> {
  /**
   * Ends the call early, also while it waits; it then rejects with `ERR_ABORTED`. Node.js warns of a leak when more
   * than ten calls share a signal: there is none, and `events.setMaxListeners(0, signal)` keeps it silent.
   */
  readonly signal?: AbortSignal | undefined;
  /**
   * Further headers, such as `traceparent`. Those that the client sets itself cannot be replaced, and those that
   * belong to the connection, such as `host` and `content-length`, are refused.
   */
  readonly headers?: Readonly<Record<string, string | undefined>> | undefined;
}

/** The options with their defaults. */
export interface Settings<Retry extends RetryOptions> extends Required<RetryOptions> {
  readonly timeout: number;
  readonly attemptTimeout: number;
  readonly retry: Retry | false | undefined;
}

/**
 * The options of a call, or else those of its client, or else the defaults.
 *
 * @throws HandoffError `ERR_INVALID_ARGUMENT` for a number that is negative or none
 */
export function settingsOf<Retry extends RetryOptions>(
  client: SendOptions<Retry>,
  call: SendOptions<Retry> = {},
): Settings<Retry> {
  const retry = call.retry ? { ...client.retry, ...call.retry } : (call.retry ?? client.retry);
  const { attempts = 4, baseDelay = 500, maxDelay = 10_000, maxTotalDelay = 20_000 } = retry || {};
  const settings = {
    timeout: call.timeout ?? client.timeout ?? 30_000,
    attemptTimeout: call.attemptTimeout ?? client.attemptTimeout ?? 10_000,
    attempts: retry === false ? 1 : attempts,
    baseDelay,
    maxDelay,
    maxTotalDelay,
  };
  for (const [name, value] of Object.entries(settings))
    if (typeof value !== "number" || !(value >= 0))
      throw invalid(`${name} has to be a number that is not negative.`);
  return { ...settings, retry };
}

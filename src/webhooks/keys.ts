import { createLocalJWKSet, type JWTVerifyGetKey, type LocalJWKSet } from "jose";
import { HandoffError } from "../errors.ts";
import type { Clock } from "../http/clock.ts";
import { isPrivate } from "../http/endpoint.ts";
import { isRecord } from "../http/result.ts";

/** Reads one document of a key server. The global `fetch` is one. */
export type KeyFetch = (
  url: string,
  init: {
    readonly headers: Record<string, string>;
    readonly redirect: "manual";
    readonly signal: AbortSignal;
  },
) => Promise<{ readonly status: number; text(): Promise<string> }>;

/** Where signing keys come from, and how long they are kept. Times are in milliseconds. */
export interface KeyOptions {
  /** Address of the OpenID configuration. Only its `jwks_uri` is read. Default, also for `undefined`: the vendor's. */
  readonly openIdConfiguration?: string | undefined;
  /** After this time the keys are read anew. Default: 7,200,000, two hours. */
  readonly keysMaxAge?: number;
  /** How long to wait before keys are read again, also after a failure or for an unknown key id. Default: 30,000. */
  readonly keysCooldown?: number;
  /** How long reading the keys may take. Default: 10,000. */
  readonly keysTimeout?: number;
  /** Reads the keys. Default: the global `fetch` at the time of the call. */
  readonly fetch?: KeyFetch;
  /** Takes `http://` for a key server on this machine: `localhost`, `127.0.0.0/8`, `[::1]`. Default: `false`. */
  readonly allowLoopbackHttp?: boolean;
}

/** The options with their defaults. */
export interface KeySettings extends Settled<KeyOptions> {
  readonly clock: Clock;
}

type Settled<Options> = { readonly [Name in keyof Options]-?: NonNullable<Options[Name]> };

/** How long a token waits for old keys to be read anew, in milliseconds; after that they have to do. */
const PATIENCE = 1000;

/**
 * Finds the key that signed a token. Keys are read when first needed, once for all who wait. They are read anew when
 * they are old and when a token names a key that is not among them, but never more often than the cool-down allows.
 * Keys that cannot be read anew stay in use.
 */
export function signingKeys(settings: KeySettings): JWTVerifyGetKey {
  const { clock, keysMaxAge, keysCooldown, keysTimeout } = settings;
  let keys: LocalJWKSet | undefined;
  let readAt = -Infinity;
  let triedAt = -Infinity;
  let fault: unknown;
  let reading: Promise<void> | undefined;

  // A clock that is set back must not stretch a wait.
  const since = (time: number) => Math.abs(clock.now() - time);

  const begin = async (): Promise<void> => {
    triedAt = clock.now();
    try {
      keys = await readKeys(settings);
      readAt = clock.now();
      fault = undefined;
    } catch (error) {
      fault = error;
    }
    reading = undefined;
  };

  /** Reads the keys, or waits for those that are being read, until the reading has taken that many milliseconds. */
  const read = async (patience: number): Promise<void> => {
    const isLost = reading !== undefined && since(triedAt) >= keysTimeout;
    if (!reading || isLost) {
      if (since(triedAt) < keysCooldown && !isLost) return;
      reading = begin();
    }
    const left = patience - since(triedAt);
    if (left <= 0) return;
    // Everybody waits by a clock of their own: Workers drop what a request has begun when its sender goes away, and
    // whoever waited for that alone would wait for ever.
    let cancel = () => {};
    const over = new Promise<void>((resolve) => {
      cancel = clock.setTimeout(() => {
        fault ??= tooLate(keysTimeout);
        resolve();
      }, left);
    });
    await Promise.race([reading, over]);
    cancel();
  };

  return async (header, token) => {
    if (!keys) await read(keysTimeout);
    else if (since(readAt) >= keysMaxAge) await read(Math.min(PATIENCE, keysTimeout));
    if (!keys) throw unreadable(fault);
    try {
      return await keys(header, token);
    } catch (error) {
      if (joseCode(error) !== "ERR_JWKS_NO_MATCHING_KEY") throw error;
      await read(keysTimeout);
      // A key that may be new cannot be told from one that never was, while the keys cannot be read.
      if (fault !== undefined) throw unreadable(fault);
      return keys(header, token);
    }
  };
}

/** The code of an error of jose. Its classes are many, and here just this is asked of them. */
export function joseCode(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}

function unreadable(cause: unknown): HandoffError {
  return new HandoffError("ERR_KEYS", "The signing keys cannot be read.", { cause });
}

function tooLate(milliseconds: number): HandoffError {
  return new HandoffError("ERR_TIMEOUT", `The keys did not come within ${milliseconds} ms.`);
}

async function readKeys(settings: KeySettings): Promise<LocalJWKSet> {
  const { clock, keysTimeout } = settings;
  const limit = new AbortController();
  let cancel = () => {};
  const over = new Promise<never>((_, reject) => {
    cancel = clock.setTimeout(() => {
      const error = tooLate(keysTimeout);
      limit.abort(error);
      reject(error);
    }, keysTimeout);
  });
  try {
    // A transport that does not heed its signal is not waited for.
    return await Promise.race([readSet(settings, limit.signal), over]);
  } finally {
    cancel();
  }
}

async function readSet(settings: KeySettings, signal: AbortSignal): Promise<LocalJWKSet> {
  const { openIdConfiguration, allowLoopbackHttp, fetch } = settings;
  const get = async (address: string): Promise<unknown> => {
    const answer = await fetch(address, {
      headers: { accept: "application/json" },
      redirect: "manual",
      signal,
    });
    if (answer.status !== 200) throw new TypeError(`${address} was answered with ${answer.status}.`);
    return JSON.parse(await answer.text());
  };
  const configuration = await get(openIdConfiguration);
  const address = isRecord(configuration) ? configuration["jwks_uri"] : undefined;
  // Over http the keys could be anybody's.
  if (typeof address !== "string" || !isPrivate(new URL(address), allowLoopbackHttp))
    throw new TypeError(`${openIdConfiguration} names no https address as its jwks_uri.`);
  const set = await get(address);
  if (!isKeySet(set)) throw new TypeError(`${address} holds no keys.`);
  return createLocalJWKSet(set);
}

function isKeySet(value: unknown): value is Parameters<typeof createLocalJWKSet>[0] {
  return isRecord(value) && Array.isArray(value["keys"]) && value["keys"].length > 0;
}

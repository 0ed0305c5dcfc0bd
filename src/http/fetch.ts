import type { Stop } from "./clock.ts";

/** What the clients hand to `fetch`, as the second argument. */
export interface FetchInit {
  readonly method: string;
  /** Names in lower case. */
  readonly headers: Record<string, string>;
  readonly body: string | null;
  readonly redirect: "manual";
  /** Aborts when the attempt is over. */
  readonly signal: AbortSignal;
  /** The same without the cost of an `AbortSignal`, for transports that need but its events. */
  readonly stop: Stop;
}

/** What the clients read of an answer; every `Response` has it. */
export interface FetchResponse {
  readonly status: number;
  readonly headers: Headers;
  text(): Promise<string>;
}

/** Sends one request. The global `fetch` is one; `call-handoff/node` has a faster one for Node.js. */
export type Fetch = (url: string, init: FetchInit) => Promise<FetchResponse>;

/** The global `fetch`, looked up at each call, so that a mock installed later is seen. */
export const globalFetch: Fetch = (url, init) => globalThis.fetch(url, init);

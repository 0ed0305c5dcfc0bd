import type { Repeatability } from "./repeatability.ts";

/** How often and how long a client tries again. Times are in milliseconds. */
export interface RetryOptions {
  /** How many requests go out at most, the first included, beside one with another token after a 401. Default: 4. */
  readonly attempts?: number;
  /**
   * Upper bound of the first wait; it doubles with each further one. Waits are random between 0 and the bound.
   * Default: 500.
   */
  readonly baseDelay?: number;
  /**
   * The longest single wait. A service that asks for more by `Retry-After` is not asked again: its answer is the
   * result. Default: 10,000.
   */
  readonly maxDelay?: number;
  /** The longest that all waits of a call may take together. Default: 20,000. */
  readonly maxTotalDelay?: number;
}

/** What came of one attempt: an answer, or a fault of the connection. */
export interface Attempted {
  readonly status: number | undefined;
  /** What the service asks to wait, in milliseconds. */
  readonly retryAfter: number | undefined;
  /** What the transport threw. */
  readonly cause: unknown;
  /** The pair that was sent, if one was. */
  readonly repeatability: Repeatability | undefined;
}

/** Whether a fault may pass by itself: one of the connection, or one whose status says so. */
export function isPassing({ status }: Attempted): boolean {
  return status === undefined || [408, 429, 500, 502, 503, 504].includes(status);
}

/**
 * How long to wait before the next attempt, in milliseconds; `undefined` when there is to be none. Without
 * `Retry-After` it is exponential backoff with full jitter.
 */
export function delayBefore(
  { attempts, baseDelay, maxDelay, maxTotalDelay }: Required<RetryOptions>,
  sent: number,
  waited: number,
  retryAfter: number | undefined,
  random: () => number,
): number | undefined {
  const delay = retryAfter ?? random() * Math.min(maxDelay, baseDelay * 2 ** (sent - 1));
  return sent < attempts && delay <= maxDelay && waited + delay <= maxTotalDelay ? delay : undefined;
}

/**
 * What `Retry-After` asks to wait, in milliseconds: seconds, also with a fraction, or an HTTP date. A date is read
 * by the clock of the service, where the answer tells it.
 */
export function retryAfterOf(headers: Headers, now: number): number | undefined {
  const value = headers.get("retry-after") ?? "";
  if (/^\d+(\.\d+)?$/.test(value)) return Number(value) * 1000;
  const time = value.endsWith(" GMT") ? Date.parse(value) : Number.NaN;
  return time >= 0 ? Math.max(0, time - (Date.parse(headers.get("date") ?? "") || now)) : undefined;
}

import { isRecord } from "../http/result.ts";
import { isPassing, type Attempted, type RetryOptions } from "../http/retry.ts";

/**
 * When a Graph operation is sent again. Graph documents no way to tell a repeated request from a second one, so a
 * transfer sent twice may be carried out twice. By default only what certainly was not carried out is repeated:
 * 429, 503 with `Retry-After`, and connections that were refused, where the runtime says so.
 */
export interface GraphRetryOptions extends RetryOptions {
  /**
   * Also after 408, 500, 502, 503, 504, after timeouts and after any fault of the connection, although the first
   * request may have been carried out. Default: `false`.
   */
  readonly uncertain?: boolean;
}

/** Whether an operation may be sent again after an attempt, by these options. */
export function mayRepeat(attempted: Attempted, retry: GraphRetryOptions | false | undefined): boolean {
  const { status, retryAfter, cause } = attempted;
  if (retry && retry.uncertain) return isPassing(attempted);
  if (status === undefined) return neverConnected(cause);
  return status === 429 || (status === 503 && retryAfter !== undefined);
}

/** What Node.js, undici and Bun call it, and the words of Deno. */
const NEVER_CONNECTED =
  /^(ECONNREFUSED|ENOTFOUND|EAI_AGAIN|UND_ERR_CONNECT_TIMEOUT|ConnectionRefused)$|tcp connect error/;

function neverConnected(error: unknown): boolean {
  if (!isRecord(error)) return false;
  const { code, message, cause, errors } = error;
  // Of a name with several addresses, each was tried.
  if (Array.isArray(errors) && errors.length > 0) return errors.every(neverConnected);
  return NEVER_CONNECTED.test(String(code ?? message)) || neverConnected(cause);
}

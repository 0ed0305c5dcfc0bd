import { invalid } from "../errors.ts";

/**
 * Makes an ACS operation repeatable: sent again with the same pair, also by another process, it is executed once.
 * Both values go out as they are, so the pair can be stored as JSON.
 */
export interface Repeatability {
  /** `Repeatability-Request-ID`: a version 4 UUID. */
  readonly requestId: string;
  /** `Repeatability-First-Sent`: when the operation was first sent, as HTTP date such as `Sun, 06 Nov 1994 08:49:37 GMT`. */
  readonly firstSent: string;
}

const UUID = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/i;

/**
 * Makes a pair of its own for an operation, to be stored before the operation is sent.
 *
 * @param now - milliseconds since 1970; default: the present
 */
export function newRepeatability(now = Date.now(), requestId: string = crypto.randomUUID()): Repeatability {
  return { requestId, firstSent: new Date(now).toUTCString() };
}

/**
 * Gives back a pair that can be sent.
 *
 * @throws HandoffError `ERR_INVALID_ARGUMENT` for an id that is no version 4 UUID, or a time that is no HTTP date
 */
export function checkedRepeatability(pair: Partial<Repeatability> | null): Repeatability {
  const { requestId = "", firstSent = "" } = pair ?? {};
  // From the year 10000 on it would be longer.
  if (UUID.test(requestId) && firstSent.length === 29 && new Date(firstSent).toUTCString() === firstSent)
    return { requestId, firstSent };
  throw invalid("repeatability needs a version 4 UUID as requestId and an HTTP date as firstSent.");
}

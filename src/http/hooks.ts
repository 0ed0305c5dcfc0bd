import type { HandoffError } from "../errors.ts";

/** A request that goes out. The same object stands in what follows it, so it can be the key of a `Map`. */
export interface RequestEvent {
  /** Such as `acs.transferToParticipant`; absent for the `raw` client. */
  readonly operation: string | undefined;
  /** The same for all attempts of a call: `Repeatability-Request-ID` of ACS, `client-request-id` of Graph. */
  readonly id: string;
  /** 1 for the first. */
  readonly attempt: number;
  readonly method: string;
  readonly url: string;
  /** Names in lower case. Values that may be secret read `(redacted)`. */
  readonly headers: Readonly<Record<string, string>>;
}

/** How a request ended: with an answer or with an error. */
export interface ResponseEvent {
  readonly request: RequestEvent;
  /** Milliseconds since the request went out. */
  readonly duration: number;
  /** Absent where no answer came. */
  readonly status: number | undefined;
  /** The service's id of the request, where it told one. */
  readonly requestId: string | undefined;
  /** Why no answer came, or none whole. */
  readonly fault: HandoffError | undefined;
}

/** A request that will be sent again. */
export interface RetryEvent {
  readonly response: ResponseEvent;
  /** Milliseconds until then. */
  readonly delay: number;
}

/** Functions that are told what happens. What they throw is dropped: a call must not fail by being watched. */
export interface Hooks {
  readonly request?: (event: RequestEvent) => void;
  readonly response?: (event: ResponseEvent) => void;
  readonly retry?: (event: RetryEvent) => void;
}

/** Headers whose values are known and no secret. */
const OPEN = /^(content-type|client-request-id|repeatability-.*|x-ms-date)$/;

/** Headers with every value left out that may be secret. */
export function redacted(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, OPEN.test(name) ? value : "(redacted)"]),
  );
}

/** Tells a hook, at once, and waits for nothing. */
export async function tell(hook: () => unknown): Promise<void> {
  try {
    await hook();
  } catch {}
}

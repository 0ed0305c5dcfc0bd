import { HandoffError, isHandoffError, type HandoffErrorCode } from "../errors.ts";
import { systemClock, within, type Stop } from "./clock.ts";
import { globalFetch, type FetchResponse } from "./fetch.ts";
import { redacted, tell, type RequestEvent } from "./hooks.ts";
import { settingsOf, type CallOptions, type ClientOptions } from "./options.ts";
import type { Repeatability } from "./repeatability.ts";
import { delayBefore, retryAfterOf, type Attempted, type RetryOptions } from "./retry.ts";

/** A request as it goes out. */
export interface SentRequest {
  readonly method: string;
  readonly url: string;
  readonly body: string | undefined;
  /** Names in lower case. */
  readonly headers: Record<string, string>;
}

/** A request with all that decides how it is sent. */
export interface Outgoing<Retry extends RetryOptions> extends SentRequest {
  /** Absent for the `raw` client. */
  readonly operation: string | undefined;
  readonly id: string;
  readonly repeatability: Repeatability | undefined;
  readonly options: CallOptions<Retry>;
}

/** The answer to a request. */
export interface Incoming {
  readonly status: number;
  readonly headers: Headers;
  /** Absent where it did not come to its end; then `fault` says why. */
  readonly text: string | undefined;
  readonly fault: HandoffError | undefined;
  readonly requestId: string | undefined;
  readonly attempts: number;
  /** The last request that went out. */
  readonly sent: SentRequest;
}

/**
 * Sets the headers that prove who sends. After a 401 it is told the `authorization` that was refused; when it has
 * no other it gives `false`, and nothing is sent.
 */
export type Authorize = (request: SentRequest, refused: string | undefined) => Promise<boolean>;

/** What a service brings to the pipeline. */
export interface ServicePolicy<Retry extends RetryOptions> {
  readonly authorize: Authorize;
  /** Whether an operation may be sent again after an attempt. */
  readonly repeatable: (attempted: Attempted, retry: Retry | false | undefined) => boolean;
  /** The header of an answer that holds the service's id of the request. */
  readonly requestIdHeader: string;
}

/** Sends a request, again where that is allowed, and gives the answer, whatever its status. */
export type Send<Retry extends RetryOptions> = (outgoing: Outgoing<Retry>) => Promise<Incoming>;

/**
 * Makes the way that every request of a client takes.
 *
 * @throws HandoffError `ERR_INVALID_ARGUMENT` for times that are none
 */
export function pipeline<Retry extends RetryOptions>(
  client: ClientOptions<Retry>,
  { authorize, repeatable, requestIdHeader }: ServicePolicy<Retry>,
): Send<Retry> {
  const { clock = systemClock, fetch = globalFetch, hooks, random = Math.random } = client;
  const defaults = settingsOf(client);

  return async (outgoing) => {
    const { method, url, body, headers, operation, id, repeatability, options } = outgoing;
    const { signal, timeout, attemptTimeout, retry } = options;
    const isDefault = timeout === undefined && attemptTimeout === undefined && retry === undefined;
    const settings = isDefault ? defaults : settingsOf(client, options);
    const end = clock.now() + settings.timeout;
    const failure = (code: HandoffErrorCode, message: string, cause?: unknown) =>
      new HandoffError(code, message, { cause, attempts, repeatability });
    const aborted = () => failure("ERR_ABORTED", "The call was aborted by its signal.", signal?.reason);
    let attempts = 0;
    let repeats = 0;
    let waited = 0;
    let refused: string | undefined;
    let answer: Incoming | undefined;

    for (;;) {
      if (signal?.aborted) throw aborted();
      const limit = Math.min(settings.attemptTimeout, end - clock.now());
      const late = () => failure("ERR_TIMEOUT", `No answer came within ${Math.max(0, limit)} ms.`);
      const rejected = answer?.status === 401 ? refused : undefined;
      const tried: { began?: number; event?: RequestEvent; head?: FetchResponse; text?: string } = {};
      const work = async (stop: Stop) => {
        const isAuthorized = await authorize(outgoing, rejected);
        // Sent after the caller was told that it took too long, a request would go out unseen.
        if (!isAuthorized || stop.aborted) return;
        attempts++;
        tried.began = clock.now();
        if (hooks) {
          const event = { operation, id, attempt: attempts, method, url, headers: redacted(headers) };
          tried.event = event;
          void tell(() => hooks.request?.(event));
        }
        // Followed, a redirect would turn the POST into a GET, whose answer says nothing about the call.
        tried.head = await fetch(url, {
          method,
          headers,
          body: body ?? null,
          redirect: "manual",
          stop,
          get signal() {
            return stop.signal;
          },
        });
        tried.text = await tried.head.text();
      };
      let fault: HandoffError | undefined;
      try {
        // A timer would let the request go out first.
        if (limit <= 0) throw late();
        await within(clock, limit, signal, (byCaller) => (byCaller ? aborted() : late()), work);
      } catch (cause) {
        if (isHandoffError(cause)) fault = failure(cause.code, cause.message, cause.cause);
        else if (tried.began !== undefined) fault = failure("ERR_NETWORK", "The connection failed.", cause);
        else fault = failure("ERR_CREDENTIAL", "Signing failed.", cause);
      }
      const { began, event, head, text } = tried;
      const isAborted = fault?.code === "ERR_ABORTED";
      // Nothing more went out, for want of another credential or of time: the answer stands.
      if (began === undefined && answer && !isAborted) return answer;
      const status = head?.status;
      const requestId = head?.headers.get(requestIdHeader) ?? undefined;
      const duration = clock.now() - (began ?? 0);
      const response = event && { request: event, duration, status, requestId, fault };
      if (response) void tell(() => hooks?.response?.(response));
      // Once the status is there, it decides, whatever becomes of the body. The caller's signal comes before it.
      answer = head && {
        status: head.status,
        headers: head.headers,
        text,
        fault,
        requestId,
        attempts,
        sent: outgoing,
      };
      if (fault && fault.code !== "ERR_NETWORK" && fault.code !== "ERR_TIMEOUT") throw fault;
      if (status === 401 && refused === undefined) {
        refused = headers["authorization"];
        continue;
      }
      const retryAfter = head && retryAfterOf(head.headers, clock.now());
      const delay =
        repeatable({ status, retryAfter, cause: fault?.cause, repeatability }, settings.retry) &&
        delayBefore(settings, ++repeats, waited, retryAfter, random);
      if (began === undefined || typeof delay !== "number" || clock.now() + delay >= end) {
        if (answer) return answer;
        throw fault;
      }
      if (response) void tell(() => hooks?.retry?.({ response, delay }));
      waited += delay;
      const wait = () => new Promise(() => {});
      await within(clock, delay, signal, () => undefined, wait).catch(() => {});
    }
  };
}

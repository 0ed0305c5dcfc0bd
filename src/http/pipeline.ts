import { HandoffError, type HandoffErrorCode } from "../errors.ts";
import { systemClock, within } from "./clock.ts";
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
  const { clock = systemClock, fetch = globalFetch, hooks = {}, random = Math.random } = client;
  settingsOf(client);

  return async ({ operation, id, repeatability, options, ...request }) => {
    const settings = settingsOf(client, options);
    const { signal } = options;
    const { method, url, body } = request;
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
      const headers = { ...request.headers };
      const sent = { ...request, headers };
      const limit = Math.min(settings.attemptTimeout, end - clock.now());
      const tried: { event?: RequestEvent; began?: number; head?: FetchResponse; text?: string } = {};
      let fault: HandoffError | undefined;
      try {
        await within(
          clock,
          limit,
          signal,
          (byCaller) => (byCaller ? aborted() : failure("ERR_TIMEOUT", `No answer came within ${limit} ms.`)),
          async (stop) => {
            // Sent after the caller was told that it took too long, a request would go out unseen.
            if (!(await authorize(sent, refused)) || stop.aborted) return;
            tried.began = clock.now();
            tried.event = { operation, id, attempt: ++attempts, method, url, headers: redacted(headers) };
            void tell(hooks.request, tried.event);
            // Followed, a redirect would turn the POST into a GET, whose answer says nothing about the call.
            tried.head = await fetch(url, {
              method,
              headers,
              body: body ?? null,
              redirect: "manual",
              signal: stop,
            });
            tried.text = await tried.head.text();
          },
        );
      } catch (cause) {
        fault =
          cause instanceof HandoffError ? cause : failure("ERR_NETWORK", "The connection failed.", cause);
      }
      const { event, began = 0, head, text } = tried;
      // There was no other credential to try.
      if (!event && !fault && answer) return answer;
      const requestId = head?.headers.get(requestIdHeader) ?? undefined;
      const status = head?.status;
      const response = event && { request: event, duration: clock.now() - began, status, requestId, fault };
      if (response) void tell(hooks.response, response);
      // An abort or a fault of the caller's own functions is final.
      if (fault && fault.code !== "ERR_NETWORK" && fault.code !== "ERR_TIMEOUT") throw fault;
      // Once the status is there, it decides, whatever becomes of the body.
      answer = head && { status: head.status, headers: head.headers, text, fault, requestId, attempts, sent };
      if (status === 401 && refused === undefined) {
        refused = headers["authorization"];
        continue;
      }
      const retryAfter = head && retryAfterOf(head.headers, clock.now());
      const delay =
        repeatable({ status, retryAfter, cause: fault?.cause }, options.retry ?? client.retry) &&
        delayBefore(settings, ++repeats, waited, retryAfter, random);
      if (!response || typeof delay !== "number" || clock.now() + delay >= end) {
        if (answer) return answer;
        throw fault;
      }
      void tell(hooks.retry, { response, delay });
      waited += delay;
      await within(
        clock,
        delay,
        signal,
        () => undefined,
        () => new Promise(() => {}),
      ).catch(() => {});
    }
  };
}

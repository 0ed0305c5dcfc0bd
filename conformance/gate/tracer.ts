import { redactBody, redactHeaders, redactUrl } from "../../src/validate/index.ts";
import type { Trace, WireExchange } from "../report/check.ts";
import type { Hide } from "../report/secrets.ts";

/** What is known of an exchange when it is over. Header names and secrets as they came. */
export interface SeenExchange {
  readonly sender: WireExchange["sender"];
  /** By `performance.now()`. */
  readonly startedAt: number;
  readonly endedAt: number;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Iterable<readonly [string, string]>;
    readonly body: string;
  };
  readonly response?: {
    readonly status: number;
    readonly headers: Iterable<readonly [string, string]>;
    readonly body: string;
  };
}

/** Keeps what goes over the wire in one flow, redacted. */
export interface Tracer {
  readonly id: string;
  record(exchange: SeenExchange): void;
  trace(): Trace;
}

/** What the query of a request may show: the version is part of what is asked for. */
const KEPT = ["api-version"];

/** The longest body that a report shows, in characters. */
const MAX_BODY = 16_384;

/**
 * Begins a trace. Its exchanges are put in the order in which they were sent.
 *
 * @param hide - hides the secrets of the run in bodies; default: what is a secret by its name alone is hidden
 */
export function startTrace(about: Omit<Trace, "exchanges">, hide: Hide = (text) => text): Tracer {
  const began = performance.now();
  const exchanges: WireExchange[] = [];
  return {
    id: about.id,
    record({ sender, startedAt, endedAt, request, response }) {
      exchanges.push({
        sender,
        at: Math.max(0, Math.round(startedAt - began)),
        durationMs: Math.max(0, Math.round(endedAt - startedAt)),
        request: {
          method: request.method,
          url: redactUrl(request.url, KEPT),
          headers: redactHeaders(request.headers),
          body: shown(request.body, hide),
        },
        ...(response && {
          response: {
            status: response.status,
            headers: redactHeaders(response.headers),
            body: shown(response.body, hide),
          },
        }),
      });
    },
    trace: () => ({ ...about, exchanges: exchanges.toSorted((one, other) => one.at - other.at) }),
  };
}

function shown(body: string, hide: Hide): string {
  // Before it is cut off: of half a secret nobody would know that it is one.
  const redacted = hide(redactBody(body));
  if (redacted.length <= MAX_BODY) return redacted;
  return `${redacted.slice(0, MAX_BODY)} … and ${redacted.length - MAX_BODY} characters more`;
}

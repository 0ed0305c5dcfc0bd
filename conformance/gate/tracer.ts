import { redactBody, redactHeaders, redactUrl } from "../../src/validate/index.ts";
import type { Trace, WireExchange } from "../report/check.ts";

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

/** The longest body that a report shows, in characters. */
const MAX_BODY = 16_384;

/** Begins a trace. Its exchanges are put in the order in which they were sent. */
export function startTrace(about: Omit<Trace, "exchanges">): Tracer {
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
          url: shownUrl(request.url),
          headers: redactHeaders(request.headers),
          body: shown(request.body),
        },
        ...(response && {
          response: {
            status: response.status,
            headers: redactHeaders(response.headers),
            body: shown(response.body),
          },
        }),
      });
    },
    trace: () => ({ ...about, exchanges: exchanges.toSorted((one, other) => one.at - other.at) }),
  };
}

/** Without the values of its query, in which secrets may be, but for the version: it is part of what is asked for. */
function shownUrl(address: string): string {
  const redacted = redactUrl(address);
  const version = /[?&](api-version=[\w.-]+)/.exec(address)?.[1];
  return version === undefined ? redacted : redacted.replace(/api-version=[^&#]*/, version);
}

function shown(body: string): string {
  const redacted = redactBody(body);
  if (redacted.length <= MAX_BODY) return redacted;
  return `${redacted.slice(0, MAX_BODY)} … and ${redacted.length - MAX_BODY} characters more`;
}

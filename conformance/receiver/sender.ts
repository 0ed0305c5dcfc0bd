import type { Tracer } from "../gate/tracer.ts";
import type { Scrub } from "./scrub.ts";
import { transport, type Outgoing, type Reply } from "./transport.ts";

export type { Outgoing } from "./transport.ts";

/** What notifications are sent to. */
export type Webhook =
  | "graph.commsNotifications"
  | "acs.callAutomationEvents"
  | "acs.incomingCall"
  | "acs.incomingCallCloudEvent";

/** What came back. */
export interface Answer extends Reply {
  readonly failure?: never;
}

/** Nothing came back: not in time, or as the connection was closed or there was none, or as nothing was sent. */
export interface NoAnswer {
  readonly failure: string;
  readonly kind: "late" | "closed" | "refused" | "unsent";
  readonly status?: never;
}

/** Sends requests to the receiver. */
export interface Sender {
  /** `mayClose`: to close the connection is an answer too, which is not tried again and not counted. */
  send(webhook: Webhook, request: Outgoing, tracer: Tracer, mayClose: boolean): Promise<Answer | NoAnswer>;
  /** Nothing more is sent, for that reason. */
  stop(reason: string): void;
  /** Why nothing more is sent there; `undefined` where it is. */
  closed(webhook: Webhook): string | undefined;
  /** Closes the connections. */
  readonly close: () => void;
}

/** After so many deliveries to an address without an answer no more are sent there. */
const MAX_SILENT = 3;

/** The other side has closed a connection that there was. */
const CLOSED: ReadonlySet<string> = new Set(["ECONNRESET", "EPIPE", "ECONNABORTED"]);

/** Makes a sender. */
export function sender(addressOf: (webhook: Webhook) => string, timeout: number, scrub: Scrub): Sender {
  const { exchange, close } = transport();
  const silent = new Map<Webhook, number>();
  let stopped: string | undefined;

  const closed = (webhook: Webhook) =>
    (silent.get(webhook) ?? 0) >= MAX_SILENT
      ? `it was not sent, as ${MAX_SILENT} deliveries before it had no answer`
      : stopped;

  const attempt = async (url: string, request: Outgoing, tracer: Tracer) => {
    const { method, headers, body = "" } = request;
    const startedAt = performance.now();
    const reply = await exchange(url, request, timeout);
    tracer.record({
      sender: "gate",
      startedAt,
      endedAt: performance.now(),
      request: { method, url, headers: Object.entries(headers), body },
      ...("status" in reply && {
        response: {
          status: reply.status,
          headers: Object.entries(reply.headers).map(([name, value]) => [name, scrub(value)] as const),
          body: scrub(reply.body),
        },
      }),
    });
    return reply;
  };

  return {
    close,
    closed,
    stop(reason) {
      stopped ??= `it was not sent, as ${reason}`;
    },
    async send(webhook, request, tracer, mayClose) {
      const reason = closed(webhook);
      if (reason !== undefined) return { kind: "unsent", failure: reason };
      const url = addressOf(webhook);
      let reply = await attempt(url, request, tracer);
      // Nobody may have read it; so it is sent again, as the services would.
      if ("code" in reply && reply.isStale && reply.code !== "LATE" && !mayClose)
        reply = await attempt(url, request, tracer);
      if ("status" in reply) return reply;
      const { code } = reply;
      const kind = code === "LATE" ? "late" : CLOSED.has(code) ? "closed" : "refused";
      if (kind !== "closed" || !mayClose) silent.set(webhook, (silent.get(webhook) ?? 0) + 1);
      const failure = kind === "late" ? `none came within ${timeout} ms` : `the connection failed (${code})`;
      return { kind, failure };
    },
  };
}

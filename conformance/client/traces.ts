import type { NotificationEntry } from "../../src/simulator/index.ts";
import { startTrace, type SeenExchange, type Tracer } from "../gate/tracer.ts";
import type { Asked, SeenRequest } from "./seen.ts";

/** Keeps what went over the wire, call by call. */
export interface CallTraces {
  /**
   * Adds a request to the trace of its call.
   *
   * @param isKept - whether it is to be seen in any case, as something is wrong with it
   * @returns `undefined` where there are enough traces already
   */
  request(seen: SeenRequest, asked: Asked, isKept: boolean): Tracer | undefined;
  /** Adds the newest attempt to deliver a notification to the trace of its call. */
  notification(entry: NotificationEntry): void;
}

/** How many traces a run keeps, and how many more of requests that something is wrong with. */
const MAX_TRACES = 200;
const MAX_MORE = 200;
/** How many exchanges a trace keeps, the first. */
const MAX_EXCHANGES = 100;

interface Group {
  readonly tracer: Tracer;
  /** What it is of; known with its first request. */
  asked?: Asked;
  exchanges: number;
}

/** Makes a collection of traces: one for each call and operation, and one for each request that is for no call. */
export function callTraces(): CallTraces {
  const byCall = new Map<string, Group>();
  const attempts = new Map<number, number>();
  let count = 0;

  const newGroup = (call: string | undefined): Group => {
    count++;
    const about = { id: `client-${count}`, title: "", operation: "", apiVersion: "" };
    const inner = startTrace(about);
    const group: Group = {
      exchanges: 0,
      tracer: {
        ...inner,
        trace: () => {
          const operation = group.asked?.operation ?? "";
          const apiVersion = group.asked?.version.split("@")[1] ?? "";
          const title = call === undefined ? `${operation} of no call` : `${operation} of call ${call}`;
          return { ...inner.trace(), title, operation, apiVersion };
        },
      },
    };
    if (call !== undefined) byCall.set(call, group);
    return group;
  };
  const add = (group: Group, exchange: SeenExchange) => {
    if (group.exchanges++ < MAX_EXCHANGES) group.tracer.record(exchange);
  };

  return {
    request(seen, asked, isKept) {
      const id = seen.call?.id;
      const known = id === undefined ? undefined : byCall.get(id);
      const isSame = known?.asked?.operation === asked.operation && known.asked.version === asked.version;
      const limit = isKept ? MAX_TRACES + MAX_MORE : MAX_TRACES;
      const fitting = known && (!known.asked || isSame) ? known : undefined;
      if (!fitting && count >= limit) return undefined;
      const group = fitting ?? newGroup(id);
      group.asked = asked;
      add(group, exchangeOf(seen));
      return group.tracer;
    },
    notification(entry) {
      const attempt = entry.attempts.at(-1);
      if (!attempt || entry.outcome === "blocked") return;
      const isNew = entry.attempts.length > (attempts.get(entry.sequence) ?? 0);
      if (entry.outcome === "pending") attempts.set(entry.sequence, entry.attempts.length);
      else attempts.delete(entry.sequence);
      const group = byCall.get(entry.callId) ?? (count < MAX_TRACES ? newGroup(entry.callId) : undefined);
      if (!group || !isNew) return;
      const endedAt = performance.now();
      add(group, {
        sender: "gate",
        startedAt: endedAt - attempt.duration,
        endedAt,
        request: {
          method: "POST",
          url: entry.to,
          headers: [["content-type", "application/json"]],
          body: entry.body ?? "",
        },
        ...(attempt.status !== undefined && { response: { status: attempt.status, headers: [], body: "" } }),
      });
    },
  };
}

function exchangeOf({ request, answer, startedAt, endedAt }: SeenRequest): SeenExchange {
  const { method, url, headers, body } = request;
  return {
    sender: "target",
    startedAt,
    endedAt,
    request: { method, url, headers: Object.entries(headers), body },
    ...(answer.status > 0 && {
      response: {
        status: answer.status,
        headers: Object.entries(answer.headers),
        body: typeof answer.body === "string" ? answer.body : "",
      },
    }),
  };
}

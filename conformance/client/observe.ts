import type {
  NotificationEntry,
  RequestEntry,
  Simulator,
  WireAnswer,
  WireRequest,
} from "../../src/simulator/index.ts";
import { isControlPath } from "../../src/simulator/desk.ts";
import type { RequestMessage } from "../../src/validate/index.ts";
import type { SeenRequest } from "./seen.ts";

/** Who is told of what goes over the wire. */
export interface Observer {
  /** A request to the services was answered. */
  request(seen: SeenRequest): void;
  /** A notification was sent, or sent again. */
  notification(entry: NotificationEntry): void;
  /** A text that nobody else may read: the context of a call, unless the simulator made it up. */
  secret(text: string): void;
  /** Something of the above has thrown, which is no fault of the client and does not concern it. */
  fault(error: unknown): void;
}

/**
 * A simulator of which every exchange is told as it happens: its journal keeps but the newest, and nothing of answers.
 */
export function observed(simulator: Simulator, observer: Observer): Simulator {
  // Entries are told in the order in which answers are given, each right before its answer.
  const told: RequestEntry[] = [];
  const contexts = contextsIn(observer);
  const safely = (tell: () => void) => {
    try {
      tell();
    } catch (error) {
      observer.fault(error);
    }
  };
  simulator.subscribe((entry) => {
    if (entry.kind === "notification") return safely(() => observer.notification(entry));
    told.push(entry);
    return undefined;
  });
  const answer = async (request: WireRequest): Promise<WireAnswer> => {
    const startedAt = performance.now();
    const given = await simulator.answer(request);
    const endedAt = performance.now();
    safely(() => {
      contexts(request.body, given.body);
      const entry = isControl(request) ? undefined : told.shift();
      if (!entry) return;
      const call = entry.callId === undefined ? undefined : simulator.getCall(entry.callId);
      const message = messageOf(request);
      observer.request({ entry, request, answer: given, startedAt, endedAt, message, ...(call && { call }) });
    });
    return given;
  };
  return { ...simulator, answer };
}

/** Requests to the control API are not in the journal. */
function isControl({ url }: WireRequest): boolean {
  return isControlPath(new URL(url).pathname);
}

function messageOf({ url, headers, body }: WireRequest): RequestMessage {
  const value = parsed(body);
  const query = Object.fromEntries(new URL(url).searchParams);
  return { path: {}, query, headers, ...(value !== undefined && { body: value }) };
}

function parsed(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}

/** How many contexts are known to be made up, the newest. */
const MAX_MADE = 10_000;

/** Tells of contexts that come from outside. Those of the simulator are the same in each run. */
function contextsIn(observer: Observer): (request: string, answer: WireAnswer["body"]) => void {
  const made = new Set<string>();
  return (request, answer) => {
    const given = contextIn(request);
    const got = contextIn(answer);
    if (given !== undefined && !made.has(given)) observer.secret(given);
    if (got === undefined || got === given) return;
    made.add(got);
    const [oldest] = made;
    if (made.size > MAX_MADE && oldest !== undefined) made.delete(oldest);
  };
}

function contextIn(text: WireAnswer["body"]): string | undefined {
  if (typeof text !== "string" || !text.includes("incomingCallContext")) return undefined;
  const body = parsed(text);
  if (typeof body !== "object" || body === null || !("incomingCallContext" in body)) return undefined;
  return typeof body.incomingCallContext === "string" ? body.incomingCallContext : undefined;
}

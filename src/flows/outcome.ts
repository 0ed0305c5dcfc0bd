import type { Flow } from "../../generated/contract.ts";
import { flows } from "../../generated/flows.ts";
import { valueAt } from "../pointer.ts";
import type { FlowState } from "./next.ts";
import { stateOf, type StoredOperation } from "./record.ts";

/** What a notification tells of an end, as far as it does. Codes are an open set. */
export interface Result {
  readonly code?: number | string;
  readonly subcode?: number | string;
  readonly message?: string;
}

/** The operation did what was asked for. */
export interface Completed extends Result {
  readonly outcome: "completed";
  readonly state: FlowState;
  /** The notification that says so; absent where the answer does. */
  readonly notification?: unknown;
}

/** The operation did not do what was asked for. */
export interface Failed extends Result {
  readonly outcome: "failed";
  /**
   * `refused` where the answer was no success; `code` and `message` are then those of its error. Else the
   * `terminationReason` of Graph, or the name that the flow has for the notification, such as `transferFailed`; that
   * also where the codes are other ones of failure than the documents have.
   */
  readonly reason: string;
  /** The status of an answer that was no success. */
  readonly status?: number;
  readonly state: FlowState;
  readonly notification?: unknown;
}

/** The call is over, and the documents do not tell what became of the operation. Of what it tells, nothing is left out. */
export interface Ended extends Result {
  readonly outcome: "ended";
  readonly reason?: string;
  readonly state: FlowState;
  /** Where the call was taken up after a redirect of Graph, it may tell so by `resourceData.answeredBy`. */
  readonly notification?: unknown;
}

/** Nothing told of an end in time. */
export interface TimedOut {
  readonly outcome: "timedOut";
  readonly state: FlowState;
}

/** How an operation ended, told apart by `outcome`. */
export type Outcome = Completed | Failed | Ended | TimedOut;

/** What is used of an answer; each `OperationResult` has it. */
export interface WatchedAnswer {
  readonly ok: boolean;
  readonly status: number;
  readonly error?: unknown;
}

/** How a stored operation ended; `undefined` while it has not. */
export function outcomeOf(operation: StoredOperation): Outcome | undefined {
  const state = stateOf(operation);
  if (operation.over === "timedOut") return { outcome: "timedOut", state };
  if (state.end === undefined) return undefined;
  const told = { ...resultOf(operation), state };
  const reason = valueAt(operation.last?.message, places(operation)?.reason ?? "/");
  const word = typeof reason === "string" ? reason : undefined;
  if (state.end === "completed") return { outcome: "completed", ...told };
  if (state.end === "failed")
    return { outcome: "failed", reason: word ?? operation.last?.as ?? state.at, ...told };
  return { outcome: "ended", ...(word !== undefined && { reason: word }), ...told };
}

/** The outcome of an answer that was no success. */
export function refusal(state: FlowState, { status, error }: WatchedAnswer): Failed {
  const code = valueAt(error, "/error/code");
  const message = valueAt(error, "/error/message");
  return {
    outcome: "failed",
    reason: "refused",
    status,
    ...(typeof code === "string" && { code }),
    ...(typeof message === "string" && { message }),
    state,
  };
}

/** What the last notification of an operation tells, and the notification. */
function resultOf(operation: StoredOperation): Result & { readonly notification?: unknown } {
  const { last } = operation;
  const where = places(operation);
  if (!last || !where) return last ? { notification: last.message } : {};
  const [code, subcode, message] = [where.code, where.subcode, where.message].map((place) =>
    valueAt(last.message, place),
  );
  return {
    ...(isCode(code) && { code }),
    ...(isCode(subcode) && { subcode }),
    ...(typeof message === "string" && { message }),
    notification: last.message,
  };
}

function places({ flow }: StoredOperation): Flow["result"] {
  const { result }: Flow = flows[flow];
  return result;
}

function isCode(value: unknown): value is number | string {
  return typeof value === "number" || typeof value === "string";
}

import type { Flow } from "../../generated/contract.ts";
import { flows, type FlowName } from "../../generated/flows.ts";
import { valueAt } from "../pointer.ts";
import { flowsOf, type Service } from "./correlation.ts";
import { answered, next, type FlowState } from "./next.ts";
import { couldMatter, read, type Reading } from "./reading.ts";
import {
  after,
  EARLY,
  isLive,
  stateOf,
  withOperation,
  type EarlyNotification,
  type StoredCall,
  type StoredOperation,
} from "./record.ts";

/** A notification as the receivers deliver it. */
export interface TrackedNotification {
  readonly service: Service;
  /** Is the same when the notification is delivered again. */
  readonly key: string;
  /** One item of `value` of Graph, or one event of ACS. */
  readonly message: unknown;
}

/** What became of a notification. */
export type Taken =
  /** It is of a watched operation. */
  | {
      /**
       * - `new`: it counts for the operation, which may stand where it stood before
       * - `duplicate`: it was taken before
       * - `late`: the operation is over, or further already
       */
      readonly taken: "new" | "duplicate" | "late";
      readonly operation: FlowName;
      readonly callId: string;
      /** Where the operation stands. */
      readonly state: FlowState;
    }
  /** It says nothing of any watched operation, and is yours to treat. */
  | {
      readonly taken: "unrelated";
      /** The call that it names. */
      readonly callId: string | undefined;
      /** Whether it is kept for a minute, in case that the operation that it tells of is watched by then. */
      readonly kept: boolean;
    };

/** What a record is after a notification; the same where nothing is to be written. */
export interface TakenBy {
  readonly taken: Taken;
  readonly record: StoredCall;
}

/** Finds the operation of a call that a notification is of, and brings it further. Pure. */
export function take(
  record: StoredCall,
  callId: string,
  notification: TrackedNotification,
  now: number,
): TakenBy {
  const { operations } = record;
  const { message } = notification;
  const told = (
    taken: "new" | "duplicate" | "late",
    operation: StoredOperation,
    changed = record,
  ): TakenBy => {
    const state = stateOf(operation);
    return { taken: { taken, operation: operation.flow, callId, state }, record: changed };
  };
  const taking = (operation: StoredOperation, reading: Reading): TakenBy => {
    const changed = after(operation, reading, notification);
    const taken = reading.as === "late" ? "late" : "new";
    return told(taken, changed, withOperation(record, changed, now));
  };

  const before = operations.findLast(({ seen }) => seen.some(({ key }) => key === notification.key));
  if (before) {
    if (hasOwnId(before.flow, message)) return told("duplicate", before);
    const again = operations
      .slice(operations.indexOf(before) + 1)
      .find((operation) => isLive(operation, now) && isInOrder(operation, message));
    if (again) return taking(again, read(stateOf(again), message));
    // With nothing else to be of, it may be of an operation that is not watched yet.
    const idle = !operations.some((operation) => isLive(operation, now));
    return told("duplicate", before, idle ? kept(record, callId, notification, now).record : record);
  }

  const readings = operations
    .map((operation) => ({ operation, reading: read(stateOf(operation), message) }))
    .filter(({ reading }) => reading.as !== "foreign");
  const live = readings.filter(({ operation }) => isLive(operation, now)).toSorted(byContext(message));
  const found =
    live.find(({ reading }) => reading.as === "moves") ??
    live.find(({ reading }) => reading.as !== "late") ??
    live[0];
  // The end of the call is that of everything that goes on in it.
  if (found?.reading.as === "over") {
    const ended = live.reduce((all, one) => {
      return withOperation(all, after(one.operation, one.reading, notification), now);
    }, record);
    return told("new", found.operation, ended);
  }
  if (found) return taking(found.operation, found.reading);

  const over = readings.at(-1);
  if (!over) return kept(record, callId, notification, now);
  const { operation, reading } = over;
  const ended = stateOf(operation).end !== undefined && !operation.over;
  // Where this one has had its own already, or would end a second time, it may be of an operation that follows and is
  // not watched yet.
  const repeats = operation.seen.some(({ as }) => as === reading.name);
  const mayFollow = repeats || (ended && isEnd(operation.flow, reading.name));
  const rest = mayFollow ? kept(record, callId, notification, now).record : record;
  const changed = after(operation, { as: "late", name: reading.name }, notification);
  return told("late", changed, withOperation(rest, changed, now));
}

/** Keeps a notification for whoever may watch its call soon, if there could be such. */
export function kept(
  record: StoredCall,
  callId: string | undefined,
  { service, key, message }: TrackedNotification,
  now: number,
): TakenBy {
  const known = record.early.some((one) => one.key === key);
  const keep = known || flowsOf(service).some((flow) => couldMatter(flow, message));
  const again = record.operations.some(({ seen }) => seen.some((one) => one.key === key));
  const one = { key, message, until: now + EARLY, ...(again && { again }) };
  const early = keep && !known ? [...record.early, one] : record.early;
  return {
    taken: { taken: "unrelated", callId, kept: keep },
    record: early === record.early ? record : { ...record, early },
  };
}

/** An operation that has just begun to be watched, with what came before that, and what is left of it. */
export function catchUp(
  early: readonly EarlyNotification[],
  operation: StoredOperation,
): { readonly operation: StoredOperation; readonly early: readonly EarlyNotification[] } {
  let own = operation;
  const left = early.filter((one) => {
    if (own.seen.some(({ key }) => key === one.key)) return false;
    const reading = read(stateOf(own), one.message);
    if (reading.as === "foreign" || (one.again && !isInOrder(own, one.message))) return true;
    own = after(own, reading, one);
    return false;
  });
  return { operation: own, early: left };
}

/** Whether a notification has an id of its own, so that another with the same key is the same. */
function hasOwnId(name: FlowName, message: unknown): boolean {
  const { id }: Flow = flows[name];
  return id !== undefined && valueAt(message, id) !== undefined;
}

/**
 * Whether a notification brings an operation further in the documented order. Those without an id of their own are alike
 * when a failed transfer is followed by another; then the order tells whose they are.
 */
function isInOrder(operation: StoredOperation, message: unknown): boolean {
  const { flow, states } = operation;
  const state = stateOf(operation);
  // A notification may be faster than the answer.
  const step = next(states.length === 1 ? answered(state, flows[flow].success) : state, message);
  return step.fits && step.state.at !== state.at;
}

/** Puts those first whose request had what the notification repeats. */
function byContext(message: unknown) {
  const score = ({ operation: { flow, echo } }: { readonly operation: StoredOperation }) => {
    const { echo: places }: Flow = flows[flow];
    return places && echo !== undefined && valueAt(message, places.notification) === echo ? 0 : 1;
  };
  return (one: { readonly operation: StoredOperation }, other: { readonly operation: StoredOperation }) =>
    score(one) - score(other);
}

/** Whether a notification can end an operation of the flow that goes on. */
function isEnd(name: FlowName, notification: string): boolean {
  const { transitions, states }: Flow = flows[name];
  return transitions.some(
    ({ from, to, notification: own }) =>
      own === notification && states[to]?.end !== undefined && from.some((one) => !states[one]?.end),
  );
}

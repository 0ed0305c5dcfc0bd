import type { Flow } from "../../generated/contract.ts";
import { flows, type FlowName } from "../../generated/flows.ts";
import { valueAt } from "../pointer.ts";
import { flowsOf, type Service } from "./correlation.ts";
import { answered, holds, next, type FlowState } from "./next.ts";
import { couldMatter, read, type Reading } from "./reading.ts";
import {
  after,
  areAlike,
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

interface Read {
  readonly operation: StoredOperation;
  readonly reading: Reading;
}

/** Finds the operation of a call that a notification is of, and brings it further. Pure. */
export function take(
  record: StoredCall,
  callId: string,
  notification: TrackedNotification,
  now: number,
): TakenBy {
  const { operations } = record;
  const { message, key } = notification;
  const told = (
    taken: "new" | "duplicate" | "late",
    operation: StoredOperation,
    changed = record,
  ): TakenBy => {
    const state = stateOf(changed.operations.find(({ id }) => id === operation.id) ?? operation);
    return { taken: { taken, operation: operation.flow, callId, state }, record: changed };
  };
  /** Counts for one, and for all that may be the same or that end with their call. */
  const taking = (found: Read, all: readonly Read[]): TakenBy => {
    const own = all.filter((one) => found.reading.as === "over" || areAlike(one.operation, found.operation));
    const changed = own.reduce(
      (before, { operation, reading }) =>
        withOperation(before, after(operation, reading, notification, now), now),
      record,
    );
    return told(found.reading.as === "late" ? "late" : "new", found.operation, changed);
  };

  const readings = operations
    .map((operation) => ({ operation, reading: read(stateOf(operation), message) }))
    .filter(({ reading }) => reading.as !== "foreign");
  const before = operations.findLast(({ seen }) => seen.some((one) => one.key === key));
  if (before) {
    if (hasOwnId(before.flow, message)) return told("duplicate", before);
    const recent = operations.some(({ seen }) => seen.some((one) => one.key === key && now - one.at < EARLY));
    const later = readings.filter(
      ({ operation, reading }) =>
        operations.indexOf(operation) > operations.indexOf(before) &&
        isLive(operation, now) &&
        isInOrder(operation, message) &&
        !(recent && fails(operation, reading)),
    );
    const [again] = later;
    if (again) return taking(again, later);
    // With nothing else to be of, it may be of an operation that is not watched yet.
    const idle = !operations.some((operation) => isLive(operation, now));
    return told("duplicate", before, idle ? kept(record, callId, notification, now).record : record);
  }

  const live = readings.filter(({ operation }) => isLive(operation, now)).toSorted(byContext(message));
  const found =
    live.find(({ reading }) => reading.as === "moves") ??
    live.find(({ reading }) => reading.as !== "late") ??
    live[0];
  if (found) return taking(found, live);

  const over = readings.at(-1);
  if (!over) return kept(record, callId, notification, now);
  const { operation, reading } = over;
  const ended = stateOf(operation).end !== undefined && !operation.over;
  // Where this one has had its own already, or would end a second time, it may be of an operation that follows and is
  // not watched yet.
  const repeats = operation.seen.some(({ as }) => as === reading.name);
  const mayFollow = repeats || (ended && isEnd(operation.flow, reading.name));
  const rest = mayFollow ? kept(record, callId, notification, now).record : record;
  const changed = after(operation, { as: "late", name: reading.name }, notification, now);
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
  const follows = record.operations.some(({ flow }) => !hasOwnId(flow, message));
  const one = { key, message, until: now + EARLY, ...(again && { again }), ...(follows && { follows }) };
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
    if (one.follows && fails(own, reading)) return true;
    own = after(own, reading, one, one.until - EARLY);
    return false;
  });
  return { operation: own, early: left };
}

/**
 * What has ended the call of operations. It is so for whoever watches the call from then on, as one who goes on for a
 * process that has died.
 */
export function endsOfCall(operations: readonly StoredOperation[]): EarlyNotification[] {
  return operations.flatMap(({ flow, last, seen }) => {
    const { callEnds }: Flow = flows[flow];
    const { key, at } = seen.find(({ as }) => as === last?.as) ?? {};
    if (!last || !callEnds || key === undefined || at === undefined || !holds(last.message, callEnds))
      return [];
    return [{ key, message: last.message, until: at + EARLY }];
  });
}

/** Whether it ends the operation as failed. */
function fails(operation: StoredOperation, reading: Reading): boolean {
  return reading.as === "moves" && stateOf(operation, reading.to).end === "failed";
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
  const score = ({ operation: { flow, echo } }: Read) => {
    const { echo: places }: Flow = flows[flow];
    return places && echo !== undefined && valueAt(message, places.notification) === echo ? 0 : 1;
  };
  return (one: Read, other: Read) => score(one) - score(other);
}

/** Whether a notification can end an operation of the flow that goes on. */
function isEnd(name: FlowName, notification: string): boolean {
  const { transitions, states }: Flow = flows[name];
  return transitions.some(
    ({ from, to, notification: own }) =>
      own === notification && states[to]?.end !== undefined && from.some((one) => !states[one]?.end),
  );
}

import { flows } from "../../generated/flows.ts";
import type { Clock } from "../http/clock.ts";
import { serviceOf } from "./correlation.ts";
import { answered } from "./next.ts";
import {
  callKey,
  CALLS,
  contextKey,
  isLive,
  KEPT,
  recordOf,
  stateOf,
  withOperation,
  written,
  type EarlyNotification,
  type StoredCall,
  type StoredOperation,
} from "./record.ts";
import type { Update } from "./store.ts";
import { catchUp, endsOfCall } from "./taking.ts";

/** What is known of an operation beside its notifications. */
export interface Facts {
  /** The answer was success. */
  readonly answered: boolean;
  /** The call has been over for so long that nothing else is to be expected. */
  readonly graceOver: boolean;
  /** The deadline has passed. */
  readonly late: boolean;
}

/** What was found of an operation. */
export interface Looked {
  readonly operation: StoredOperation;
  /** Whether another operation of the call has the same end, which may be of that one alone. */
  readonly shared: boolean;
}

/** Where an operation is entered to be found by its notifications. */
export interface Registration {
  /** The operation as it is now, entered if it is not yet, and brought up to date. */
  readonly look: (own: StoredOperation, facts: Facts, limit: number) => Promise<Looked>;
  /** Takes it out again; with `unlessOver`, it stays known where it is over. Never rejects. */
  readonly leave: (own: StoredOperation, unlessOver: boolean) => Promise<void>;
}

/** For operations that end with their answer. */
export const inProcess: Registration = {
  look: async (own, facts) => ({ operation: advanced(own, facts), shared: false }),
  leave: async () => {},
};

/** Enters an operation into the record of its call, and its call into the record of its context. */
export function inStore(update: Update, clock: Clock, callId: string): Registration {
  let ofContext: readonly EarlyNotification[] | undefined;
  const enterContext = async ({ echo, flow, deadline }: StoredOperation, limit: number) => {
    if (typeof echo !== "string" || echo === "") return [];
    const key = contextKey(serviceOf(flow), echo);
    return update(key, (text) => withCall(recordOf(text, clock.now()), callId, deadline, clock.now()), limit);
  };
  const enterCall = (own: StoredOperation, facts: Facts, limit: number) =>
    update(
      callKey(serviceOf(own.flow), callId),
      (text) => {
        const now = clock.now();
        const record = recordOf(text, now);
        const entered = enter(record, own, ofContext ?? [], now);
        const operation = advanced(entered.operation, facts);
        const after =
          operation === entered.operation ? entered.record : withOperation(entered.record, operation, now);
        const result = { operation, shared: isShared(operation, after) };
        return { result, ...(after !== record && { after: written(after, now) }) };
      },
      limit,
    );
  return {
    async look(own, facts, limit) {
      const looked = await enterCall(own, facts, limit);
      if (ofContext) return looked;
      ofContext = await enterContext(own, limit);
      return ofContext.length > 0 ? enterCall(looked.operation, facts, limit) : looked;
    },
    async leave({ id, flow }, unlessOver) {
      try {
        await update(callKey(serviceOf(flow), callId), (text) => {
          const now = clock.now();
          const record = recordOf(text, now);
          const operations = record.operations.filter(
            (one) => one.id !== id || (unlessOver && !isLive(one, now)),
          );
          const gone = operations.length < record.operations.length;
          return { result: undefined, ...(gone && { after: written({ ...record, operations }, now) }) };
        });
      } catch {
        // Left where it is, it is forgotten some time after its deadline.
      }
    },
  };
}

/**
 * The record with the operation in it, and the operation after what came before it was watched. One that the store has
 * lost is entered again as it was last seen.
 */
function enter(record: StoredCall, own: StoredOperation, before: readonly EarlyNotification[], now: number) {
  const known = record.operations.find(({ id }) => id === own.id);
  // What is kept beside an operation that is known was not its own when it came.
  const kept = known ? [] : [...record.early, ...endsOfCall(record.operations)];
  // What is kept beside a context stays there, and may have been taken by another operation of the call.
  const free = before.filter(
    ({ key }) => !record.operations.some(({ seen }) => seen.some((one) => one.key === key)),
  );
  const { operation, early } = catchUp([...kept, ...free], known ?? own);
  if (operation === known) return { record, operation };
  const left = known ? record : { ...record, early: record.early.filter((one) => early.includes(one)) };
  return { record: withOperation(left, operation, now), operation };
}

/**
 * The record of a context with the call in it, and what was kept there. That is for the first of its calls, and stays
 * until it is forgotten: whoever took it out could fail before it is entered into the record of the call.
 */
function withCall(record: StoredCall, callId: string, deadline: number, now: number) {
  const { calls, early } = record;
  const known = calls.includes(callId) || calls.length >= CALLS;
  const result = (calls[0] ?? callId) === callId ? early : [];
  // A context that so many calls share tells none of them, and need not be written for each.
  if (known && record.until >= deadline) return { result };
  const until = Math.max(record.until, deadline + KEPT);
  const after = { ...record, calls: known ? calls : [...calls, callId], until };
  return { result, after: written(after, now) };
}

/** Whether another operation of the call was ended by the same. */
function isShared({ id, last }: StoredOperation, { operations }: StoredCall): boolean {
  const end = JSON.stringify(last);
  return last !== undefined && operations.some((one) => one.id !== id && JSON.stringify(one.last) === end);
}

/** The operation after what is known of it otherwise than from notifications. */
function advanced(
  operation: StoredOperation,
  { answered: isAnswered, graceOver, late }: Facts,
): StoredOperation {
  const { states, flow } = operation;
  const state = stateOf(operation);
  if (state.end || operation.over) return operation;
  // A notification may have been faster than the answer.
  const { at } = isAnswered && states.length === 1 ? answered(state, flows[flow].success) : state;
  const after = at === state.at ? operation : { ...operation, states: [...states, at] };
  if (stateOf(after).end) return after;
  if (after.last && (graceOver || late)) return { ...after, over: "ended" };
  return late ? { ...after, over: "timedOut" } : after;
}

import { flows } from "../../generated/flows.ts";
import type { Clock } from "../http/clock.ts";
import { serviceOf } from "./correlation.ts";
import { answered } from "./next.ts";
import {
  callKey,
  CALLS,
  contextKey,
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
import { catchUp } from "./taking.ts";

/** What is known of an operation beside its notifications. */
export interface Facts {
  /** The answer was success. */
  readonly answered: boolean;
  /** The call has been over for so long that nothing else is to be expected. */
  readonly graceOver: boolean;
  /** The deadline has passed. */
  readonly late: boolean;
}

/** Where an operation is entered to be found by its notifications. */
export interface Registration {
  /** The operation as it is now, entered if it is not yet, and brought up to date. */
  readonly look: (own: StoredOperation, facts: Facts, limit: number) => Promise<StoredOperation>;
  /** Takes it out again. Never rejects. */
  readonly leave: (own: StoredOperation) => Promise<void>;
}

/** For operations that end with their answer. */
export const inProcess: Registration = {
  look: async (own, facts) => advanced(own, facts),
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
        const result = advanced(entered.operation, facts);
        const after =
          result === entered.operation ? entered.record : withOperation(entered.record, result, now);
        return { result, ...(after !== record && { after: written(after, now) }) };
      },
      limit,
    );
  return {
    async look(own, facts, limit) {
      const operation = await enterCall(own, facts, limit);
      if (ofContext) return operation;
      ofContext = await enterContext(own, limit);
      return ofContext.length > 0 ? enterCall(operation, facts, limit) : operation;
    },
    async leave({ id, flow }) {
      try {
        await update(callKey(serviceOf(flow), callId), (text) => {
          const now = clock.now();
          const record = recordOf(text, now);
          const operations = record.operations.filter((one) => one.id !== id);
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
  const kept = known ? [] : record.early;
  const { operation, early } = catchUp([...kept, ...before], known ?? own);
  if (operation === known) return { record, operation };
  const left = known ? record : { ...record, early };
  return { record: withOperation(left, operation, now), operation };
}

function withCall(record: StoredCall, callId: string, deadline: number, now: number) {
  const { calls, early } = record;
  const known = calls.includes(callId) || calls.length >= CALLS;
  // A context that so many calls share tells none of them, and need not be written for each.
  if (known && early.length === 0 && record.until >= deadline) return { result: early };
  const until = Math.max(record.until, deadline + KEPT);
  const after = { ...record, calls: known ? calls : [...calls, callId], early: [], until };
  return { result: early, after: written(after, now) };
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

import type { Flow } from "../../generated/contract.ts";
import { flows, type FlowName } from "../../generated/flows.ts";
import { isRecord } from "../http/result.ts";
import type { Service } from "./correlation.ts";
import type { FlowState } from "./next.ts";
import type { Reading } from "./reading.ts";
import type { Change } from "./store.ts";

/** A watched operation as it is stored. */
export interface StoredOperation {
  /** Tells the operations of a call apart. */
  readonly id: string;
  readonly flow: FlowName;
  readonly variant: string;
  readonly echo?: unknown;
  /** The names of its states, in order. The first is the one before the answer. */
  readonly states: readonly string[];
  /** When it is given up, in milliseconds since 1970. */
  readonly deadline: number;
  /** The notifications that it has taken: their keys, the names that the flow has for them, and when they came. */
  readonly seen: readonly { readonly key: string; readonly as: string; readonly at: number }[];
  /** The notification that ended it, or that ended its call. */
  readonly last?: { readonly as: string; readonly message: unknown };
  /** How it ended without a state that says so. */
  readonly over?: "ended" | "timedOut";
}

/** A notification that came before anybody watched its call. */
export interface EarlyNotification {
  readonly key: string;
  readonly message: unknown;
  readonly until: number;
  /** Whether an operation of the call has taken one with the same key, so that it counts for another only in order. */
  readonly again?: boolean;
  /** Whether it may be of an earlier operation of the call, so that it fails no later one. */
  readonly follows?: boolean;
}

/** What is stored of a call, or of what its operations have in common with notifications that name no call. */
export interface StoredCall {
  readonly version: 1;
  /** The ids of the calls, where the record is not of one call. */
  readonly calls: readonly string[];
  readonly operations: readonly StoredOperation[];
  readonly early: readonly EarlyNotification[];
  /** Until when it is kept, in milliseconds since 1970. */
  readonly until: number;
}

/** How long it is known of an operation that was over that late notifications are its own: ten minutes. */
export const KEPT = 600_000;
/** How long a notification waits for somebody to watch its call: one minute. */
export const EARLY = 60_000;

const OPERATIONS = 8;
const SEEN = 64;
const EARLIES = 16;
/** How many calls may have the same context and yet be told apart. */
export const CALLS = 8;

const EMPTY: StoredCall = { version: 1, calls: [], operations: [], early: [], until: 0 };

/** Where the record of a call is kept. */
export function callKey(service: Service, callId: string): string {
  return `${service}/${callId}`;
}

/** Where the record is kept of what operations repeat of their requests, for notifications that name no call. */
export function contextKey(service: Service, context: string): string {
  return `${service}:context/${context}`;
}

/** An operation that is being asked for. */
export function newOperation({ flow, variant, at, echo }: FlowState, deadline: number): StoredOperation {
  const id = crypto.randomUUID();
  return { id, flow, variant, ...(echo !== undefined && { echo }), states: [at], deadline, seen: [] };
}

/** Reads a record. What cannot be read, as of a later version of this package, counts as nothing. */
export function recordOf(text: string | undefined, now: number): StoredCall {
  const value = parsed(text);
  if (!isStoredCall(value)) return EMPTY;
  const early = value.early.filter(({ until }) => until > now);
  return early.length === value.early.length ? value : { ...value, early };
}

/** A changed record, bounded, and how long it is to be kept. */
export function written(record: StoredCall, now: number): NonNullable<Change<unknown>["after"]> {
  const { operations, early, calls } = record;
  const bounded = {
    ...record,
    calls: calls.slice(-CALLS),
    operations: operations.slice(-OPERATIONS),
    early: early.slice(-EARLIES),
  };
  const until = Math.max(record.until, ...early.map((one) => one.until));
  return { text: JSON.stringify(bounded), milliseconds: until - now };
}

/** A record with an operation put in the place of the one that had its id, or added. */
export function withOperation(record: StoredCall, operation: StoredOperation, now: number): StoredCall {
  const { operations } = record;
  const known = operations.some(({ id }) => id === operation.id);
  return {
    ...record,
    operations: known
      ? operations.map((one) => (one.id === operation.id ? operation : one))
      : [...operations, operation],
    until: Math.max(record.until, now + KEPT, operation.deadline + KEPT),
  };
}

/** Where a stored operation stands. */
export function stateOf(operation: StoredOperation, at: string = operation.states.at(-1) ?? ""): FlowState {
  const { flow, variant, echo, over, states } = operation;
  const { states: known }: Flow = flows[flow];
  const end = known[at]?.end ?? (over === "ended" && at === states.at(-1) ? over : undefined);
  return { flow, variant, at, ...(end && { end }), ...(echo !== undefined && { echo }) };
}

/** The states that an operation has had since the answer. */
export function statesOf(operation: StoredOperation): FlowState[] {
  return operation.states.slice(1).map((name) => stateOf(operation, name));
}

/** Whether an operation may still be brought further. */
export function isLive(operation: StoredOperation, now: number): boolean {
  return !operation.over && stateOf(operation).end === undefined && now < operation.deadline;
}

/** Whether two watch what may be one and the same: one process went on where another had died, or both want to know. */
export function areAlike(one: StoredOperation, other: StoredOperation): boolean {
  return one.flow === other.flow && one.echo === other.echo;
}

/** An operation after a notification that is its own. */
export function after(
  operation: StoredOperation,
  reading: Reading,
  { key, message }: { readonly key: string; readonly message: unknown },
  at: number,
): StoredOperation {
  const { as, name } = reading;
  const seen = [...operation.seen, { key, as: name, at }].slice(-SEEN);
  if (as === "over") return { ...operation, seen, last: operation.last ?? { as: name, message } };
  if (as !== "moves") return { ...operation, seen };
  const moved = { ...operation, seen, states: [...operation.states, reading.to] };
  return stateOf(moved).end ? { ...moved, last: { as: name, message } } : moved;
}

function parsed(text: string | undefined): unknown {
  try {
    return JSON.parse(text ?? "null");
  } catch {
    return undefined;
  }
}

/** Nobody but the tracker writes records, so that only what versions could differ in is looked at. */
function isStoredCall(value: unknown): value is StoredCall {
  return (
    isRecord(value) &&
    value["version"] === 1 &&
    Array.isArray(value["calls"]) &&
    Array.isArray(value["early"]) &&
    Array.isArray(value["operations"]) &&
    value["operations"].every(
      (one) => isRecord(one) && typeof one["flow"] === "string" && Object.hasOwn(flows, one["flow"]),
    )
  );
}

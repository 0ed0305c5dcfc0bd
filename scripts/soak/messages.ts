import type { Outcome, Taken, TrackedNotification, WatchOptions } from "../../src/flows/index.ts";

/** One transfer of the soak: what is asked for, what comes of it, and what it has to end in. */
export interface Transfer {
  readonly options: WatchOptions & { readonly callId: string };
  readonly notifications: readonly TrackedNotification[];
  readonly outcome: Outcome["outcome"];
}

/** What a process is told to do. Each order is answered with its number. */
export type Order =
  | { readonly number: number; readonly watch: Transfer["options"] }
  | { readonly number: number; readonly receive: TrackedNotification };

/** What a process has done. */
export type Report =
  | { readonly number: number; readonly outcome: Outcome["outcome"] }
  | { readonly number: number; readonly taken: Taken["taken"] }
  | { readonly number: number; readonly error: string };

/** Whether a message between processes is an order. */
export function isOrder(value: unknown): value is Order {
  return typeof value === "object" && value !== null && "number" in value;
}

/** Whether a message between processes is a report. */
export function isReport(value: unknown): value is Report {
  return typeof value === "object" && value !== null && "number" in value;
}

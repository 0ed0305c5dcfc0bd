/** What the process with the simulator is told between measurements. */
import type { Call, NewCall } from "../../src/simulator/index.ts";

/** An order; each is answered. */
export type Order =
  /** Makes so many calls, announced where they ring; answered with the calls. */
  | { readonly create: NewCall; readonly count: number }
  /** Sends the notifications that wait; answered with how long that took, in milliseconds. */
  | { readonly settle: true };

/** An answer. */
export type Answer =
  /** The addresses of the simulator and of a server that does nothing. */
  | { readonly url: string; readonly idle: string }
  | { readonly calls: readonly Call[] }
  | { readonly milliseconds: number };

/** Whether a message between the processes is an order. */
export function isOrder(value: unknown): value is Order {
  return typeof value === "object" && value !== null && ("create" in value || "settle" in value);
}

/** Whether a message between the processes is an answer. */
export function isAnswer(value: unknown): value is Answer {
  return (
    typeof value === "object" &&
    value !== null &&
    ("url" in value || "calls" in value || "milliseconds" in value)
  );
}

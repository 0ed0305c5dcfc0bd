/**
 * Both services on your own machine: every operation in every version, with signed notifications.
 *
 * @example
 * ```ts
 * import { createSimulator } from "call-handoff/simulator";
 *
 * const simulator = createSimulator({ running: false, deliver: (request) => bot(request) });
 * const { id } = simulator.createCall({ service: "graph", kind: "peerToPeer", callbackUri: "http://127.0.0.1/calls" });
 * await simulator.fetch(`http://127.0.0.1/v1.0/communications/calls/${id}/transfer`, {
 *   method: "POST",
 *   headers: {
 *     authorization: `Bearer ${simulator.credentials.token}`,
 *     "content-type": "application/json",
 *   },
 *   body: JSON.stringify({ transferTarget: { identity: { user: { id: "550fae72-d251-43ec-868c-373732c2704f" } } } }),
 * });
 * await simulator.settle(); // the bot has been told everything, and nobody has waited
 * ```
 *
 * @module
 */
export {
  createControlClient,
  type ControlClient,
  type ControlClientOptions,
  type JournalFilter,
  type OpenIdConfiguration,
} from "./client.ts";
export type {
  Call,
  ClockChange,
  ClockState,
  Fault,
  HandedOn,
  Journal,
  JournalEntry,
  JournalViolation,
  NewCall,
  NotificationEntry,
  RequestEntry,
  Trouble,
} from "./control.ts";
export { createSimulator, type SimulatorOptions } from "./create.ts";
export { defaultCredentials, type Credentials } from "./credentials.ts";
export { leniencies, type Leniency } from "./leniencies.ts";
export { scenarios, type Scenario, type ScenarioName } from "./scenarios.ts";
export type { Simulator } from "./simulator.ts";
export type { WireAnswer, WireRequest } from "./wire.ts";

/**
 * What may follow a transfer or a redirect: the documented states, the notifications and their order.
 *
 * @example
 * ```ts
 * import { answered, begin, next } from "call-handoff/flows";
 *
 * let state = answered(begin("graph.transfer", request), result.status);
 * const step = next(state, item);
 * if (step.fits) state = step.state; // state.end: "completed", "failed" or "ended", once there is one
 * else console.warn(step.reason);
 * ```
 *
 * @example
 * ```ts
 * import { createTracker } from "call-handoff/flows";
 *
 * const tracker = createTracker(); // or { store: redisStore(client) }, for several processes
 * const watched = tracker.watch(graph.transfer(callId, request), { operation: "graph.transfer", callId, request });
 * for await (const { at } of watched) console.log(at); // requested, transferring, transferAccepted, completed
 * const end = await watched.outcome; // end.outcome: "completed", "failed", "ended" or "timedOut"
 * ```
 *
 * @module
 */
export { drawDiagram, type Diagram, type DiagramDivider, type DiagramStep } from "./diagram.ts";
export { flowDiagram } from "./flow-diagram.ts";
export { memoryStore, type MemoryStoreOptions } from "./memory-store.ts";
export { answered, begin, next, type FlowState, type Step } from "./next.ts";
export type { Completed, Ended, Failed, Outcome, Result, TimedOut, WatchedAnswer } from "./outcome.ts";
export { redisStore, type RedisClient, type RedisStoreOptions, type RedisSubscriber } from "./redis-store.ts";
export type { TrackerStore } from "./store.ts";
export type { Taken, TrackedNotification } from "./taking.ts";
export {
  createTracker,
  type FollowedFlow,
  type Tracker,
  type TrackerOptions,
  type WatchOptions,
} from "./tracker.ts";
export type { Watched } from "./watched.ts";
export { flows, type FlowName } from "../../generated/flows.ts";
export type {
  CallPlace,
  Destination,
  Flow,
  FlowNotification,
  FlowTransition,
  ResultPlaces,
} from "../../generated/contract.ts";

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
 * @module
 */
export { drawDiagram, type Diagram, type DiagramDivider, type DiagramStep } from "./diagram.ts";
export { flowDiagram } from "./flow-diagram.ts";
export { answered, begin, next, type FlowState, type Step } from "./next.ts";
export { flows, type FlowName } from "../../generated/flows.ts";
export type { Destination, Flow, FlowNotification, FlowTransition } from "../../generated/contract.ts";

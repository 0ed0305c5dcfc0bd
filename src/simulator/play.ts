import type { Flow } from "../../generated/contract.ts";
import { flowOf, overState, type SimulatedCall } from "./calls.ts";
import type { Trouble } from "./control.ts";
import type { Deliveries, Delivery } from "./deliveries.ts";
import {
  bodyOf,
  destinationOf,
  itemOf,
  withExtraMembers,
  withOtherSpelling,
  type Situation,
} from "./notifications.ts";
import { endsCall, type Script } from "./script.ts";
import type { SimulatedTime } from "./time.ts";

/** What the playing of scripts needs. */
export interface Stage {
  readonly time: SimulatedTime;
  readonly deliveries: Deliveries;
  /** Milliseconds between the notifications of a call. */
  readonly pace: number;
  /** The trouble that the next notification meets by a fault that waits for it. */
  readonly nextTrouble: () => Trouble | undefined;
  /** How many requests to receivers are planned and neither taken nor given up. */
  outstanding: number;
}

/** How much later a delayed notification comes, in milliseconds. Our choice. */
const DELAY = 2000;

/** One request to a receiver, with one notification or several. */
interface Planned {
  readonly names: readonly string[];
  readonly delay: number;
  readonly troubles: readonly Trouble[];
}

/** How a script is played. */
export interface Playing {
  /** Milliseconds until certain notifications instead of the pace, by their names. */
  readonly delays?: Readonly<Record<string, number>>;
  /** Whether the call can be handed on meanwhile. Default: it cannot. */
  readonly free?: boolean;
  /** Whether it is told also where the call ends meanwhile, as that it came is. Default: it is not. */
  readonly regardless?: boolean;
  /** Called when nothing more is to come. */
  readonly over?: () => void;
}

/**
 * Sends the notifications of a script, each when the one before was taken or given up, and brings the call into the
 * state that each tells, in the order of the flow whatever the order of sending.
 */
export function play(
  stage: Stage,
  situation: Situation,
  script: Script,
  { delays = {}, free = false, regardless = false, over }: Playing = {},
): void {
  const { call, scenario } = situation;
  const plan = planOf(script, situation, stage.pace, delays);
  const course = scenario.order === "batched" ? plan.map(({ names }) => names) : script.map((name) => [name]);
  if (!free) call.busy = true;
  stage.outstanding += plan.length;
  const wasOver = call.over;
  const step = (index: number): void => {
    const planned = plan[index];
    if (!planned) {
      if (!free) rest(call);
      over?.();
      return;
    }
    const send = async (troubles: readonly Trouble[]) => {
      // Something else has ended the call meanwhile, as a transfer that replaces it does: nothing more is told of it.
      if (call.over && !wasOver && !regardless) {
        stage.outstanding -= plan.length - index;
        return;
      }
      for (const name of course[index] ?? []) move(call, name);
      const delivery = deliveryOf(stage, situation, { ...planned, troubles });
      const goOn = () => {
        stage.outstanding--;
        step(index + 1);
      };
      // Delivered again as it was, with the same ids.
      const again = () => void stage.time.after(0, () => stage.deliveries.send(delivery, goOn));
      await stage.deliveries.send(delivery, troubles.includes("duplicated") ? again : goOn);
    };
    stage.time.after(planned.delay, () => {
      const fault = stage.nextTrouble();
      const isKnown = fault === undefined || planned.troubles.includes(fault);
      const troubles = isKnown ? planned.troubles : [...planned.troubles, fault];
      if (fault !== "delayed" || isKnown) return send(troubles);
      stage.time.after(DELAY, () => send(troubles));
      return undefined;
    });
  };
  // What is told of a call begins with its announcement, where that is still under way.
  if (call.announcing && !free) call.announcing.push(() => step(0));
  else step(0);
}

function planOf(
  script: Script,
  situation: Situation,
  pace: number,
  delays: Readonly<Record<string, number>>,
): Planned[] {
  const { flow, scenario } = situation;
  const { trouble, order } = scenario;
  const plan = script.map((name): Planned => {
    const isHit = trouble !== undefined && (trouble !== "dropped" || tellsEnd(flow, name));
    const delay = (delays[name] ?? pace) + (trouble === "delayed" ? DELAY : 0);
    return { names: [name], delay, troubles: isHit ? [trouble] : [] };
  });
  const [last, before] = [plan.at(-1), plan.at(-2)];
  if (order === "reordered" && last && before)
    return [...plan.slice(0, -2), { ...last, delay: before.delay }, { ...before, delay: last.delay }];
  if (order !== "batched") return plan;
  const batches: Planned[] = [];
  for (const one of plan) {
    const batch = batches.at(-1);
    const address = (name = "") => destinationOf(name, situation);
    if (batch && address(batch.names[0]) === address(one.names[0]))
      batches[batches.length - 1] = { ...batch, names: [...batch.names, ...one.names] };
    else batches.push(one);
  }
  return batches;
}

function deliveryOf(stage: Stage, situation: Situation, { names, troubles }: Planned): Delivery {
  const { call, flow } = situation;
  const now = stage.time.now();
  let items: unknown[] = names.map((name) => itemOf(name, situation, now));
  if (troubles.includes("subcode-spelling") && call.service === "graph") items = items.map(withOtherSpelling);
  const body = bodyOf(call.service, items);
  const isEventGrid = flow.context !== undefined;
  return {
    service: call.service,
    callId: call.id,
    names,
    title: names.map((name) => flow.notifications[name]?.title ?? name).join(", "),
    address: destinationOf(names[0] ?? "", situation),
    body: troubles.includes("extra-members") ? withExtraMembers(body) : body,
    signed: !isEventGrid,
    ...(isEventGrid && { headers: { "aeg-event-type": "Notification" } }),
    troubles,
  };
}

/** Brings the call into the state that a notification of its operation tells. */
function move(call: SimulatedCall, name: string): void {
  const { operation } = call;
  if (!operation) return;
  const flow = flowOf(operation.flow);
  const transition = flow.transitions.find(
    ({ notification, from, variants }) =>
      notification === name && from.includes(operation.at) && (variants?.includes(operation.variant) ?? true),
  );
  if (!transition) return;
  const at = transition.to === "same" ? operation.at : transition.to;
  const state = flow.states[at];
  call.operation = { ...operation, at };
  call.state = state?.call ?? call.state;
  if (state?.over === true || endsCall(flow, name)) {
    call.over = true;
    call.state = overState(flow) ?? call.state;
  }
}

/** A call that is not over when nothing more is to come is as it was before. */
function rest(call: SimulatedCall): void {
  call.busy = false;
  const flow = call.operation && flowOf(call.operation.flow);
  if (flow && !call.over) call.state = flow.states[flow.begins]?.call ?? call.state;
}

function tellsEnd(flow: Flow, name: string): boolean {
  return flow.transitions.some(
    ({ notification, from, to }) =>
      notification === name &&
      flow.states[to]?.end !== undefined &&
      from.every((one) => !flow.states[one]?.end),
  );
}

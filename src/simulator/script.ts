import type { Flow, FlowTransition } from "../../generated/contract.ts";
import type { Scenario } from "./scenarios.ts";

/** Names of the notifications of a flow, in the order in which they are sent. */
export type Script = readonly string[];

/**
 * What follows a request that was taken, read off the transitions of its flow.
 *
 * @param from - the state after the answer
 * @param leaves - whether the application leaves the call with a completed operation
 */
export function scriptOf(
  flow: Flow,
  variant: string,
  from: string,
  scenario: Scenario,
  leaves: boolean,
): Script {
  const { end, way, aside } = scenario;
  const key = [flow.operation, variant, from, end, way, aside, leaves].join();
  let script = known.get(key);
  if (!script) {
    script = readScript(flow, variant, from, scenario, leaves);
    known.set(key, script);
  }
  return script;
}

/** There are but so many, and to read one off takes as long as the rest of an answer. */
const known = new Map<string, Script>();

function readScript(
  flow: Flow,
  variant: string,
  from: string,
  { end = "completed", way = "longest", aside }: Scenario,
  leaves: boolean,
): Script {
  const own = flow.transitions.filter(({ variants }) => variants?.includes(variant) ?? true);
  const ways = waysFrom(flow, own, from);
  const isWanted = ({ to }: Way) => (flow.states[to]?.end === "failed") === (end === "failed");
  // Where no notification tells of a failure, the end is told as ever.
  const fitting = ways.some(isWanted) ? ways.filter(isWanted) : ways;
  const ordered = fitting.toSorted((a, b) => a.names.length - b.names.length);
  const chosen = way === "shortest" ? ordered[0] : ordered.at(-1);
  if (!chosen) return [];
  const names = [...chosen.names];
  // Whoever is left alone in a call leaves it, also where the request had no need to name who goes.
  const isOver = flow.states[chosen.to]?.over === true;
  if (leaves && !isOver && flow.states[chosen.to]?.end === "completed") {
    const last = own.find(
      ({ from: states, notification }) =>
        states.includes(chosen.to) && notification !== undefined && endsCall(flow, notification),
    );
    if (last?.notification !== undefined) names.push(last.notification);
  }
  if (aside) {
    const told = own.find(
      ({ from: states, to, notification = "" }) =>
        to === "same" &&
        states.includes(from) &&
        !endsCall(flow, notification) &&
        !announces(flow, notification),
    );
    // What tells that the target has accepted comes last but for the end.
    const accepted = Math.max(0, names.length - 2);
    if (told?.notification !== undefined)
      names.splice(aside === "before" ? accepted : accepted + 1, 0, told.notification);
  }
  return names;
}

/** How the flow begins: with an announcement where calls are announced. */
function firstStep({ transitions, begins }: Flow): FlowTransition | undefined {
  return transitions.find(({ from }) => from.includes(begins));
}

/** The notification that announces a call, where calls are announced. */
export function announcementOf(flow: Flow): string | undefined {
  return firstStep(flow)?.notification;
}

/** The state from which a call can be handed on: where it was announced, or where its flow begins. */
export function readyState(flow: Flow): string {
  return (announcementOf(flow) !== undefined && firstStep(flow)?.to) || flow.begins;
}

/** Whether a notification tells that the call is over. */
export function endsCall(flow: Flow, name: string): boolean {
  const where = flow.notifications[name]?.where ?? {};
  return (
    flow.callEnds !== undefined &&
    Object.entries(flow.callEnds).every(([place, values]) =>
      where[place]?.some((one) => values.includes(one)),
    )
  );
}

function announces(flow: Flow, name: string): boolean {
  return announcementOf(flow) === name;
}

interface Way {
  readonly names: readonly string[];
  /** The state that it leads to. */
  readonly to: string;
}

/** Every way to a state in which the operation has ended, by transitions that lead to another state. */
function waysFrom(flow: Flow, own: readonly FlowTransition[], state: string): Way[] {
  const here: Way[] = flow.states[state]?.end ? [{ names: [], to: state }] : [];
  const onward = own
    .filter(
      ({ from, to, notification }) => notification !== undefined && to !== "same" && from.includes(state),
    )
    .flatMap(({ to, notification = "" }) =>
      waysFrom(flow, own, to).map((way) => ({ ...way, names: [notification, ...way.names] })),
    );
  return [...here, ...onward];
}

import type { Flow } from "../../generated/contract.ts";
import { flows, type FlowName } from "../../generated/flows.ts";
import { valueAt } from "../pointer.ts";
import { begin, holds, knownAs, next, type FlowState } from "./next.ts";

/**
 * What a notification does to an operation whose notifications may come late, twice or in another order. `next` says
 * whether a sequence is as documented; this says what can be learned from one that is not.
 */
export type Reading =
  /** It brings the operation further. */
  | { readonly as: "moves"; readonly name: string; readonly to: string }
  /** It fits, and changes nothing. */
  | { readonly as: "stays"; readonly name: string }
  /** The call is over, and what became of the operation is not told. */
  | { readonly as: "over"; readonly name: "" }
  /** The operation is further already. */
  | { readonly as: "late"; readonly name: string }
  /** It is no notification of this operation. */
  | { readonly as: "foreign"; readonly name: "" };

const FOREIGN: Reading = { as: "foreign", name: "" };

/** Reads one item of a Graph notification or one event of ACS. Pure, and never throws. */
export function read(state: FlowState, message: unknown): Reading {
  const flow: Flow = flows[state.flow];
  const known = knownAs(flow, message);
  const names = (known.length > 0 ? known : failuresLike(flow, message)).filter(
    (name) => !isOfAnother(flow, state, name, message),
  );
  const ends = flow.callEnds !== undefined && holds(message, flow.callEnds);
  const [first] = names;
  if (state.end) return first !== undefined || ends ? { as: "late", name: first ?? "" } : FOREIGN;

  const reached = reachedFrom(flow, state.at);
  const ahead = flow.transitions.filter(
    ({ from, notification = "" }) => names.includes(notification) && from.some((one) => reached.has(one)),
  );
  const step = next(state, message);
  // A documented end is one in every variant, because what a notification says weighs more than which was expected.
  const transition =
    ahead.find(({ source }) => step.fits && step.source === source) ??
    ahead.find(({ to, variants }) => to !== "same" && variants?.includes(state.variant)) ??
    ahead.find(({ to }) => to !== "same") ??
    ahead[0];
  if (transition) {
    const { to, notification: name = "" } = transition;
    return to === "same" ? { as: "stays", name } : { as: "moves", name, to };
  }
  if (ends) return { as: "over", name: "" };
  return first === undefined ? FOREIGN : { as: "late", name: first };
}

/** The state of an operation that is being asked for. */
export function ready(flow: FlowName, request: unknown): FlowState {
  const { transitions, begins }: Flow = flows[flow];
  const asked = transitions.find(({ answer }) => answer === "success");
  return { ...begin(flow, request), at: asked?.from[0] ?? begins };
}

/** Whether a notification could matter to an operation of the flow that nobody has told of yet. */
export function couldMatter(flow: FlowName, message: unknown): boolean {
  const { as } = read(ready(flow, undefined), message);
  return as === "moves" || as === "over";
}

/**
 * The documented failures that a notification is but for its codes, if its code is one of failure as of HTTP. Codes are
 * an open set, and the documents list other failures of calls than they show of transfers.
 */
function failuresLike({ notifications, transitions, states, result }: Flow, message: unknown): string[] {
  const code = result && valueAt(message, result.code);
  if (!result || typeof code !== "number" || code < 400) return [];
  const failed = transitions.filter(({ to }) => states[to]?.end === "failed");
  return failed.flatMap(({ notification: name = "" }) => {
    const { where } = notifications[name] ?? {};
    const others = Object.entries(where ?? {}).filter(
      ([place]) => place !== result.code && place !== result.subcode,
    );
    return where && holds(message, Object.fromEntries(others)) ? [name] : [];
  });
}

/** Whether what it repeats of a request differs from what the operation's request had. */
function isOfAnother({ echo }: Flow, state: FlowState, name: string, message: unknown): boolean {
  if (!echo?.of.includes(name) || state.echo === undefined) return false;
  const repeated = valueAt(message, echo.notification);
  return repeated !== undefined && repeated !== null && repeated !== state.echo;
}

/** The states that an operation may be in by now without having ended: notifications in between may yet come. */
function reachedFrom(flow: Flow, at: string): ReadonlySet<string> {
  const reached = new Set([at]);
  // A set yields what is added while it is walked through.
  for (const state of reached)
    for (const { from, to, answer } of flow.transitions)
      if (from.includes(state) && to !== "same" && answer !== "other" && !flow.states[to]?.end)
        reached.add(to);
  return reached;
}

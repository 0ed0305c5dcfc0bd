import type { Flow, FlowNotification, FlowTransition } from "../../generated/contract.ts";
import { flows, type FlowName } from "../../generated/flows.ts";
import { valueAt } from "../pointer.ts";

/** Where an operation stands. Plain data: it can be stored as JSON. */
export interface FlowState {
  readonly flow: FlowName;
  /** Such as `consultative`. */
  readonly variant: string;
  /** The name of the state, such as `transferring`. */
  readonly at: string;
  /** How the operation ended, where it did. Notifications of the call may still follow. */
  readonly end?: "completed" | "failed" | "ended";
  /** What notifications of this operation repeat of the request. */
  readonly echo?: unknown;
}

/** What a notification does to an operation. */
export type Step =
  /** It fits. The state may be the same as before, as of a change of the roster. */
  | {
      readonly fits: true;
      readonly state: FlowState;
      readonly notification: string;
      readonly source: readonly string[];
    }
  /** It does not fit; `reason` says why, without text of the notification. */
  | { readonly fits: false; readonly state: FlowState; readonly reason: string };

/**
 * The state before an operation is sent. The request decides the variant and what notifications repeat of it.
 *
 * @param request - the body of the operation
 */
export function begin(flow: FlowName, request: unknown): FlowState {
  const { begins, variants, echo }: Flow = flows[flow];
  const names = Object.keys(variants);
  const variant =
    names.find((name) => {
      const when = variants[name]?.when;
      return when !== undefined && isThere(request, when);
    }) ?? names.find((name) => variants[name]?.when === undefined);
  const repeated = echo && valueAt(request, echo.request);
  return { flow, variant: variant ?? "", at: begins, ...(repeated !== undefined && { echo: repeated }) };
}

/** The state after the service answered. */
export function answered(state: FlowState, status: number): FlowState {
  const flow: Flow = flows[state.flow];
  const answer = status === flow.success ? "success" : "other";
  const transition = flow.transitions.find((one) => one.answer === answer && one.from.includes(state.at));
  return transition ? moved(flow, state, transition) : state;
}

/** Reads one item of a Graph notification or one event of ACS: the new state, or why it does not fit. Pure. */
export function next(state: FlowState, notification: unknown): Step {
  const flow: Flow = flows[state.flow];
  const known = knownAs(flow, notification);
  const refused = (reason: string): Step => ({ fits: false, state, reason });
  if (known.length === 0)
    return refused(
      `${described(flow, notification)} is no notification of ${state.flow}. ${expected(flow, state)}`,
    );
  const own = flow.transitions.filter(
    (one) => one.notification !== undefined && known.includes(one.notification),
  );
  const here = own.filter(({ from }) => from.includes(state.at));
  const transition = here.find(({ variants }) => variants?.includes(state.variant) ?? true);
  const title = flow.notifications[known[0] ?? ""]?.title ?? "";
  if (here.length === 0) return refused(`${title} may not follow ${state.at}. ${expected(flow, state)}`);
  if (!transition)
    return refused(
      `${title} belongs to the variant ${here[0]?.variants?.join(" or ")}, not ${state.variant}.`,
    );
  const name = transition.notification ?? "";
  const missing = flow.notifications[name]?.must.find((place) => !isThere(notification, place));
  if (missing !== undefined) return refused(`${title} has to hold ${missing}.`);
  const { echo } = flow;
  if (
    echo?.of.includes(name) &&
    state.echo !== undefined &&
    valueAt(notification, echo.notification) !== state.echo
  )
    return refused(`${title} does not repeat ${echo.request} of the request at ${echo.notification}.`);
  return { fits: true, state: moved(flow, state, transition), notification: name, source: transition.source };
}

function moved(flow: Flow, state: FlowState, { to }: FlowTransition): FlowState {
  if (to === "same") return state;
  const end = flow.states[to]?.end;
  return {
    flow: state.flow,
    variant: state.variant,
    at: to,
    ...(end && { end }),
    ...(state.echo !== undefined && { echo: state.echo }),
  };
}

/** The names of the notifications of a flow that this one can be. */
export function knownAs(flow: Flow, notification: unknown): string[] {
  return Object.entries(flow.notifications)
    .filter(
      ([, { where, without }]) =>
        holds(notification, where) && !without.some((place) => isThere(notification, place)),
    )
    .map(([name]) => name);
}

/** Whether a notification holds one of the values at each place. */
export function holds(notification: unknown, where: FlowNotification["where"]): boolean {
  return Object.entries(where).every(([place, values]) => {
    const value = valueAt(notification, place);
    return (typeof value === "string" || typeof value === "number") && values.includes(value);
  });
}

function isThere(message: unknown, place: string): boolean {
  const value = valueAt(message, place);
  return value !== undefined && value !== null;
}

/** What a notification looks like, by the places that the flow knows notifications by. */
function described(flow: Flow, notification: unknown): string {
  const places = new Set(Object.values(flow.notifications).flatMap(({ where }) => Object.keys(where)));
  const shown = [...places].flatMap((place) => {
    const value = valueAt(notification, place);
    return typeof value === "number" || (typeof value === "string" && /^[\w.]{1,80}$/.test(value))
      ? [`${place.split("/").at(-1)} ${value}`]
      : [];
  });
  return shown.length > 0 ? `A notification with ${shown.join(", ")}` : "This";
}

function expected(flow: Flow, { at, variant }: FlowState): string {
  const titles = flow.transitions
    .filter(({ from, variants }) => from.includes(at) && (variants?.includes(variant) ?? true))
    .flatMap(({ notification }) => flow.notifications[notification ?? ""]?.title ?? []);
  return titles.length > 0
    ? `After ${at} there may come: ${titles.join("; ")}.`
    : `After ${at} nothing may come.`;
}

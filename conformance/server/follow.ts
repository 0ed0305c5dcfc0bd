import type { Flow, FlowNotification, FlowTransition } from "../../generated/contract.ts";
import { flows, type FlowName } from "../../generated/flows.ts";
import { answered, begin } from "../../src/flows/index.ts";
import { valueAt } from "../../src/pointer.ts";

/** What is wrong with the notifications of one flow, told apart by what they break. */
export interface Followed {
  /** How it ended, where it did. */
  readonly end: "completed" | "failed" | "ended" | undefined;
  /** What came at a time when it may not. */
  readonly order: readonly string[];
  /** What does not tell the result as documented. */
  readonly result: readonly string[];
  /** What does not repeat what the request gave to be repeated. */
  readonly echo: readonly string[];
  /** What came after the end. */
  readonly afterEnd: readonly string[];
}

/** How a notification is known: as documented, or but for what it tells of the result. */
interface Known {
  readonly names: readonly string[];
  readonly isExact: boolean;
}

/** Reads the notifications of a flow that was begun, in the order in which they came. Never throws. */
export function follow(
  name: FlowName,
  request: unknown,
  status: number,
  notifications: readonly unknown[],
): Followed {
  const flow: Flow = flows[name];
  const begun = answered({ ...begin(name, request), at: readyIn(flow) }, status);
  const order: string[] = [];
  const result: string[] = [];
  const echo: string[] = [];
  const afterEnd: string[] = [];
  let at = begun.at;
  let end: Followed["end"];
  const seen = new Set<unknown>();
  const reached = new Set([at]);
  for (const notification of notifications) {
    const id = flow.id === undefined ? undefined : valueAt(notification, flow.id);
    // Delivered again, which no document forbids.
    if (id !== undefined && seen.has(id)) continue;
    seen.add(id);
    const { names, isExact } = knownAs(flow, notification);
    const [first] = names;
    if (first === undefined) continue;
    const title = flow.notifications[first]?.title ?? first;
    const known = flow.transitions.filter((one) => names.includes(one.notification ?? ""));
    const own = known.filter(({ from }) => from.includes(at));
    const transition = own.find(({ variants }) => variants?.includes(begun.variant) ?? true) ?? own[0];
    if (!transition) {
      // The same state once more is told as well as it was before.
      if (!end && known.some(({ to }) => to === at)) continue;
      if (end) afterEnd.push(`Expected nothing more after the end (${end}), saw "${title}".`);
      else order.push(`Expected ${titlesAfter(flow, at, begun.variant)} after "${at}", saw "${title}".`);
      // What comes out of turn has come all the same.
      const leap = known.find(({ from, to }) => to !== "same" && !from.some((one) => flow.states[one]?.end));
      if (!end && leap && !reached.has(leap.to)) {
        at = leap.to;
        reached.add(at);
        end = flow.states[at]?.end;
      }
      continue;
    }
    const isOfVariant = transition.variants?.includes(begun.variant) ?? true;
    if (!(isExact || isFailure(flow, transition, notification)) || !isOfVariant)
      result.push(resultProblem(flow, at, begun.variant, transition, notification));
    result.push(...contradictions(flow, transition, title, notification));
    const missing =
      transition.notification && missingIn(flow.notifications[transition.notification], notification);
    if (missing) result.push(`Expected "${title}" to hold ${missing}, saw nothing there.`);
    echo.push(...echoProblems(flow, transition, begun.echo, notification));
    if (transition.to === "same") continue;
    at = transition.to;
    reached.add(at);
    end = flow.states[at]?.end ?? end;
  }
  return { end, order, result, echo, afterEnd };
}

/** The state in which the operation is asked for. */
function readyIn({ transitions, begins }: Flow): string {
  return transitions.find(({ answer }) => answer === "success")?.from[0] ?? begins;
}

function knownAs(flow: Flow, notification: unknown): Known {
  const fitting = (isPlace: (place: string) => boolean) =>
    Object.entries(flow.notifications)
      .filter(([, { where, without }]) => {
        const places = Object.entries(where).filter(([place]) => isPlace(place));
        return (
          places.every(([place, values]) => values.some((value) => value === valueAt(notification, place))) &&
          without.every((place) => isNothing(valueAt(notification, place)))
        );
      })
      .map(([name]) => name);
  const exact = fitting(() => true);
  if (exact.length > 0) return { names: exact, isExact: true };
  const tells = new Set<string>(flow.result ? Object.values(flow.result) : []);
  const ends = Object.entries(flow.callEnds ?? {});
  const isOver =
    ends.length > 0 &&
    ends.every(([at, values]) => values.some((value) => value === valueAt(notification, at)));
  // Without a result it is no more than a change of the call, unless the call is over.
  const tellsAny = [...tells].some((place) => !isNothing(valueAt(notification, place)));
  return { names: isOver || tellsAny ? fitting((place) => !tells.has(place)) : [], isExact: false };
}

/** A failure by any code of failure as of HTTP: which codes there are, no document says. */
function isFailure({ result, states }: Flow, { to }: FlowTransition, notification: unknown): boolean {
  const code = result && valueAt(notification, result.code);
  return states[to]?.end === "failed" && typeof code === "number" && code >= 400;
}

/** A code that says the opposite of what the notification is, by the codes as of HTTP. */
function contradictions(
  { result, states }: Flow,
  { from, to }: FlowTransition,
  title: string,
  notification: unknown,
): string[] {
  const code = result && valueAt(notification, result.code);
  const end = states[to]?.end;
  // What comes after the end, such as the end of the call, has a result of its own.
  if (typeof code !== "number" || end === undefined || from.some((one) => states[one]?.end)) return [];
  if (end === "failed") return code < 400 ? [`Expected a code of failure in "${title}", saw ${code}.`] : [];
  return code >= 400 ? [`Expected a code of success in "${title}", saw ${code}.`] : [];
}

function resultProblem(
  flow: Flow,
  at: string,
  variant: string,
  { notification = "" }: FlowTransition,
  seen: unknown,
): string {
  const title = flow.notifications[notification]?.title ?? notification;
  const expected = titlesAfter(flow, at, variant);
  const { code = "", subcode = "", reason = "" } = flow.result ?? {};
  const told = [code, subcode, reason]
    .filter((place) => place !== "")
    .map((place) => `${place.split("/").at(-1)} ${shown(valueAt(seen, place))}`);
  return `Expected the result as in ${expected}, saw "${title}" with ${told.join(", ")}.`;
}

function echoProblems(
  { echo, notifications }: Flow,
  { notification = "" }: FlowTransition,
  given: unknown,
  seen: unknown,
): string[] {
  if (!echo?.of.includes(notification) || given === undefined) return [];
  if (valueAt(seen, echo.notification) === given) return [];
  const title = notifications[notification]?.title ?? notification;
  return [
    `Expected ${echo.request} of the request at ${echo.notification} of "${title}", saw something else.`,
  ];
}

function titlesAfter(flow: Flow, at: string, variant: string): string {
  const titles = flow.transitions
    .filter(({ from, variants }) => from.includes(at) && (variants?.includes(variant) ?? true))
    .flatMap(({ notification = "" }) => flow.notifications[notification]?.title ?? []);
  return titles.length === 0 ? "nothing" : [...new Set(titles)].map((title) => `"${title}"`).join(" or ");
}

function missingIn(definition: FlowNotification | undefined, notification: unknown): string | undefined {
  return definition?.must.find((place) => isNothing(valueAt(notification, place)));
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null;
}

function shown(value: unknown): string {
  return typeof value === "number" || (typeof value === "string" && /^[\w.]{1,60}$/.test(value))
    ? `${value}`
    : "none";
}

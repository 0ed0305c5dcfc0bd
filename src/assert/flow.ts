import type { Flow } from "../../generated/contract.ts";
import { flows, type FlowName } from "../../generated/flows.ts";
import { invalid } from "../errors.ts";
import { answered, begin, next, type FlowState } from "../flows/next.ts";
import { ready } from "../flows/reading.ts";
import { isRecord } from "../http/result.ts";
import type { Violation } from "../validate/violation.ts";
import { judgementOf, type Judgement } from "./judgement.ts";
import { parsed } from "./parts.ts";

/** Which operation notifications are to follow. */
export interface FlowOptions {
  /** The body of its request, which decides on the variant and on what notifications repeat. */
  readonly request: unknown;
  /** The status of its answer. Default: that of success. */
  readonly status?: number;
  /** How the operation has to end; `false` where it may still be under way. Default: in any way, but it has to end. */
  readonly ends?: "completed" | "failed" | "ended" | false;
}

/**
 * Judges whether notifications are those that follow an operation, in an order that is documented, up to its end.
 *
 * Each of the list is an item of Graph or an event of ACS, a body that holds several, its text, or what a receiver of
 * this package handed on. The announcement of an incoming call may be the first.
 *
 * @throws HandoffError `ERR_INVALID_ARGUMENT` for what is no list, or an unknown flow
 */
export function judgeFollowsFlow(
  notifications: readonly unknown[],
  flow: FlowName,
  { request, status, ends }: FlowOptions,
): Judgement {
  if (!Array.isArray(notifications)) throw invalid("Notifications have to be a list.");
  if (!Object.hasOwn(flows, flow)) throw invalid(`There is no flow "${flow}".`);
  const items = itemsOf(notifications);
  const asked = ready(flow, request);
  const start = begin(flow, request);
  const announcement = start.at === asked.at ? undefined : next(start, items[0]?.item);
  const told = announcement?.fits === true ? [announcement.notification] : [];
  const violations: Violation[] = [];
  let state = answered(asked, status ?? flowOf(flow).success);
  for (const { where, item, violation } of items.slice(told.length)) {
    const step = next(state, item);
    if (violation) violations.push(violation);
    else if (step.fits) {
      told.push(step.notification);
      ({ state } = step);
    } else
      violations.push({ where, rule: "flow", expected: "a notification that fits", received: step.reason });
  }
  const missing = ends === false ? undefined : endMissing(state, ends, notifications.length);
  const subject = {
    what: "What was told",
    demand: `follow ${flow} (${state.variant})`,
    ...(told.length > 0 && { shown: told.join(", ") }),
  };
  return judgementOf(subject, missing ? [...violations, missing] : violations);
}

function flowOf(name: FlowName): Flow {
  return flows[name];
}

function endMissing(
  { at, end, flow, variant }: FlowState,
  wanted: FlowState["end"],
  length: number,
): Violation | undefined {
  const where = `/${length}`;
  if (end === undefined) {
    const titles = flowOf(flow)
      .transitions.filter(({ from, variants }) => from.includes(at) && (variants?.includes(variant) ?? true))
      .flatMap(({ notification = "" }) => flowOf(flow).notifications[notification]?.title ?? []);
    const expected = `one of: ${[...new Set(titles)].join("; ")}`;
    return { where, rule: "complete", expected, received: `nothing after ${at}` };
  }
  if (wanted === undefined || end === wanted) return undefined;
  return { where, rule: "end", expected: wanted, received: end };
}

interface Item {
  /** JSON Pointer into the list. */
  readonly where: string;
  readonly item?: unknown;
  readonly violation?: Violation;
}

function itemsOf(notifications: readonly unknown[], above = ""): readonly Item[] {
  return notifications.flatMap((given, index): readonly Item[] => {
    const where = `${above}/${index}`;
    if (typeof given === "string") {
      const { body, violation } = parsed(given, where);
      return violation ? [{ where, violation }] : itemsWithin(body, where);
    }
    // Receivers hand on the message and what they made of it.
    if (isRecord(given) && "message" in given && "key" in given) return [{ where, item: given["message"] }];
    return itemsWithin(given, where);
  });
}

function itemsWithin(body: unknown, where: string): readonly Item[] {
  if (Array.isArray(body)) return body.map((item, index) => ({ where: `${where}/${index}`, item }));
  const value = isRecord(body) ? body["value"] : undefined;
  if (Array.isArray(value)) return value.map((item, index) => ({ where: `${where}/value/${index}`, item }));
  return [{ where, item: body }];
}

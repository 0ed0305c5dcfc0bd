import { answered, begin, flows, next, type Flow, type FlowName } from "../../src/flows/index.ts";
import { judgeNotification } from "../../src/validate/index.ts";
import { versions } from "../../generated/versions.ts";
import { versionNames } from "../contract/documents.ts";
import { objectAt } from "../contract/schema/schema.ts";
import { describe } from "../contract/checks/documented.ts";
import type { Arrived, Played } from "./bot.ts";

/** One item or event that arrived, alone or in company. */
export interface Item {
  readonly callId: string;
  readonly webhook: string;
  readonly item: unknown;
  /** What the receiver answered to all that came with it. */
  readonly status: number;
  /** What any version has against all that came with it. */
  readonly violations: readonly string[];
}

/** What arrived at the bot, item by item, in order. */
export function itemsOf({
  arrived,
  played,
}: {
  readonly arrived: readonly Arrived[];
  readonly played: readonly Played[];
}): Item[] {
  const contexts = new Map(played.map(({ call }) => [call.incomingCallContext, call.id]));
  return arrived.flatMap((one) => {
    const webhook = webhookOf(one);
    const violations = violationsOf(webhook, one);
    const { value } = objectAt(one.body);
    const list: readonly unknown[] = Array.isArray(one.body) ? one.body : Array.isArray(value) ? value : [];
    return list.map((item): Item => {
      const { resourceUrl } = objectAt(item);
      const { callConnectionId, incomingCallContext } = objectAt(item, "data");
      const named = typeof resourceUrl === "string" ? resourceUrl.split("/").at(-1) : callConnectionId;
      const context = typeof incomingCallContext === "string" ? incomingCallContext : "";
      const callId = typeof named === "string" ? named : (contexts.get(context) ?? "");
      return { callId, webhook, item, status: one.status, violations };
    });
  });
}

function webhookOf({ path, headers }: Arrived): string {
  if (path === "/graph") return "commsNotifications";
  if (path === "/acs") return "callAutomationEvents";
  return headers.get("aeg-event-type") === "SubscriptionValidation"
    ? "subscriptionValidation"
    : "incomingCall";
}

function violationsOf(webhook: string, { path, headers, body }: Arrived): string[] {
  const service = path === "/graph" ? "graph" : "acs";
  const message = { path: {}, query: {}, headers: Object.fromEntries(headers), body };
  return versionNames
    .filter((version) => versions[version].service === service)
    .flatMap((version) =>
      judgeNotification(version, webhook, message).map((violation) => `${version} ${describe(violation)}`),
    );
}

/** What the reader of flows says of a call that was handed on: why something does not fit, and the end. */
export function read(
  operation: FlowName,
  request: unknown,
  status: number,
  items: readonly Item[],
): { readonly reasons: string[]; readonly end: string | undefined } {
  const { ringsFor }: Flow = flows[operation];
  const reasons: string[] = [];
  let state = begin(operation, request);
  const take = ({ item }: Item) => {
    const step = next(state, item);
    if (step.fits) ({ state } = step);
    else reasons.push(step.reason);
  };
  // A call that rings is announced before it can be handed on.
  const before = ringsFor === undefined ? 0 : 1;
  for (const one of items.slice(0, before)) take(one);
  state = answered(state, status);
  for (const one of items.slice(before)) take(one);
  return { reasons, end: state.end };
}

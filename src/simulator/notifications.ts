import type { Flow } from "../../generated/contract.ts";
import { valueAt } from "../pointer.ts";
import type { SimulatedCall } from "./calls.ts";
import { acsItem } from "./acs-notifications.ts";
import { graphItem } from "./graph-notifications.ts";
import type { Scenario } from "./scenarios.ts";

/** What notifications are made of. */
export interface Situation {
  readonly call: SimulatedCall;
  readonly flow: Flow;
  /** The body of the request that is told of; `undefined` before there was one. */
  readonly request?: unknown;
  /** The number of the documented example whose request is most like that. */
  readonly example?: number | undefined;
  readonly scenario: Scenario;
  /** Of the bot, as its service writes identities. */
  readonly bot: Record<string, unknown>;
  readonly uuid: () => string;
}

/** One item of a Graph notification, or one event of ACS. */
export type Item = Record<string, unknown>;

/**
 * The notification of that name.
 *
 * @param now - by the simulator's clock, in milliseconds since 1970
 */
export function itemOf(name: string, situation: Situation, now: number): Item {
  return situation.call.service === "acs" ? acsItem(name, situation, now) : graphItem(name, situation);
}

/** The body of a request with notifications. */
export function bodyOf(service: SimulatedCall["service"], items: readonly unknown[]): unknown {
  return service === "acs" ? items : { "@odata.type": "#microsoft.graph.commsNotifications", value: items };
}

/** Where a notification goes: the first of its destinations that there is. */
export function destinationOf(name: string, { flow, call, request }: Situation): string {
  for (const destination of flow.notifications[name]?.destinations ?? []) {
    if (destination.of === "registration") return call.addresses.registration;
    if (destination.of === "call") return call.addresses.call;
    const given = valueAt(request, destination.at);
    if (typeof given === "string" && given !== "") return given;
  }
  return call.addresses.call;
}

/** The same with members that no document knows, at every level. */
export function withExtraMembers(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withExtraMembers);
  if (typeof value !== "object" || value === null) return value;
  const members = Object.entries(value).map(([name, member]) => [name, withExtraMembers(member)]);
  return { ...Object.fromEntries(members), simulatedExtraMember: { any: [null, 1, "text"] } };
}

/** The same with `subcode` spelled as the documented examples of failures have it. */
export function withOtherSpelling(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withOtherSpelling);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name === "subcode" ? "subCode" : name,
      withOtherSpelling(member),
    ]),
  );
}

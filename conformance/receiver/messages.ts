import { callPaths } from "../../generated/graph/received.ts";
import { callPaths as acsPaths } from "../../generated/acs/received.ts";
import { isRecord } from "../../src/http/result.ts";

/** An object of JSON. */
export type Json = Readonly<Record<string, unknown>>;

/** The body of a Graph notification. */
export function graphBody(items: readonly unknown[]): Json {
  return { "@odata.type": "#microsoft.graph.commsNotifications", value: items };
}

/** One item of it, about a call or what is below one. */
export function graphItem(callId: string, resourceData: unknown, below = ""): Json {
  return {
    "@odata.type": "#microsoft.graph.commsNotification",
    changeType: "updated",
    resourceUrl: callPaths[0].replace("{id}", callId) + below,
    resourceData,
  };
}

/** A call in a state. */
export function graphCall(state: string, more: Json = {}): Json {
  return { "@odata.type": "#microsoft.graph.call", state, ...more };
}

/** A user, as ACS names one. */
export const acsUser = {
  kind: "communicationUser",
  rawId: "8:acs:resource_user",
  communicationUser: { id: "8:acs:resource_user" },
} as const;

/** A mid-call event of ACS in its envelope. */
export function acsEvent(name: string, data: Json, more: Json = {}): Json {
  const { callConnectionId } = data;
  const callId = typeof callConnectionId === "string" ? callConnectionId : crypto.randomUUID();
  const source = acsPaths[0].replace("{id}", callId).slice(1);
  return {
    id: crypto.randomUUID(),
    source,
    type: `Microsoft.Communication.${name}`,
    data,
    time: new Date().toISOString().replace("Z", "0000+00:00"),
    specversion: "1.0",
    datacontenttype: "application/json",
    subject: source,
    ...more,
  };
}

/** What names the call in the data of an event. */
export function acsCall(): Json & { readonly callConnectionId: string } {
  return {
    callConnectionId: crypto.randomUUID(),
    serverCallId: btoa(crypto.randomUUID()),
    correlationId: crypto.randomUUID(),
  };
}

/** The items of a Graph body, or the events of a list. */
export function itemsOf(body: unknown): Json[] {
  const items: unknown = isRecord(body) ? body["value"] : body;
  return Array.isArray(items) ? items.filter(isRecord) : [];
}

/** The same with what a function makes of every object in it, from the innermost on. */
export function everyObject(
  value: unknown,
  change: (object: Json, name: string) => Json,
  name = "",
): unknown {
  if (Array.isArray(value)) return value.map((one) => everyObject(one, change, name));
  if (!isRecord(value)) return value;
  const members = Object.entries(value).map(([key, member]) => [key, everyObject(member, change, key)]);
  return change(Object.fromEntries(members), name);
}

/** A harmless notification of a call that nobody has heard of, another one each time. */
export const samples = {
  graph: () => graphBody([graphItem(crypto.randomUUID(), graphCall("established"))]),
  acs: () => [acsEvent("ParticipantsUpdated", { ...acsCall(), sequenceNumber: 1, participants: [] })],
} as const;

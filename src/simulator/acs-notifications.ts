import { isRecord } from "../http/result.ts";
import { valueAt } from "../pointer.ts";
import { acsIdentity } from "./new-call.ts";
import type { Item, Situation } from "./notifications.ts";
import type { Scenario } from "./scenarios.ts";

/** Codes of published pairs, where there is one; the status of a failure without a reason is ours. */
const RESULTS: Readonly<Record<NonNullable<Scenario["unanswered"]> | "failed" | "done", object>> = {
  done: { code: 200, subCode: 0, message: "Action completed successfully." },
  failed: { code: 500, subCode: 9999, message: "The transfer failed." },
  declined: { code: 603, subCode: 8538, message: "The target declined the call." },
  busy: { code: 486, subCode: 8539, message: "The target is busy." },
  noAnswer: { code: 480, subCode: 8541, message: "The target did not answer." },
  unknownTarget: { code: 404, subCode: 8522, message: "The target was not found." },
};

/** What stands at the places of an event that the flow says it may hold. */
const PLACES: Readonly<Record<string, (situation: Situation, failed: boolean) => unknown>> = {
  "/data/transferTarget": ({ flow, request }) => identityAt(request, flow.targets.at),
  "/data/transferee": ({ flow, request, call }) =>
    identityAt(request, flow.transferee ?? "") ?? call.participants[0]?.identity,
  "/data/resultInformation": ({ scenario }, failed) =>
    failed ? RESULTS[scenario.unanswered ?? "failed"] : RESULTS.done,
  "/data/participants": ({ call }) =>
    call.participants.map(({ identity }) => ({ identifier: identity, isMuted: false, isOnHold: false })),
  "/data/sequenceNumber": () => 1,
};

/** An event in the envelope that the flow knows its notifications by: of CloudEvents or of Event Grid. */
export function acsItem(name: string, situation: Situation, now: number): Item {
  const { call, flow, request, uuid } = situation;
  const known = flow.notifications[name];
  const time = new Date(now).toISOString().replace("Z", "0000");
  const announced = known?.where["/eventType"]?.[0];
  if (announced !== undefined) return announcement(String(announced), situation, `${time}Z`);
  const failed = flow.transitions.some(
    ({ notification, to }) => notification === name && flow.states[to]?.end === "failed",
  );
  const data: Item = { callConnectionId: call.id, ...call.data };
  for (const place of known?.may ?? []) {
    const value = PLACES[place]?.(situation, failed);
    if (value !== undefined) data[place.slice("/data/".length)] = value;
  }
  const repeated = flow.echo?.of.includes(name) ? valueAt(request, flow.echo.request) : undefined;
  if (flow.echo && repeated !== undefined && repeated !== null)
    data[flow.echo.notification.slice("/data/".length)] = repeated;
  const source = `calling/callConnections/${call.id}`;
  return {
    id: uuid(),
    source,
    type: known?.where["/type"]?.[0],
    data,
    time: `${time}+00:00`,
    specversion: "1.0",
    datacontenttype: "application/json",
    subject: source,
  };
}

const TOPIC =
  "/subscriptions/00000000-0000-4000-8000-000000000000/resourcegroups/simulator" +
  "/providers/microsoft.communication/communicationservices/simulator";

function announcement(eventType: string, { call, uuid }: Situation, eventTime: string): Item {
  const rawId = (place: string) => {
    const value = valueAt(call.data, `/${place}/rawId`);
    return typeof value === "string" ? value : "";
  };
  return {
    id: uuid(),
    topic: TOPIC,
    subject: `/caller/${rawId("from")}/recipient/${rawId("to")}`,
    data: call.data,
    eventType,
    dataVersion: "1.0",
    metadataVersion: "1",
    eventTime,
  };
}

/** What Event Grid asks an endpoint before it sends events there. */
export function handshakeItem(validationCode: string, id: string, now: number): Item {
  return {
    id,
    topic: TOPIC,
    subject: "",
    data: { validationCode },
    eventType: "Microsoft.EventGrid.SubscriptionValidationEvent",
    eventTime: new Date(now).toISOString(),
    metadataVersion: "1",
    dataVersion: "2",
  };
}

/** An identifier of a request, with all that the service sends of one. */
function identityAt(request: unknown, place: string): Item | undefined {
  const given = place === "" ? undefined : valueAt(request, place);
  return isRecord(given) ? acsIdentity(given) : undefined;
}

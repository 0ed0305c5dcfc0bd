import {
  brokenAt,
  incomingCallNotificationTypes,
  isIncomingCallCloudNotification,
  isIncomingCallNotification,
  type ReceivedVersion,
} from "../../generated/acs/received.ts";
import type { VersionTypes } from "../../generated/operations.ts";
import { knownNames, isMutable, recased } from "../webhooks/normalise.ts";
import type {
  InvalidNotification,
  Normalisation,
  Received,
  UnknownNotification,
} from "../webhooks/notification.ts";
import { readItems, type Reading, type Unkeyed } from "../webhooks/read.ts";
import { violation, type ReceiverOptions } from "../webhooks/receiver.ts";

type Schemas = VersionTypes[`acs@${ReceivedVersion}`]["schemas"];
type GridMessage = Schemas["IncomingCallNotification"] | Schemas["OtherEventGridEvent"];
type CloudMessage = Schemas["IncomingCallCloudNotification"] | Schemas["OtherCloudEvent"];

/** An event in either of the schemas that Event Grid delivers in. */
export type EventGridMessage = GridMessage | CloudMessage;

/** A call rings. */
export interface IncomingCallNotification extends Received<
  Schemas["IncomingCallNotification"] | Schemas["IncomingCallCloudNotification"]
> {
  readonly type: (typeof incomingCallNotificationTypes)[number];
  /** `incomingCallContext` in it is a secret. */
  readonly data: Schemas["IncomingCall"];
}

/** Another event of the subscription. `wireType` is its type. */
export interface UnknownEventGridNotification extends UnknownNotification<EventGridMessage> {
  /** Whatever that event carries. */
  readonly data: unknown;
}

/** What Event Grid tells. Narrows by `type`. */
export type EventGridNotification = IncomingCallNotification | UnknownEventGridNotification;

const TYPES = knownNames(incomingCallNotificationTypes);

const GRID: Reading<GridMessage, EventGridNotification> = {
  service: "acs",
  normalise: (item, found) => {
    if (isMutable(item) && !TYPES.exact.has(item["eventType"])) recased(item, "", "eventType", TYPES, found);
  },
  isMessage: isIncomingCallNotification,
  brokenAt,
  notification: (message, normalised) => notification(message.eventType, message, normalised),
};

const CLOUD: Reading<CloudMessage, EventGridNotification> = {
  service: "acs",
  normalise: (item, found) => {
    if (isMutable(item) && !TYPES.exact.has(item["type"])) recased(item, "", "type", TYPES, found);
  },
  isMessage: isIncomingCallCloudNotification,
  brokenAt,
  notification: (message, normalised) => notification(message.type, message, normalised),
};

/**
 * Reads a body that has been parsed: a list of the Event Grid schema, or one or several CloudEvents. Changes it where it deviates in a known way.
 *
 * For bodies that come another way than by HTTP, such as from a queue or a trigger: whoever gets them there has to know
 * where they come from.
 *
 * @throws HandoffError `ERR_CONTRACT`
 */
export function readDelivery(
  body: unknown,
  violations?: ReceiverOptions["violations"],
): Unkeyed<EventGridNotification | InvalidNotification>[] {
  if (Array.isArray(body) ? body.length === 0 : !isCloudEvent(body)) throw violation("");
  const items: readonly unknown[] = Array.isArray(body) ? body : [body];
  const place = (index: number) => (Array.isArray(body) ? `/${index}` : "");
  return items.every(isCloudEvent)
    ? readItems<CloudMessage, EventGridNotification>(items, place, CLOUD, violations)
    : readItems<GridMessage, EventGridNotification>(items, place, GRID, violations);
}

function isCloudEvent(item: unknown): boolean {
  return isMutable(item) && "specversion" in item;
}

function notification(
  type: string,
  message: EventGridMessage,
  normalised: readonly Normalisation[],
): Unkeyed<EventGridNotification> {
  const { service } = GRID;
  const told = { service, normalised, message, type, data: message.data };
  return isIncomingCall(told)
    ? told
    : { service, normalised, message, type: "unknown", wireType: type, data: message.data };
}

function isIncomingCall(told: { readonly type: string }): told is Unkeyed<IncomingCallNotification> {
  return TYPES.exact.has(told.type);
}

import {
  brokenAt,
  callAutomationEventTypes,
  isCallAutomationEvent,
  type ReceivedVersion,
} from "../../generated/acs/received.ts";
import type { VersionTypes } from "../../generated/operations.ts";
import { knownNames, isMutable, recased, renamed, unquoted } from "../webhooks/normalise.ts";
import type {
  InvalidNotification,
  Normalisation,
  Received,
  UnknownNotification,
} from "../webhooks/notification.ts";
import { readItems, type Reading, type Unkeyed } from "../webhooks/read.ts";
import { violation, type ReceiverOptions } from "../webhooks/receiver.ts";

type Schemas = VersionTypes[`acs@${ReceivedVersion}`]["schemas"];

/** The mid-call events that the contract describes. */
export type CallAutomationEventType = (typeof callAutomationEventTypes)[number];

/** A CloudEvent of any type. */
export type CallAutomationMessage = Schemas["CallAutomationEvent"] | Schemas["OtherCallAutomationEvent"];

type Event<Type> = Extract<Schemas["CallAutomationEvent"], { readonly type: Type }>;

/** A mid-call event that the contract describes. Narrows by `type`. */
export type KnownAcsNotification = {
  readonly [Type in CallAutomationEventType]: Received<Event<Type>> & {
    readonly type: Type;
    readonly data: Event<Type>["data"];
  };
}[CallAutomationEventType];

/** A mid-call event of another type, such as `Microsoft.Communication.CallConnected`, which `wireType` then is. */
export interface UnknownAcsNotification extends UnknownNotification<Schemas["OtherCallAutomationEvent"]> {
  /** Whatever that event carries. */
  readonly data: unknown;
}

/** What Call Automation tells in the course of a call. */
export type AcsNotification = KnownAcsNotification | UnknownAcsNotification;

const TYPES = knownNames(callAutomationEventTypes);

const READING: Reading<CallAutomationMessage, AcsNotification> = {
  service: "acs",
  normalise,
  isMessage: isCallAutomationEvent,
  brokenAt,
  notification,
};

/**
 * Reads a body that has been parsed. Changes it where it deviates in a known way.
 *
 * For bodies that come another way than by HTTP, such as from a queue or a trigger: whoever gets them there has to know
 * where they come from.
 *
 * @throws HandoffError `ERR_CONTRACT`
 */
export function readEvents(
  body: unknown,
  violations?: ReceiverOptions["violations"],
): Unkeyed<AcsNotification | InvalidNotification>[] {
  if (!Array.isArray(body) || body.length === 0) throw violation("");
  return readItems<CallAutomationMessage, AcsNotification>(body, (index) => `/${index}`, READING, violations);
}

function normalise(item: unknown, found: Normalisation[]): void {
  if (!isMutable(item)) return;
  if (!TYPES.exact.has(item["type"])) recased(item, "", "type", TYPES, found);
  const data = item["data"];
  const result = isMutable(data) && data["resultInformation"];
  if (!isMutable(result)) return;
  const at = "/data/resultInformation";
  if (result["subcode"] !== undefined) renamed(result, at, "subcode", "subCode", found);
  const { code, subCode } = result;
  if (typeof code === "string") unquoted(result, at, "code", code, found);
  if (typeof subCode === "string") unquoted(result, at, "subCode", subCode, found);
}

function notification(
  message: CallAutomationMessage,
  normalised: readonly Normalisation[],
): Unkeyed<AcsNotification> {
  const { service } = READING;
  const { type, data } = message;
  const told = { service, normalised, message, type, data };
  return isOfKnownType(told) ? told : { service, normalised, message, type: "unknown", wireType: type, data };
}

function isOfKnownType(told: { readonly type: string }): told is Unkeyed<KnownAcsNotification> {
  return TYPES.exact.has(told.type);
}

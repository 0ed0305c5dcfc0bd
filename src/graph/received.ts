import {
  brokenAt,
  callStates,
  isCommsNotification,
  type ReceivedVersion,
} from "../../generated/graph/received.ts";
import type { VersionTypes } from "../../generated/operations.ts";
import { isRecord } from "../http/result.ts";
import { byLowerCase, isMutable, recased, renamed, unquoted } from "../webhooks/normalise.ts";
import type {
  InvalidNotification,
  Normalisation,
  Received,
  UnknownNotification,
} from "../webhooks/notification.ts";
import { readItems, type Reading, type Unkeyed } from "../webhooks/read.ts";
import { violation, type ReceiverOptions } from "../webhooks/receiver.ts";

type Schemas = VersionTypes[`graph@${ReceivedVersion}`]["schemas"];

/** One item of `commsNotifications`. */
export type CommsNotification = Schemas["commsNotification"];

/** A call, as far as a notification tells of it. */
export type Call = Schemas["call"];

/** The states of a call that the contract knows. */
export type CallState = Exclude<(typeof callStates)[number], "unknownFutureValue">;

interface OfResource extends Received<CommsNotification> {
  readonly changeType: CommsNotification["changeType"];
  /** Path of the resource. */
  readonly resourceUrl: string;
  /** Id of the call that the resource is or belongs to. Absent where the path names none. */
  readonly callId: string | undefined;
}

/** A call is in another state. `type` is the state. */
export type CallStateNotification = {
  readonly [State in CallState]: OfResource & {
    readonly type: State;
    readonly data: Call & { readonly state: State };
  };
}[CallState];

/** Something of a call changed that is not its state, such as its media. */
export interface CallNotification extends OfResource {
  readonly type: "call";
  readonly data: Call;
}

/** Several resources at once, such as the participants of a call. */
export interface CollectionNotification extends OfResource {
  readonly type: "collection";
  /** The last part of the path, such as `participants`. */
  readonly collection: string;
  readonly data: readonly Readonly<Record<string, unknown>>[];
}

/** A call in a state that the contract does not know, or a resource that is no call. `wireType` is the state or type. */
export interface UnknownGraphNotification extends OfResource, UnknownNotification<CommsNotification> {
  readonly data: Readonly<Record<string, unknown>>;
}

/** What Graph tells. Narrows by `type`. */
export type GraphNotification =
  | CallStateNotification
  | CallNotification
  | CollectionNotification
  | UnknownGraphNotification;

const STATES = byLowerCase(callStates);
const KNOWN: ReadonlySet<string> = new Set(callStates.filter((state) => state !== "unknownFutureValue"));
const CHANGES = byLowerCase(["created", "updated", "deleted"] satisfies CommsNotification["changeType"][]);

const READING: Reading<CommsNotification, GraphNotification> = {
  normalise,
  isMessage: isCommsNotification,
  brokenAt,
  notification,
};

/**
 * Reads a body that has been parsed. Changes it where it deviates in a known way.
 *
 * @throws HandoffError `ERR_CONTRACT`
 */
export function readNotifications(
  body: unknown,
  violations?: ReceiverOptions["violations"],
): Unkeyed<GraphNotification | InvalidNotification>[] {
  if (!isRecord(body)) throw violation("");
  const { value: items, "@odata.type": tag } = body;
  if (!Array.isArray(items) || items.length === 0) throw violation("/value");
  if (tag !== undefined && typeof tag !== "string") throw violation("/@odata.type");
  return readItems<CommsNotification, GraphNotification>(
    items,
    (index) => `/value/${index}`,
    READING,
    violations,
  );
}

/** Graph's own documents and traffic write these otherwise than its metadata. */
function normalise(item: unknown, found: Normalisation[]): void {
  if (!isMutable(item)) return;
  renamed(item, "", "resource", "resourceUrl", found);
  recased(item, "", "changeType", CHANGES, found);
  const data = item["resourceData"];
  if (!isMutable(data)) return;
  recased(data, "/resourceData", "state", STATES, found);
  const result = data["resultInfo"];
  if (!isMutable(result)) return;
  renamed(result, "/resourceData/resultInfo", "subCode", "subcode", found);
  unquoted(result, "/resourceData/resultInfo", "code", found);
  unquoted(result, "/resourceData/resultInfo", "subcode", found);
}

function notification(
  message: CommsNotification,
  normalised: readonly Normalisation[],
): Unkeyed<GraphNotification> {
  const { changeType, resourceUrl, resourceData: data } = message;
  const [, id, below] = /\/calls\/([^/?#]+)\/?([^?#]*)/.exec(resourceUrl) ?? [];
  const of = { normalised, message, changeType, resourceUrl, callId: id && decoded(id) };
  if (Array.isArray(data))
    return { ...of, type: "collection", collection: below?.split("/").at(-1) ?? "", data };
  const tag: string | undefined = data["@odata.type"];
  if (id === undefined || below || (tag !== undefined && tag !== CALL))
    return { ...of, type: "unknown", wireType: tag ?? below?.split("/")[0] ?? "", data };
  const { state } = data;
  if (typeof state !== "string") return { ...of, type: "call", data };
  const told = { ...of, type: state, data };
  return isOfKnownState(told) ? told : { ...of, type: "unknown", wireType: state, data };
}

const CALL: NonNullable<Call["@odata.type"]> = "#microsoft.graph.call";

function isOfKnownState(
  told: Unkeyed<OfResource> & { readonly type: string; readonly data: Call },
): told is Unkeyed<CallStateNotification> {
  return KNOWN.has(told.type) && told.type === told.data.state;
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

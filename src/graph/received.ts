import {
  brokenAt,
  callPaths,
  callStates,
  changeTypes,
  isCommsNotification,
  type ReceivedVersion,
} from "../../generated/graph/received.ts";
import type { VersionTypes } from "../../generated/operations.ts";
import { isRecord } from "../http/result.ts";
import { knownNames, isMutable, recased, renamed, unquoted } from "../webhooks/normalise.ts";
import type {
  InvalidNotification,
  Normalisation,
  Received,
  UnknownNotification,
} from "../webhooks/notification.ts";
import { readItems, type Reading, type Unkeyed } from "../webhooks/read.ts";
import { violation, type ReceiverOptions } from "../webhooks/receiver.ts";

type Schemas = VersionTypes[`graph@${ReceivedVersion}`]["schemas"];

/**
 * One item of `commsNotifications`, typed as the contract has it. Annotations such as `@odata.type` are not relied on and
 * may say something else; a member of an abstract type may be of a derived type that the contract does not know.
 */
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
export interface UnknownGraphNotification
  extends Omit<OfResource, "message">, UnknownNotification<OtherCommsNotification> {
  readonly data: Readonly<Record<string, unknown>>;
}

/** One item of `commsNotifications` whose resource the contract does not describe. */
export interface OtherCommsNotification {
  readonly changeType: CommsNotification["changeType"];
  readonly resourceUrl: string;
  readonly resourceData: unknown;
  readonly [member: string]: unknown;
}

/** What Graph tells. Narrows by `type`. */
export type GraphNotification =
  | CallStateNotification
  | CallNotification
  | CollectionNotification
  | UnknownGraphNotification;

const STATES = knownNames(callStates);
const KNOWN: ReadonlySet<unknown> = new Set(callStates.filter((state) => state !== "unknownFutureValue"));
const CHANGES = knownNames(changeTypes);

const READING: Reading<CommsNotification, GraphNotification> = {
  service: "graph",
  normalise,
  isMessage: isCommsNotification,
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
  if (item["resourceUrl"] === undefined && item["resource"] !== undefined)
    renamed(item, "", "resource", "resourceUrl", found);
  if (!CHANGES.exact.has(item["changeType"])) recased(item, "", "changeType", CHANGES, found);
  const data = item["resourceData"];
  if (!isMutable(data)) return;
  const { state, resultInfo: result } = data;
  if (state !== undefined && !STATES.exact.has(state)) recased(data, "/resourceData", "state", STATES, found);
  if (!isMutable(result)) return;
  const at = "/resourceData/resultInfo";
  if (result["subCode"] !== undefined) renamed(result, at, "subCode", "subcode", found);
  const { code, subcode } = result;
  if (typeof code === "string") unquoted(result, at, "code", code, found);
  if (typeof subcode === "string") unquoted(result, at, "subcode", subcode, found);
}

function notification(
  message: CommsNotification,
  normalised: readonly Normalisation[],
): Unkeyed<GraphNotification> {
  const { changeType, resourceUrl, resourceData: data } = message;
  const { service } = READING;
  const { id, below } = partsOf(resourceUrl);
  const callId = id === "" ? undefined : decoded(id);
  const of = { service, normalised, message, changeType, resourceUrl, callId };
  if (Array.isArray(data)) return { ...of, type: "collection", collection: lastOf(resourceUrl), data };
  if (callId === undefined || below !== "" || (data["@odata.type"] ?? CALL) !== CALL)
    return { ...of, type: "unknown", wireType: data["@odata.type"] ?? below.split("/")[0] ?? "", data };
  const { state: type } = data;
  // Written out, as a copy of an object takes longer, and most notifications are of this kind.
  const told = { service, normalised, message, changeType, resourceUrl, callId, type, data };
  if (isOfKnownState(told)) return told;
  return typeof type === "string"
    ? { ...of, type: "unknown", wireType: type, data }
    : { ...of, type: "call", data };
}

/** The last part of a path. */
function lastOf(resourceUrl: string): string {
  return /(?:^|\/)([^/?#]*)\/?(?:[?#]|$)/.exec(resourceUrl)?.[1] ?? "";
}

/** What comes before the id of a call, and the same in whatever form: with an origin, a version, other capitals. */
const [USUAL = ""] = callPaths.map((path) => path.slice(0, path.indexOf("{")));
const ANY = new RegExp(
  `^(?:https?://[^/?#]*/|/)?(?:[^/?#]*/)?(?:${callPaths.map((path) => path.slice(1).replace("{id}", "([^/?#]+)")).join("|")})/?([^?#]*)`,
  "i",
);

/** The id of the call in the path of a resource, and what comes after it. Each empty where there is none. */
function partsOf(resourceUrl: string): { readonly id: string; readonly below: string } {
  if (resourceUrl.startsWith(USUAL)) {
    const id = resourceUrl.slice(USUAL.length);
    // By far the most: nothing comes after the id.
    if (!id.includes("/") && !id.includes("?") && !id.includes("#")) return { id, below: "" };
  }
  const found = ANY.exec(resourceUrl)?.slice(1) ?? [];
  return { id: found.slice(0, -1).find((id) => id !== undefined) ?? "", below: found.at(-1) ?? "" };
}

const CALL: string = "#microsoft.graph.call" satisfies NonNullable<Call["@odata.type"]>;

function isOfKnownState(
  told: Unkeyed<OfResource> & { readonly type: unknown; readonly data: Call },
): told is Unkeyed<CallStateNotification> {
  return KNOWN.has(told.type);
}

function decoded(segment: string): string {
  if (!segment.includes("%")) return segment;
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

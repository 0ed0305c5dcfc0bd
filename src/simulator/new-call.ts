import type { AcsSchemas } from "../acs/client.ts";
import { parseRawId, rawIdOf } from "../acs/raw-id.ts";
import { invalid } from "../errors.ts";
import { isRecord } from "../http/result.ts";
import { announcementOf } from "./script.ts";
import { flowNames, flowOf, type SimulatedCall } from "./calls.ts";
import type { NewCall } from "./control.ts";
import type { Credentials } from "./credentials.ts";
import { documentedItem } from "./documented.ts";
import { scenarioOf, scenarios } from "./scenarios.ts";
import type { Chance } from "./seed.ts";

type Participants = SimulatedCall["participants"];

/** What calls are made of. */
export interface CallMaker {
  readonly chance: Chance;
  readonly credentials: Credentials;
  readonly now: () => number;
}

/**
 * Makes a call in the state from which it can be handed on, and the call that a consultative transfer of it replaces.
 *
 * @throws HandoffError `ERR_INVALID_ARGUMENT` for a scenario that there is not
 */
export function newCall(
  { service, kind, callbackUri, callCallbackUri, scenario = "success", ...given }: NewCall,
  maker: CallMaker,
  hops = 0,
): { readonly call: SimulatedCall; readonly related?: SimulatedCall } {
  if (!scenarioOf(scenario))
    throw invalid(
      `There is no scenario "${scenario.slice(0, 40)}"; there are ${Object.keys(scenarios).join(", ")}.`,
    );
  const { chance, now } = maker;
  const flows = flowNames(service, kind).map(flowOf);
  const begins = flows[0]?.states[flows[0].begins];
  if (!begins) throw new TypeError(`${service} has no flow for calls of the kind ${kind}.`);
  const rings = flows[0]?.ringsFor;
  const id = given.id ?? chance.uuid();
  const isAcs = service === "acs";
  const own = isAcs ? callbackUri : (callCallbackUri ?? callbackUri);
  const base = {
    service,
    kind,
    scenario,
    addresses: { registration: callbackUri, call: own },
    hops,
    state: begins.call,
    over: false,
    busy: false,
    refused: false,
  };
  const context =
    rings !== undefined && isAcs ? (given.incomingCallContext ?? newContext(chance)) : undefined;
  const made = isAcs ? acsData(kind, maker, context) : graphData(kind, maker, own);
  const call: SimulatedCall = {
    ...base,
    id,
    // What redirects the call is what the answer says, whatever else the announcement shows.
    data: { ...made.data, ...given.data, ...(context !== undefined && { incomingCallContext: context }) },
    participants: made.participants,
    ...(context !== undefined && { context }),
    ...(rings !== undefined && { ringsUntil: now() + rings * 1000 }),
    ...(flows.some(({ replaces }) => replaces !== undefined) && { relatedCallId: chance.uuid() }),
  };
  const { relatedCallId } = call;
  if (relatedCallId === undefined) return { call };
  const related = { ...base, id: relatedCallId, kind: "peerToPeer" as const, data: {}, relatedCallId: id };
  return { call, related: { ...related, participants: made.participants.slice(-1) } };
}

interface Made {
  readonly data: Record<string, unknown>;
  readonly participants: Participants;
}

function acsData(kind: NewCall["kind"], { chance, credentials }: CallMaker, context?: string): Made {
  const user = () =>
    acsIdentity({ communicationUser: { id: `8:acs:${credentials.resourceId}_${chance.uuid()}` } });
  const ids = { serverCallId: btoa(`simulated call ${chance.uuid()}`), correlationId: chance.uuid() };
  const count = kind === "group" ? 2 : 1;
  const participants = Array.from({ length: count }, user).map((identity) => ({
    id: identity.rawId,
    identity,
  }));
  if (kind !== "incoming") return { data: ids, participants };
  const announced = { to: user(), from: participants[0]?.identity, callerDisplayName: "", ...ids };
  return { data: { ...announced, incomingCallContext: context }, participants };
}

/** An identifier with all that the service sends of one. */
export function acsIdentity(
  given: AcsSchemas["CommunicationIdentifierModel"],
): Record<string, unknown> & { readonly rawId: string } {
  const rawId = knownRawId(given);
  const model = Object.keys(given).find((name) => name !== "kind" && name !== "rawId");
  // By its rawId alone an identifier is as good as with its model, and the service sends both.
  return model === undefined ? { ...parseRawId(rawId), rawId } : { kind: model, ...given, rawId };
}

/** Strangers are taken, so that there need be none. */
function knownRawId(given: AcsSchemas["CommunicationIdentifierModel"]): string {
  try {
    return rawIdOf(given);
  } catch {
    return given.rawId ?? "";
  }
}

function graphData(kind: NewCall["kind"], { chance, credentials }: CallMaker, callbackUri: string): Made {
  const { tenantId, appId } = credentials;
  const count = kind === "group" ? 2 : 1;
  const participants = Array.from({ length: count }, (_, index) => ({
    id: chance.uuid(),
    identity: { user: { id: chance.uuid(), tenantId, displayName: `Participant ${index + 1}` } },
  }));
  if (kind !== "incoming") return { data: {}, participants };
  const announced = announcedByDocuments();
  const targets: unknown[] = Array.isArray(announced["targets"]) ? announced["targets"] : [];
  for (const target of targets) {
    const identity = isRecord(target) && target["identity"];
    const application = isRecord(identity) && identity["application"];
    if (isRecord(application)) Object.assign(application, { id: appId });
  }
  return { data: { ...announced, tenantId, callbackUri }, participants };
}

/** What the first documented announcement shows of a Graph call, but for its id and state. */
function announcedByDocuments(): Record<string, unknown> {
  for (const name of flowNames("graph", "incoming")) {
    const item = documentedItem(name, announcementOf(flowOf(name)) ?? "", undefined);
    const data = item?.["resourceData"];
    if (!isRecord(data)) continue;
    const { id: _, state: __, ...announced } = data;
    return announced;
  }
  return {};
}

/** In the form of real ones: a token without a signature that holds what nobody but the service reads. */
function newContext(chance: Chance): string {
  const part = (value: object) =>
    btoa(JSON.stringify(value)).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
  const cc = btoa(Array.from({ length: 12 }, () => chance.uuid()).join("")).replaceAll("=", "");
  return `${part({ alg: "none", typ: "JWT" })}.${part({ cc })}.`;
}

import { graphLimits } from "../../generated/limits.ts";
import {
  application,
  applicationInstance,
  azureCommunicationServicesUser,
  createGraphClient,
  encrypted,
  graphVersions,
  guest,
  onPremises,
  phone,
  user,
  type GraphOperations,
  type GraphSchemas,
  type GraphVersion,
} from "../../src/graph/index.ts";
import type { Call } from "../../src/simulator/index.ts";
import type { CallsOf } from "./hand-on.ts";

type TransferRequest = GraphSchemas<"beta">["transferRequest"];
type RedirectRequest = GraphSchemas<"beta">["redirectRequest"];

const GUID = "550fae72-d251-43ec-868c-373732c2704f";
const identity = { "@odata.type": "#microsoft.graph.identity", id: GUID };

/** Whoever can be meant. */
const identities: readonly GraphSchemas["communicationsIdentitySet"][] = [
  user(GUID, { displayName: "Heidi Steen", tenantId: GUID }),
  phone("+12345678901"),
  application(GUID),
  applicationInstance(GUID),
  azureCommunicationServicesUser(`8:acs:${GUID}_${GUID}`),
  encrypted("somebody"),
  guest("a guest"),
  onPremises("somebody on premises"),
  { device: identity },
  { assertedIdentity: identity, endpointType: "default" },
];

/** Hands calls on through Graph in every way that there is, in every version. Gives what went wrong. */
export async function useGraph(calls: CallsOf): Promise<string[]> {
  const failures: string[] = [];
  for (const version of graphVersions) {
    const client = clientOf(version, calls);
    await calls.throttle("graph.transfer");
    await calls.throttle("graph.redirect");
    for (const requestOf of transfersOf(version)) {
      const isGroup = requestOf(undefined).transferee !== undefined;
      const call = await calls.make("graph", isGroup ? "group" : "peerToPeer");
      const result = await client.transfer(call.id, requestOf(call));
      if (!result.ok) failures.push(`A transfer in ${version} was answered with ${result.status}.`);
    }
    for (const request of redirectsOf(version, calls.callback)) {
      const { id } = await calls.make("graph", "incoming");
      const result = await client.redirect(id, request);
      if (!result.ok) failures.push(`A redirect in ${version} was answered with ${result.status}.`);
    }
  }
  return failures;
}

function clientOf(version: GraphVersion, { environment, fetch }: CallsOf): GraphOperations<"beta"> {
  const { origin } = new URL(environment["CALL_HANDOFF_GRAPH_BASE_URL"] ?? "");
  return createGraphClient({
    version,
    baseUrl: `${origin}/${version}`,
    credential: environment["CALL_HANDOFF_GRAPH_TOKEN"] ?? "",
    allowLoopbackHttp: true,
    ...(fetch && { fetch }),
  });
}

/** Of a call, which a consultative transfer names another one of. */
function transfersOf(version: GraphVersion): ((call: Call | undefined) => TransferRequest)[] {
  const [heidi = {}] = identities;
  const target = {
    "@odata.type": "#microsoft.graph.invitationParticipantInfo",
    identity: heidi,
    hidden: false,
    participantId: GUID,
    removeFromDefaultAudioRoutingGroup: false,
    ...(version === "beta" && { endpointType: "voicemail" }),
  } as const;
  const transferee = {
    "@odata.type": "#microsoft.graph.participantInfo",
    identity: heidi,
    countryCode: "US",
    endpointType: "default",
    languageId: "en-US",
    participantId: GUID,
    region: "amer",
    ...(version === "beta" && { nonAnonymizedIdentity: heidi, platformId: "platform" }),
  } as const;
  return [
    ...identities.map((one) => () => ({ transferTarget: { identity: one } })),
    () => ({ transferTarget: target }),
    (call) => ({ transferTarget: { identity: heidi, replacesCallId: call?.relatedCallId ?? "" } }),
    () => ({ transferTarget: { identity: heidi }, transferee }),
  ];
}

function redirectsOf(version: GraphVersion, callbackUri: string): RedirectRequest[] {
  const { timeout, targets } = graphLimits;
  const all = identities.map((one) => ({ identity: one }));
  const [first = { identity: {} }] = all;
  const heidi = {
    ...first,
    "@odata.type": "#microsoft.graph.invitationParticipantInfo",
    hidden: false,
    participantId: GUID,
    removeFromDefaultAudioRoutingGroup: false,
    replacesCallId: null,
    ...(version === "beta" && { endpointType: "default" }),
  } as const;
  return [
    { targets: [heidi] },
    { targets: all, timeout: timeout.minimum },
    { targets: Array.from({ length: targets.maxItems }, () => first), timeout: timeout.maximum },
    { targets: [{ ...heidi, replacesCallId: GUID }], callbackUri },
    ...(version === "beta" ? [{ targets: [heidi], maskCaller: true, maskCallee: false }] : []),
  ];
}

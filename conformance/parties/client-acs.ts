import { features } from "../../generated/features.ts";
import { acsLimits } from "../../generated/limits.ts";
import {
  acsVersions,
  communicationUser,
  createAcsClient,
  microsoftTeamsApp,
  microsoftTeamsUser,
  microsoftTeamsVisitor,
  parseRawId,
  phoneNumber,
  teamsExtensionUser,
  unknownIdentifier,
  type AcsOperations,
  type AcsSchemas,
  type AcsVersion,
} from "../../src/acs/index.ts";
import type { CallsOf } from "./hand-on.ts";

type Identifier = AcsSchemas["CommunicationIdentifierModel"];
type TransferRequest = AcsSchemas["TransferToParticipantRequest"];

const ALICE = "8:acs:b9614373-fd0b-480c-8fd2-cb58b70eab9f_da7be3a9-8788-42a6-85c6-56b2cf784fce";
const GUID = "72f988bf-86f1-41af-91ab-2d7cd011db47";

/** Hands calls on through ACS in every way that there is, in every version. Gives what went wrong. */
export async function useAcs(calls: CallsOf): Promise<string[]> {
  const failures: string[] = [];
  for (const version of acsVersions) {
    const [signing, withToken] = clientsOf(version, calls);
    await calls.throttle("acs.transferToParticipant");
    await calls.throttle("acs.redirectCall");
    for (const [index, request] of transfersOf(version, calls.callback).entries()) {
      const { id } = await calls.make("acs", request.transferee ? "group" : "peerToPeer");
      const result = await (index % 2 === 0 ? signing : withToken).transferToParticipant(id, request);
      if (!result.ok) failures.push(`A transfer in ${version} was answered with ${result.status}.`);
    }
    for (const [index, target] of identifiersOf(version).entries()) {
      const { incomingCallContext = "" } = await calls.make("acs", "incoming");
      const client = index % 2 === 0 ? signing : withToken;
      const result = await client.redirectCall({ incomingCallContext, target });
      if (!result.ok) failures.push(`A redirect in ${version} was answered with ${result.status}.`);
    }
  }
  return failures;
}

/** One that signs its requests, and one with a token. */
function clientsOf(
  version: AcsVersion,
  { environment, fetch, digest }: CallsOf,
): readonly [AcsOperations, AcsOperations] {
  const common = { apiVersion: version, allowLoopbackHttp: true, ...(fetch && { fetch }) };
  const connectionString = environment["CALL_HANDOFF_ACS_CONNECTION_STRING"] ?? "";
  const endpoint = environment["CALL_HANDOFF_ACS_ENDPOINT"] ?? "";
  const credential = () => environment["CALL_HANDOFF_GRAPH_TOKEN"] ?? "";
  return [
    createAcsClient({ ...common, connectionString, ...(digest && { digest }) }),
    createAcsClient({ ...common, endpoint, credential }),
  ];
}

function transfersOf(version: AcsVersion, callback: string): TransferRequest[] {
  const identifiers = identifiersOf(version);
  return [
    { targetParticipant: communicationUser(ALICE) },
    ...identifiers.map((targetParticipant, index) => ({
      targetParticipant,
      transferee: identifiers.at(index - 1) ?? targetParticipant,
    })),
    {
      targetParticipant: phoneNumber("+14255550123"),
      sourceCallerIdNumber: { value: "+18005551212" },
      operationContext: "order 4711",
      operationCallbackUri: callback,
      customCallingContext: contextOf(version),
    },
  ];
}

/** Whether transfers of a version have a member. */
function offers(version: AcsVersion, member: string): boolean {
  const offered = features[`acs@${version}`]["acs.transferToParticipant"] ?? [];
  return offered.some(({ id }) => id === `acs.transferToParticipant/${member}`);
}

/** One of each kind, with all that each can say. */
function identifiersOf(version: AcsVersion): Identifier[] {
  const user = { userId: GUID, tenantId: GUID, resourceId: GUID };
  return [
    communicationUser(ALICE),
    { ...parseRawId(ALICE), rawId: ALICE },
    phoneNumber("+14255550123"),
    microsoftTeamsUser(GUID, "public"),
    microsoftTeamsVisitor(GUID),
    microsoftTeamsApp(GUID, "dod"),
    unknownIdentifier("48:a form to come"),
    ...(offers(version, "targetParticipant/teamsExtensionUser")
      ? [phoneNumber("anonymous"), phoneNumber("+14255550123", "2"), teamsExtensionUser(user, "gcch")]
      : []),
  ];
}

/** As much as the limits allow. */
function contextOf(version: AcsVersion): NonNullable<TransferRequest["customCallingContext"]> {
  const { sipHeaders: sip, voipHeaders: voip, callTopic } = acsLimits;
  const headers = (count: number, name: string, longest: number, value: string): Record<string, string> =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        index === 0 ? name.padEnd(longest, "a") : `${name}${index}`,
        index === 0 ? value : "value",
      ]),
    );
  const own = { name: sip.name.maxLength, value: "v".repeat(sip.value.maxLength) };
  return {
    sipHeaders: {
      ...headers(sip.maxProperties, "X-MS-Custom-", own.name, own.value),
      [sip.uncounted]: "u".repeat(sip.value.maxLength),
    },
    voipHeaders: headers(
      voip.maxProperties,
      "header-",
      voip.name.maxLength,
      "v".repeat(voip.value.maxLength),
    ),
    ...(offers(version, "customCallingContext/teamsPhoneCallDetails") && {
      teamsPhoneCallDetails: detailsOf("t".repeat(callTopic.maxLength)),
    }),
  };
}

function detailsOf(callTopic: string): AcsSchemas["TeamsPhoneCallDetails"] {
  return {
    teamsPhoneCallerDetails: {
      caller: phoneNumber("+14255550123"),
      name: "Heidi Steen",
      phoneNumber: "+14255550123",
    },
    teamsPhoneSourceDetails: { source: microsoftTeamsApp(GUID), language: "en", status: "qualified" },
    sessionId: GUID,
    intent: "cancel an order",
    callTopic,
    callContext: "The caller wants to cancel an order.",
    transcriptUrl: "https://app.contoso.com/transcripts/1",
    callSentiment: "calm",
    suggestedActions: "Ask for the number of the order.",
  };
}

import { newestAcsVersion as version } from "../../src/acs/index.ts";
import { manyHeaders, inUrl, withHeader, withMembers } from "./client-alters.ts";
import { clientMutant, type Alter, type Scene } from "./client-stage.ts";
import type { Mutant } from "./mutant.ts";

const transfer = {
  operation: "acs.transferToParticipant",
  version,
  kind: "peerToPeer",
} as const;
const redirect = { operation: "acs.redirectCall", version, kind: "incoming" } as const;
const alice = { communicationUser: { id: "8:acs:resource_alice" } };
const number = { value: "+14255550123" };
const ID = "repeatability-request-id";
const FIRST_SENT = "repeatability-first-sent";
const sameId = "5a7a2d33-1d3c-4a9f-8f5e-6d3b1c2a4e5f";

const both = [
  { scene: transfer, target: "targetParticipant" },
  { scene: redirect, target: "target" },
].flatMap(({ scene, target }): Mutant[] => {
  const mutant = (slug: string, about: string, alter: Alter, more: Partial<Scene> = {}) =>
    clientMutant(slug, about, { ...scene, alters: [alter], ...more });
  const withTarget = (identifier: object) => withMembers({ [target]: identifier });
  const again: Alter = withHeader(ID, sameId);
  return [
    mutant("version", "asks for a version that there is not", inUrl(version, "2022-02-22")),
    mutant(
      "signature",
      "signs another date than it sends",
      withHeader("x-ms-date", "Sun, 06 Nov 1994 08:49:37 GMT"),
      { isSigned: true },
    ),
    mutant("one-identifier", "names two at once", withTarget({ ...alice, phoneNumber: number })),
    mutant(
      "identifier-kind",
      "names a user and calls it a number",
      withTarget({ ...alice, kind: "phoneNumber" }),
    ),
    mutant("identifier-members", "names a user without an id", withTarget({ communicationUser: {} })),
    mutant(
      "phone-number",
      "writes a number as people do",
      withTarget({ phoneNumber: { value: "(425) 555-0123" } }),
    ),
    mutant("undeclared-members", "adds a member that nobody declares", withMembers({ stranger: true })),
    mutant("repeatability-id", "makes ids that are no UUID", withHeader(ID, "4711")),
    mutant("repeatability-pair", "sends an id and no date", withHeader(FIRST_SENT, undefined)),
    mutant(
      "repeatability-date",
      "writes dates as ISO 8601 has them",
      withHeader(FIRST_SENT, "2026-03-12T08:49:37Z"),
    ),
    mutant("repeatability-first-sent", "dates a request anew when it sends it again", again, {
      alters: [again, (sent) => withHeader(FIRST_SENT, "Sun, 06 Nov 1994 08:49:37 GMT")(again(sent))],
    }),
    mutant("repeatability-reuse", "sends another request under the same id", again, {
      alters: [again, (sent) => withTarget({ phoneNumber: number })(again(sent))],
    }),
  ];
});

const context = (members: object) => withMembers({ customCallingContext: members });
const sip = (members: Readonly<Record<string, string>>) => context({ sipHeaders: members });
const voip = (members: Readonly<Record<string, string>>) => context({ voipHeaders: members });
const caller = { caller: alice, name: "Heidi Steen" };

const ofTransfer = (slug: string, about: string, alter: Alter, more: Partial<Scene> = {}) =>
  clientMutant(slug, about, { ...transfer, alters: [alter], ...more });

/** Faults that clients of ACS can have. */
export const clientMutantsOfAcs: readonly Mutant[] = [
  ...both,
  clientMutant("incoming-call-context", "sends an empty context", {
    ...redirect,
    alters: [withMembers({ incomingCallContext: "" })],
  }),
  ofTransfer("transferee", "does not say who leaves a group call", (sent) => sent, { kind: "group" }),
  ofTransfer(
    "callback",
    "has notifications sent to a host without https",
    withMembers({ operationCallbackUri: "http://bot.contoso.com/callbacks" }),
  ),
  ofTransfer("sip-header-count", "sends six SIP headers", sip(manyHeaders(6))),
  ofTransfer(
    "sip-header-name-length",
    "sends a SIP header with a long name",
    sip({ [`X-${"a".repeat(63)}`]: "value" }),
  ),
  ofTransfer(
    "sip-header-name-characters",
    "sends a SIP header with a blank in its name",
    sip({ "X-a name": "value" }),
  ),
  ofTransfer(
    "sip-header-value-length",
    "sends a SIP header with a long value",
    sip({ "X-a": "v".repeat(257) }),
  ),
  ofTransfer(
    "sip-header-value-characters",
    "sends a SIP header with a blank in its value",
    sip({ "X-a": "a value" }),
  ),
  ofTransfer("voip-header-count", "sends 1001 VoIP headers", voip(manyHeaders(1001))),
  ofTransfer(
    "voip-header-name-length",
    "sends a VoIP header with a long name",
    voip({ ["n".repeat(65)]: "value" }),
  ),
  ofTransfer(
    "voip-header-value-length",
    "sends a VoIP header with a long value",
    voip({ name: "v".repeat(1025) }),
  ),
  ofTransfer(
    "teams-phone-call-details",
    "does not tell the number of the caller",
    context({ teamsPhoneCallDetails: { teamsPhoneCallerDetails: caller } }),
  ),
  ofTransfer(
    "call-topic",
    "sends a long topic",
    context({ teamsPhoneCallDetails: { callTopic: "t".repeat(49) } }),
  ),
];

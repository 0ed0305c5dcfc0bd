import { isFoundAt } from "./places.ts";
import type { SeenRequest } from "./seen.ts";

/** What a request has to show before a check can be judged by it. */
interface Subject {
  readonly isShown: (seen: SeenRequest) => boolean;
  /** Why nothing was judged. */
  readonly none: string;
}

/** How a request that is signed with an access key begins its `Authorization`. */
export const SIGNED = /^HMAC-SHA256\b/i;

/** Checks that are judged by more than what a request holds, and what is said of them where nothing was judged. */
const others: Readonly<Record<string, string>> = {
  "repeatability-first-sent": "No request was sent again under its Repeatability-Request-ID.",
  retry: "No request was answered with Retry-After and then sent again.",
  call: "No request was right enough to be carried out.",
  "in-time": "No request was right enough to be carried out.",
};

/** That something stands at one of these places. */
function holding(what: string, ...places: string[]): Subject {
  return {
    isShown: ({ message }) => places.some((place) => isFoundAt(message, place)),
    none: `No request had ${what}.`,
  };
}

const below = (places: readonly string[], ...names: string[]) =>
  places.flatMap((place) => names.map((name) => `${place}/${name}`));

const identifiers = ["/body/targetParticipant", "/body/transferee", "/body/target"];
const participants = ["/body/transferTarget", "/body/transferee", "/body/targets/*"];
const identities = below(participants, "identity");
const context = "/body/customCallingContext";
const details = `${context}/teamsPhoneCallDetails`;

const id = holding("a Repeatability-Request-ID", "/headers/repeatability-request-id");
const sip = holding("SIP headers", `${context}/sipHeaders`);
const sipHeader = holding("a SIP header", `${context}/sipHeaders/*`);
const voip = holding("VoIP headers", `${context}/voipHeaders`);
const voipHeader = holding("a VoIP header", `${context}/voipHeaders/*`);
const model = holding(
  "an identifier with a model",
  ...below(
    identifiers,
    "communicationUser",
    "phoneNumber",
    "microsoftTeamsUser",
    "microsoftTeamsApp",
    "teamsExtensionUser",
  ),
);

/** By the last part of the id of a check. The rest is judged by every request. */
const subjects: Readonly<Record<string, Subject>> = {
  signature: {
    isShown: ({ request }) => SIGNED.test(request.headers["authorization"] ?? ""),
    none: "No request was signed with an access key.",
  },
  transferee: {
    isShown: ({ call }) => call?.kind === "group",
    none: "No request was for a group call.",
  },
  callback: holding("a callback address", "/body/operationCallbackUri", "/body/callbackUri"),
  "repeatability-id": id,
  "repeatability-reuse": id,
  "repeatability-pair": id,
  "repeatability-date": holding("Repeatability-First-Sent", "/headers/repeatability-first-sent"),
  "identifier-kind": holding("an identifier with a kind", ...below(identifiers, "kind")),
  "identifier-members": model,
  "one-identifier": model,
  "phone-number": holding(
    "a phone number",
    ...below(identifiers, "phoneNumber"),
    ...below(identities, "phone"),
    "/body/sourceCallerIdNumber",
  ),
  "odata-type": holding(
    "an @odata.type",
    ...below([...participants, ...identities, ...below(identities, "*")], "@odata.type"),
  ),
  "sip-header-count": sip,
  "sip-header-name-length": sipHeader,
  "sip-header-name-characters": sipHeader,
  "sip-header-value-length": sipHeader,
  "sip-header-value-characters": sipHeader,
  "voip-header-count": voip,
  "voip-header-name-length": voipHeader,
  "voip-header-value-length": voipHeader,
  "teams-phone-call-details": holding(
    "details of a Teams Phone caller or source",
    ...below([details], "teamsPhoneCallerDetails", "teamsPhoneSourceDetails"),
  ),
  "call-topic": holding("a callTopic", `${details}/callTopic`),
  timeout: holding("a timeout", "/body/timeout"),
  "target-disposition": holding("a targetDisposition", "/body/targetDisposition"),
};

/** Whether a request shows what a check is about. */
export function isShownBy(seen: SeenRequest, slug: string): boolean {
  if (Object.hasOwn(others, slug)) return false;
  return subjects[slug]?.isShown(seen) ?? true;
}

/** Why a check was not judged although its operation was used. */
export function whyUnjudged(slug: string): string {
  return subjects[slug]?.none ?? others[slug] ?? "No request could be judged by it.";
}

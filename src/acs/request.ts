import { acsLimits } from "../../generated/limits.ts";
import type { AcsVersion, NewestAcsVersion } from "../../generated/operations.ts";
import { invalid } from "../errors.ts";
import type { AcsSchemas } from "./client.ts";
import { brokenByHeaders, brokenByIdentifier, brokenByText, member } from "./request-limits.ts";

/**
 * Gives back the request of a transfer, if it keeps every documented limit: the number of custom headers, the
 * length and the characters of their names and values, the length of the call topic, at most one model in each
 * identifier with no other kind than its own, and an `https://` callback address.
 *
 * Beside the five SIP headers one `User-To-User` may stand, spelled so as it is documented. In another case it
 * counts as any other name: calls arrive with other cases, but nobody says that one may send them.
 *
 * For another version than the newest, name it: `transferToParticipantRequest<"2024-09-15">({ … })`.
 *
 * @throws HandoffError `ERR_INVALID_ARGUMENT` with a message that names every limit that is broken, and where. No
 * value stands in it
 */
export function transferToParticipantRequest<V extends AcsVersion = NewestAcsVersion>(
  request: AcsSchemas<V>["TransferToParticipantRequest"],
): AcsSchemas<V>["TransferToParticipantRequest"] {
  const broken = brokenByTransfer(request);
  if (broken.length === 0) return request;
  throw invalid(`The transfer breaks documented limits: ${broken.join("; ")}.`);
}

/**
 * Gives back the request of a redirect, if it keeps every documented limit: there is a context, and the target has
 * at most one model and no other kind than its own. For another version than the newest, name it.
 *
 * @throws HandoffError `ERR_INVALID_ARGUMENT` with a message that names every limit that is broken, and where. No
 * value stands in it
 */
export function redirectCallRequest<V extends AcsVersion = NewestAcsVersion>(
  request: AcsSchemas<V>["RedirectCallRequest"],
): AcsSchemas<V>["RedirectCallRequest"] {
  const { incomingCallContext, target }: AcsSchemas["RedirectCallRequest"] = request;
  const broken = brokenByIdentifier("target", target);
  if (incomingCallContext.length < acsLimits.incomingCallContext.minLength)
    broken.push("incomingCallContext: text that is not empty");
  if (broken.length === 0) return request;
  throw invalid(`The redirect breaks documented limits: ${broken.join("; ")}.`);
}

function brokenByTransfer(request: AcsSchemas["TransferToParticipantRequest"]): string[] {
  const { targetParticipant, transferee, operationCallbackUri, customCallingContext } = request;
  const { sipHeaders, voipHeaders, teamsPhoneCallDetails } = customCallingContext ?? {};
  const { teamsPhoneCallerDetails, teamsPhoneSourceDetails, callTopic = "" } = teamsPhoneCallDetails ?? {};
  const details = "customCallingContext.teamsPhoneCallDetails";
  const source = `${details}.teamsPhoneSourceDetails`;
  const broken = [
    ...brokenByIdentifier("targetParticipant", targetParticipant),
    ...brokenByIdentifier("transferee", transferee),
    ...brokenByHeaders("customCallingContext.sipHeaders", sipHeaders, acsLimits.sipHeaders),
    ...brokenByHeaders("customCallingContext.voipHeaders", voipHeaders, acsLimits.voipHeaders),
    ...brokenByText(`${details}.callTopic`, "text", callTopic, acsLimits.callTopic),
    ...brokenByIdentifier(`${details}.teamsPhoneCallerDetails.caller`, teamsPhoneCallerDetails?.caller),
    ...brokenByIdentifier(`${source}.source`, teamsPhoneSourceDetails?.source),
  ];
  for (const [name, target] of Object.entries(teamsPhoneSourceDetails?.intendedTargets ?? {}))
    broken.push(...brokenByIdentifier(`${source}.intendedTargets${member(name)}`, target));
  // No schema says so, but the service answers to any other address that the field is invalid.
  if (operationCallbackUri !== undefined && !isHttps(operationCallbackUri))
    broken.push("operationCallbackUri: an https:// address");
  return broken;
}

function isHttps(address: string): boolean {
  return /^https:\/\//i.test(address) && URL.canParse(address);
}

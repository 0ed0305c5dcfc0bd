/**
 * Transferring and redirecting calls of Azure Communication Services.
 *
 * @example
 * ```ts
 * import { createAcsClient, phoneNumber } from "call-handoff/acs";
 *
 * const acs = createAcsClient({ connectionString: process.env.ACS_CONNECTION_STRING! });
 * const result = await acs.transferToParticipant(callConnectionId, {
 *   targetParticipant: phoneNumber("+14255550123"),
 *   operationContext: "order 4711",
 * });
 * if (!result.ok) console.error(result.status, result.error?.error.code, result.requestId);
 * ```
 *
 * @module
 */
export type { AcsAuthorization, AcsResource } from "./access.ts";
export type { SignedParts } from "./access-key.ts";
export {
  createAcsClient,
  type AcsAnswered,
  type AcsCallOptions,
  type AcsClient,
  type AcsClientOptions,
  type AcsOperations,
  type AcsResult,
  type AcsSchemas,
} from "./client.ts";
export type { Digest } from "./digest.ts";
export type {
  Cloud,
  CommunicationUser,
  Identifier,
  MicrosoftTeamsApp,
  MicrosoftTeamsUser,
  PhoneNumber,
  TeamsExtensionUser,
  UnknownIdentifier,
} from "./identifiers-model.ts";
export {
  communicationUser,
  microsoftTeamsApp,
  microsoftTeamsUser,
  microsoftTeamsVisitor,
  phoneNumber,
  teamsExtensionUser,
  unknownIdentifier,
} from "./identifiers.ts";
export { parseRawId, rawIdOf } from "./raw-id.ts";
export { redirectCallRequest, transferToParticipantRequest } from "./request.ts";
export { newRepeatability, type Repeatability } from "../http/repeatability.ts";
export {
  acsVersions,
  newestAcsVersion,
  type AcsVersion,
  type NewestAcsVersion,
} from "../../generated/operations.ts";

import { invalid } from "../errors.ts";
import {
  knownCloud,
  type Cloud,
  type CommunicationUser,
  type MicrosoftTeamsApp,
  type MicrosoftTeamsUser,
  type PhoneNumber,
  type TeamsExtensionUser,
  type UnknownIdentifier,
} from "./identifiers-model.ts";
import { parseRawId } from "./raw-id.ts";

/**
 * Identifies a Communication Services user.
 *
 * Anything but such a user is refused: of a phone number in this place the service is known to answer with 500.
 *
 * @param id - `8:acs:{resource}_{user}`, in other clouds `8:dod-acs:…` or `8:gcch-acs:…`; or `8:spool:…`
 * @throws HandoffError `ERR_INVALID_ARGUMENT` for an id of another form
 */
export function communicationUser(id: string): CommunicationUser {
  const read = typeof id === "string" && !id.endsWith(":") ? parseRawId(id) : undefined;
  if (read?.kind === "communicationUser") return read;
  throw invalid("The id of a Communication Services user has the form 8:acs:{resource}_{user}.");
}

/**
 * Identifies a phone number. Its `phoneNumber` member is what `sourceCallerIdNumber` takes.
 *
 * @param value - in E.164 form, such as `+14255550123`, or `anonymous`
 * @param assertedId - tells apart the same number when it is in the call more than once. Known since 2025-06-15
 * @throws HandoffError `ERR_INVALID_ARGUMENT` for a number of another form
 */
export function phoneNumber(value: string, assertedId?: string): PhoneNumber {
  const isAnonymous = value === "anonymous";
  if (!isAnonymous && !/^\+[1-9]\d{1,14}$/.test(value))
    throw invalid('A phone number has to be in E.164 form, such as +14255550123, or "anonymous".');
  return {
    kind: "phoneNumber",
    phoneNumber: {
      value,
      ...(isAnonymous && { isAnonymous }),
      ...(assertedId !== undefined && { assertedId: part("assertedId", assertedId, "_") }),
    },
  };
}

/**
 * Identifies a Teams user.
 *
 * @param userId - Entra object id
 * @throws HandoffError `ERR_INVALID_ARGUMENT` for an empty id, one with a colon, or an unknown cloud
 */
export function microsoftTeamsUser(userId: string, cloud?: Cloud): MicrosoftTeamsUser {
  return {
    kind: "microsoftTeamsUser",
    microsoftTeamsUser: { userId: part("userId", userId, ":"), ...inCloud(cloud) },
  };
}

/**
 * Identifies somebody who is in Teams without an account.
 *
 * @param userId - as the service told it
 * @throws HandoffError `ERR_INVALID_ARGUMENT` for an empty id or one with a colon
 */
export function microsoftTeamsVisitor(userId: string): MicrosoftTeamsUser {
  return {
    kind: "microsoftTeamsUser",
    microsoftTeamsUser: { userId: part("userId", userId, ":"), isAnonymous: true },
  };
}

/**
 * Identifies a Teams application, such as a call queue or an auto attendant.
 *
 * @param appId - Entra object id of its resource account
 * @throws HandoffError `ERR_INVALID_ARGUMENT` for an empty id, one with a colon, or an unknown cloud
 */
export function microsoftTeamsApp(appId: string, cloud?: Cloud): MicrosoftTeamsApp {
  return {
    kind: "microsoftTeamsApp",
    microsoftTeamsApp: { appId: part("appId", appId, ":"), ...inCloud(cloud) },
  };
}

/**
 * Identifies a Teams Phone user of a Communication Services resource. Known since 2025-06-15.
 *
 * @param user - Entra ids of user and tenant, and the immutable id of the resource
 * @throws HandoffError `ERR_INVALID_ARGUMENT` for an id that is empty or has a colon or underscore, or an unknown
 * cloud
 */
export function teamsExtensionUser(
  user: { readonly userId: string; readonly tenantId: string; readonly resourceId: string },
  cloud?: Cloud,
): TeamsExtensionUser {
  const userId = part("userId", user.userId, ":_");
  const tenantId = part("tenantId", user.tenantId, ":_");
  const resourceId = part("resourceId", user.resourceId, ":_");
  return {
    kind: "teamsExtensionUser",
    teamsExtensionUser: { userId, tenantId, resourceId, ...inCloud(cloud) },
  };
}

/**
 * Identifies by a `rawId` of a form that this package does not know. For a `rawId` of any form take `parseRawId`.
 *
 * @throws HandoffError `ERR_INVALID_ARGUMENT` for an empty `rawId` or one of a known form
 */
export function unknownIdentifier(rawId: string): UnknownIdentifier {
  const read = typeof rawId === "string" && rawId !== "" ? parseRawId(rawId) : undefined;
  if (read?.kind === "unknown") return read;
  throw invalid("A rawId of a known form says its kind: parseRawId reads it. An empty one says nothing.");
}

function inCloud(cloud: Cloud | undefined): { readonly cloud?: Cloud } {
  return cloud === undefined ? {} : { cloud: knownCloud(cloud) };
}

/** An id that can stand in a `rawId` and be read from it again. */
function part(name: string, value: string, separators: string): string {
  const found = (separator: string) => value.includes(separator);
  if (typeof value === "string" && value !== "" && !Array.from(separators).some(found)) return value;
  const named = Array.from(separators, (separator) => `"${separator}"`).join(" or ");
  throw invalid(`${name} has to be text that is not empty and has no ${named}.`);
}

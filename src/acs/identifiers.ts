import { invalid } from "../errors.ts";

/** A cloud of Microsoft. Absent means `public`. */
export type Cloud = "public" | "dod" | "gcch";

/** A user of a Communication Services resource. */
export interface CommunicationUser {
  kind: "communicationUser";
  communicationUser: { id: string };
}

/** A phone number, or a caller who withholds it. */
export interface PhoneNumber {
  kind: "phoneNumber";
  phoneNumber: { value: string; isAnonymous?: boolean; assertedId?: string };
}

/** A user of Microsoft Teams, or a visitor without an account. */
export interface MicrosoftTeamsUser {
  kind: "microsoftTeamsUser";
  microsoftTeamsUser: { userId: string; isAnonymous?: boolean; cloud?: Cloud };
}

/** An application in Microsoft Teams, such as a call queue. */
export interface MicrosoftTeamsApp {
  kind: "microsoftTeamsApp";
  microsoftTeamsApp: { appId: string; cloud?: Cloud };
}

/** A Teams Phone user who reaches Teams through a Communication Services resource. Since 2026-03-12. */
export interface TeamsExtensionUser {
  kind: "teamsExtensionUser";
  teamsExtensionUser: { userId: string; tenantId: string; resourceId: string; cloud?: Cloud };
}

/** An identifier that is known by its `rawId` alone. */
export interface UnknownIdentifier {
  kind: "unknown";
  rawId: string;
}

/** Any identifier, told apart by `kind`. */
export type Identifier =
  | CommunicationUser
  | PhoneNumber
  | MicrosoftTeamsUser
  | MicrosoftTeamsApp
  | TeamsExtensionUser
  | UnknownIdentifier;

/**
 * Identifies a Communication Services user.
 *
 * @param id - such as `8:acs:{resource}_{user}`
 */
export function communicationUser(id: string): CommunicationUser {
  return { kind: "communicationUser", communicationUser: { id: some("id", id) } };
}

/**
 * Identifies a phone number.
 *
 * @param value - in E.164 form, such as `+14255550123`, or `anonymous`
 * @param assertedId - tells apart the same number when it is in the call more than once
 */
export function phoneNumber(value: string, assertedId?: string): PhoneNumber {
  const isAnonymous = value === "anonymous";
  if (!isAnonymous && !/^\+[1-9]\d{1,14}$/.test(value))
    throw invalid('A phone number has to be in E.164 form, such as +14255550123, or "anonymous".');
  return {
    kind: "phoneNumber",
    phoneNumber: { value, ...(isAnonymous && { isAnonymous }), ...(assertedId && { assertedId }) },
  };
}

/**
 * Identifies a Teams user.
 *
 * @param userId - Entra object id
 */
export function microsoftTeamsUser(userId: string, cloud?: Cloud): MicrosoftTeamsUser {
  return {
    kind: "microsoftTeamsUser",
    microsoftTeamsUser: { userId: some("userId", userId), ...(cloud && { cloud }) },
  };
}

/** Identifies somebody who is in Teams without an account. */
export function microsoftTeamsVisitor(userId: string): MicrosoftTeamsUser {
  return {
    kind: "microsoftTeamsUser",
    microsoftTeamsUser: { userId: some("userId", userId), isAnonymous: true },
  };
}

/**
 * Identifies a Teams application, such as a call queue or an auto attendant.
 *
 * @param appId - Entra object id of its resource account
 */
export function microsoftTeamsApp(appId: string, cloud?: Cloud): MicrosoftTeamsApp {
  return {
    kind: "microsoftTeamsApp",
    microsoftTeamsApp: { appId: some("appId", appId), ...(cloud && { cloud }) },
  };
}

/** Identifies a Teams Phone user of a Communication Services resource. Since 2026-03-12. */
export function teamsExtensionUser(
  user: { readonly userId: string; readonly tenantId: string; readonly resourceId: string },
  cloud?: Cloud,
): TeamsExtensionUser {
  const userId = some("userId", user.userId);
  const tenantId = some("tenantId", user.tenantId);
  const resourceId = some("resourceId", user.resourceId);
  return {
    kind: "teamsExtensionUser",
    teamsExtensionUser: { userId, tenantId, resourceId, ...(cloud && { cloud }) },
  };
}

/** Identifies by a `rawId` of a kind that this package does not know. */
export function unknownIdentifier(rawId: string): UnknownIdentifier {
  return { kind: "unknown", rawId: some("rawId", rawId) };
}

function some(name: string, value: string): string {
  if (typeof value === "string" && value !== "") return value;
  throw invalid(`${name} has to be text that is not empty.`);
}

import { invalid } from "../errors.ts";
import type { AcsSchemas } from "./client.ts";
import { clouds, knownCloud, type Cloud, type Identifier } from "./identifiers-model.ts";

/** What stands between the colons of a Teams identity, and of one that is reached through a resource. */
const TEAMS: Readonly<Record<Cloud, string>> = { public: "orgid", dod: "dod", gcch: "gcch" };
const RESOURCE: Readonly<Record<Cloud, string>> = { public: "acs", dod: "dod-acs", gcch: "gcch-acs" };

/**
 * Reads a `rawId`, the form in which an identifier is kept as one string. Whatever fits no known form, the empty
 * string included, becomes an `unknown` identifier: no string is refused, and {@link rawIdOf} gives each back as
 * it was. A Teams identity always gets its cloud, also where that is `public`.
 */
export function parseRawId(rawId: string): Identifier {
  // A number may hold colons, the other forms have two.
  if (rawId.startsWith("4:")) return phoneOf(rawId.slice(2));
  const [type, scheme, id, ...more] = rawId.split(":");
  if (id === undefined || more.length > 0) return { kind: "unknown", rawId };
  const teams = clouds.find((cloud) => TEAMS[cloud] === scheme);
  if (type === "28" && teams)
    return { kind: "microsoftTeamsApp", microsoftTeamsApp: { appId: id, cloud: teams } };
  if (type !== "8") return { kind: "unknown", rawId };
  if (teams) return { kind: "microsoftTeamsUser", microsoftTeamsUser: { userId: id, cloud: teams } };
  if (scheme === "teamsvisitor")
    return { kind: "microsoftTeamsUser", microsoftTeamsUser: { userId: id, isAnonymous: true } };
  const cloud = clouds.find((name) => RESOURCE[name] === scheme);
  const [resourceId = "", tenantId = "", userId, ...others] = id.split("_");
  if (cloud && userId !== undefined && others.length === 0) {
    const teamsExtensionUser = { userId, tenantId, resourceId, cloud };
    return { kind: "teamsExtensionUser", teamsExtensionUser };
  }
  if (cloud || scheme === "spool") return { kind: "communicationUser", communicationUser: { id: rawId } };
  return { kind: "unknown", rawId };
}

/**
 * The `rawId` of an identifier, also of one that the service sent: its own, or else the one that its model makes.
 *
 * @throws HandoffError `ERR_INVALID_ARGUMENT` for an identifier without `rawId` or model, with more than one model,
 * or in a cloud that this package does not know
 */
export function rawIdOf(identifier: AcsSchemas["CommunicationIdentifierModel"]): string {
  const { rawId, communicationUser, phoneNumber, microsoftTeamsUser, microsoftTeamsApp, teamsExtensionUser } =
    identifier;
  if (rawId) return rawId;
  const made: string[] = [];
  if (communicationUser) made.push(communicationUser.id);
  if (phoneNumber) {
    const { value, assertedId } = phoneNumber;
    made.push(assertedId ? `4:${value}_${assertedId}` : `4:${value}`);
  }
  if (microsoftTeamsUser) {
    const { userId, isAnonymous, cloud = "public" } = microsoftTeamsUser;
    made.push(`8:${isAnonymous ? "teamsvisitor" : TEAMS[knownCloud(cloud)]}:${userId}`);
  }
  if (microsoftTeamsApp) {
    const { appId, cloud = "public" } = microsoftTeamsApp;
    made.push(`28:${TEAMS[knownCloud(cloud)]}:${appId}`);
  }
  if (teamsExtensionUser) {
    const { resourceId, tenantId, userId, cloud = "public" } = teamsExtensionUser;
    made.push(`8:${RESOURCE[knownCloud(cloud)]}:${resourceId}_${tenantId}_${userId}`);
  }
  const [only = rawId] = made;
  if (only !== undefined && made.length < 2) return only;
  throw invalid("An identifier has to have a rawId or exactly one of its models.");
}

/** The asserted id follows the last underscore; one at the end belongs to the number. */
function phoneOf(text: string): Identifier {
  const underscore = text.lastIndexOf("_");
  const isAsserted = underscore >= 0 && underscore < text.length - 1;
  const value = isAsserted ? text.slice(0, underscore) : text;
  return {
    kind: "phoneNumber",
    phoneNumber: {
      value,
      ...(value === "anonymous" && { isAnonymous: true }),
      ...(isAsserted && { assertedId: text.slice(underscore + 1) }),
    },
  };
}

import { invalid } from "../errors.ts";
import type { Cloud, Identifier } from "./identifiers.ts";

/** Any identifier as the wire has it: the `rawId`, at most one of the models, or both. */
export interface WireIdentifier {
  readonly kind?: string;
  readonly rawId?: string;
  readonly communicationUser?: { readonly id: string };
  readonly phoneNumber?: {
    readonly value: string;
    readonly isAnonymous?: boolean;
    readonly assertedId?: string;
  };
  readonly microsoftTeamsUser?: {
    readonly userId: string;
    readonly isAnonymous?: boolean;
    readonly cloud?: string;
  };
  readonly microsoftTeamsApp?: { readonly appId: string; readonly cloud?: string };
  readonly teamsExtensionUser?: {
    readonly userId: string;
    readonly tenantId: string;
    readonly resourceId: string;
    readonly cloud?: string;
  };
}

const TEAMS: Readonly<Record<string, Cloud>> = { orgid: "public", dod: "dod", gcch: "gcch" };
const EXTENSION: Readonly<Record<string, Cloud>> = { acs: "public", "dod-acs": "dod", "gcch-acs": "gcch" };

/**
 * Reads a `rawId`. What fits no known form becomes an `unknown` identifier: nothing is lost, and
 * {@link rawIdOf} gives the same text back.
 */
export function parseRawId(rawId: string): Identifier {
  const phone = /^4:(.+?)(?:_([^_]+))?$/s.exec(rawId);
  if (phone) return phoneOf(phone[1] ?? "", phone[2]);
  const [, type = "", scheme = "", id = ""] = /^(8|28):([^:]+):([^:]+)$/s.exec(rawId) ?? [];
  const cloud = own(TEAMS, scheme);
  if (type === "28" && cloud) return { kind: "microsoftTeamsApp", microsoftTeamsApp: { appId: id, cloud } };
  if (type !== "8") return { kind: "unknown", rawId };
  if (cloud) return { kind: "microsoftTeamsUser", microsoftTeamsUser: { userId: id, cloud } };
  if (scheme === "teamsvisitor")
    return { kind: "microsoftTeamsUser", microsoftTeamsUser: { userId: id, isAnonymous: true } };
  const extension = own(EXTENSION, scheme);
  const [resourceId = "", tenantId = "", userId = "", ...more] = id.split("_");
  if (extension && resourceId && tenantId && userId && more.length === 0) {
    const teams = { userId, tenantId, resourceId, cloud: extension };
    return { kind: "teamsExtensionUser", teamsExtensionUser: teams };
  }
  if (extension || scheme === "spool") return { kind: "communicationUser", communicationUser: { id: rawId } };
  return { kind: "unknown", rawId };
}

/**
 * The `rawId` of an identifier: its own, or the one that its model makes.
 *
 * @throws HandoffError `ERR_INVALID_ARGUMENT` for an identifier without `rawId` or model, with more than one model,
 * or with a cloud that this package does not know
 */
export function rawIdOf(identifier: WireIdentifier): string {
  const { rawId, communicationUser, phoneNumber, microsoftTeamsUser, microsoftTeamsApp, teamsExtensionUser } =
    identifier;
  if (rawId) return rawId;
  const found: string[] = [];
  if (communicationUser) found.push(communicationUser.id);
  if (phoneNumber) {
    const { value, assertedId } = phoneNumber;
    found.push(`4:${value}${assertedId ? `_${assertedId}` : ""}`);
  }
  if (microsoftTeamsUser) {
    const { userId, isAnonymous, cloud } = microsoftTeamsUser;
    found.push(`8:${isAnonymous ? "teamsvisitor" : schemeOf(TEAMS, cloud)}:${userId}`);
  }
  if (microsoftTeamsApp)
    found.push(`28:${schemeOf(TEAMS, microsoftTeamsApp.cloud)}:${microsoftTeamsApp.appId}`);
  if (teamsExtensionUser) {
    const { resourceId, tenantId, userId, cloud } = teamsExtensionUser;
    found.push(`8:${schemeOf(EXTENSION, cloud)}:${resourceId}_${tenantId}_${userId}`);
  }
  const [only] = found;
  if (only !== undefined && found.length === 1) return only;
  throw invalid("An identifier has to have a rawId or exactly one of its models.");
}

function phoneOf(value: string, assertedId: string | undefined): Identifier {
  return {
    kind: "phoneNumber",
    phoneNumber: {
      value,
      ...(value === "anonymous" && { isAnonymous: true }),
      ...(assertedId !== undefined && { assertedId }),
    },
  };
}

function schemeOf(schemes: Readonly<Record<string, Cloud>>, cloud = "public"): string {
  const scheme = Object.keys(schemes).find((name) => schemes[name] === cloud);
  if (scheme !== undefined) return scheme;
  throw invalid(`A cloud has to be one of ${Object.values(schemes).join(", ")}.`);
}

function own(schemes: Readonly<Record<string, Cloud>>, scheme: string): Cloud | undefined {
  return Object.hasOwn(schemes, scheme) ? schemes[scheme] : undefined;
}

import { isRecord } from "../http/result.ts";
import type { GraphSchemas } from "./client.ts";

/** A kind of identity, as the members of the documented identity set are called. */
export type IdentityKind =
  | "application"
  | "applicationInstance"
  | "assertedIdentity"
  | "azureCommunicationServicesUser"
  | "device"
  | "encrypted"
  | "guest"
  | "onPremises"
  | "phone"
  | "user";

/** One member of an identity set that was received. */
export interface ReceivedIdentity {
  /** The name of the member. The set is open, so there may be others than those documented. */
  readonly kind: IdentityKind | (string & {});
  /** Object id; of a phone the number. Absent where the service tells none. */
  readonly id: string | undefined;
  readonly displayName: string | undefined;
  /** The member as it came, with whatever else it holds. */
  readonly identity: Readonly<Record<string, unknown>>;
}

/**
 * Reads an identity set: each member that is an identity, in the order in which they came. Mostly that is one. Beside
 * it there may be the one under which a participant wants to be seen (`assertedIdentity`), and a set may be empty.
 */
export function readIdentities(
  set: GraphSchemas["communicationsIdentitySet"] | null | undefined,
): ReceivedIdentity[] {
  return Object.entries(set ?? {}).flatMap(([kind, identity]) => {
    // The set also has annotations and `endpointType`, which are text.
    if (!isRecord(identity) || kind.includes("@")) return [];
    const { id, displayName } = identity;
    return [{ kind, id: textOf(id), displayName: textOf(displayName), identity }];
  });
}

function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

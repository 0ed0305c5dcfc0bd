/**
 * The openapi-fetch client of a version, for requests that the operations do not cover. It sends through the
 * client it is made of: with its credential, its retries and its time limits.
 *
 * @example
 * ```ts
 * import { createGraphClient } from "call-handoff/graph";
 * import { rawClient } from "call-handoff/raw";
 *
 * const raw = rawClient(createGraphClient({ version: "beta", credential }));
 * const { response } = await raw.POST("/app/calls/{id}/transfer", {
 *   params: { path: { id: callId } },
 *   body: { transferTarget: { identity: { user: { id: userId } } } },
 * });
 * ```
 *
 * @module
 */
import createClient, { type Client } from "openapi-fetch";
import type { AcsVersion, GraphVersion, VersionTypes } from "../../generated/operations.ts";
import type { AcsClient } from "../acs/client.ts";
import type { GraphClient } from "../graph/client.ts";

/** Makes the openapi-fetch client of the version of a client. `api-version` of ACS is a parameter there. */
export function rawClient<V extends AcsVersion>(
  client: AcsClient<V>,
): Client<VersionTypes[`acs@${V}`]["paths"]>;
export function rawClient<V extends GraphVersion>(
  client: GraphClient<V>,
): Client<VersionTypes[`graph@${V}`]["paths"]>;
export function rawClient({ baseUrl, fetch }: Pick<AcsClient, "baseUrl" | "fetch">): Client<object> {
  return createClient<object>({ baseUrl, fetch });
}

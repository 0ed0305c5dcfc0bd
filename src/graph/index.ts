/**
 * Transferring and redirecting calls of Microsoft Graph cloud communications.
 *
 * @example
 * ```ts
 * import { DefaultAzureCredential } from "@azure/identity";
 * import { createGraphClient, phone } from "call-handoff/graph";
 *
 * const graph = createGraphClient({ version: "beta", credential: new DefaultAzureCredential() });
 * const result = await graph.redirect(callId, {
 *   targets: [{ identity: phone("+12345678901") }],
 *   maskCaller: true,
 * });
 * if (!result.ok) console.error(result.status, result.error?.error.code, result.requestId);
 * ```
 *
 * @module
 */
export {
  createGraphClient,
  type GraphAccess,
  type GraphCallOptions,
  type GraphClient,
  type GraphClientOptions,
  type GraphOperations,
  type GraphResult,
  type GraphSchemas,
} from "./client.ts";
export { readIdentities, type IdentityKind, type ReceivedIdentity } from "./identities-received.ts";
export {
  application,
  applicationInstance,
  azureCommunicationServicesUser,
  encrypted,
  guest,
  onPremises,
  phone,
  user,
  type Named,
  type NamedInTenant,
} from "./identities.ts";
export { redirectRequest, transferRequest } from "./request.ts";
export type { GraphRetryOptions } from "./retry.ts";
export {
  graphVersions,
  newestGraphVersion,
  type GraphVersion,
  type NewestGraphVersion,
} from "../../generated/operations.ts";

/**
 * Transferring and redirecting calls of Microsoft Graph cloud communications.
 *
 * @example
 * ```ts
 * import { createGraphClient } from "call-handoff/graph";
 *
 * const graph = createGraphClient({ version: "beta", token: () => getToken() });
 * const result = await graph.redirect(callId, {
 *   targets: [{ identity: { phone: { id: "+12345678901" } } }],
 *   maskCaller: true,
 * });
 * if (!result.ok) console.error(result.status, result.error);
 * ```
 *
 * @module
 */
export { createGraphClient, type GraphClient, type GraphClientOptions, type GraphSchemas } from "./client.ts";
export {
  graphVersions,
  newestGraphVersion,
  type GraphVersion,
  type NewestGraphVersion,
} from "../../generated/operations.ts";
export type { CallOptions, OperationResult, TokenSource } from "../http/call.ts";

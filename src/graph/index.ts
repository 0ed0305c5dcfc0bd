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
  type GraphCallOptions,
  type GraphClient,
  type GraphClientOptions,
  type GraphOperations,
  type GraphResult,
  type GraphSchemas,
} from "./client.ts";
export type { GraphRetryOptions } from "./retry.ts";
export {
  graphVersions,
  newestGraphVersion,
  type GraphVersion,
  type NewestGraphVersion,
} from "../../generated/operations.ts";

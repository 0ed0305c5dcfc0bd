/**
 * Transferring and redirecting calls of Azure Communication Services.
 *
 * @example
 * ```ts
 * import { createAcsClient } from "call-handoff/acs";
 *
 * const acs = createAcsClient({ endpoint: "https://contoso.communication.azure.com", token: () => getToken() });
 * const result = await acs.transferToParticipant(callConnectionId, {
 *   targetParticipant: { kind: "phoneNumber", phoneNumber: { value: "+14255550123" } },
 *   operationContext: "order 4711",
 * });
 * if (!result.ok) console.error(result.status, result.error);
 * ```
 *
 * @module
 */
export {
  createAcsClient,
  type AcsCallOptions,
  type AcsClient,
  type AcsClientOptions,
  type AcsSchemas,
} from "./client.ts";
export {
  acsVersions,
  newestAcsVersion,
  type AcsVersion,
  type NewestAcsVersion,
} from "../../generated/operations.ts";
export type { CallOptions, OperationResult, TokenSource } from "../http/call.ts";

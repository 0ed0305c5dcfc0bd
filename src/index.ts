/**
 * Handing a phone call on through Azure Communication Services or Microsoft Graph. The clients are in
 * `call-handoff/acs` and `call-handoff/graph`; this module has what both share.
 *
 * @module
 */
export { HandoffError, isHandoffError, type HandoffErrorCode, type HandoffErrorDetails } from "./errors.ts";
export type { Clock } from "./http/clock.ts";
export type { Fetch, FetchInit, FetchResponse } from "./http/fetch.ts";
export type { Hooks, RequestEvent, ResponseEvent, RetryEvent } from "./http/hooks.ts";
export type { CallOptions, ClientOptions, SendOptions } from "./http/options.ts";
export type {
  Answered,
  OperationResult,
  OrThrow,
  Refused,
  RefusedAnswer,
  Succeeded,
  VendorError,
} from "./http/result.ts";
export type { RetryOptions } from "./http/retry.ts";
export type { AccessToken, TokenCredential, TokenFunction } from "./http/token.ts";
export { sensitiveMembers, type VersionName, type VersionTypes } from "../generated/operations.ts";

/**
 * Handing a phone call on through Azure Communication Services or Microsoft Graph. The clients are in
 * `call-handoff/acs` and `call-handoff/graph`; this module has what both share.
 *
 * @module
 */
export { HandoffError, type HandoffErrorCode } from "./errors.ts";
export { sensitiveMembers, type VersionName, type VersionTypes } from "../generated/operations.ts";

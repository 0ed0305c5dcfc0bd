/**
 * Judging messages by the generated validators.
 *
 * @example
 * ```ts
 * import { judgeRequest } from "call-handoff/validate";
 *
 * const violations = judgeRequest("graph@v1.0", "graph.redirect", {
 *   path: { id: "call-1" },
 *   query: {},
 *   headers: { "content-type": "application/json" },
 *   body: { targets: [] },
 * });
 * // [{ where: "/body/targets", rule: "minItems", expected: "at least 1 items", received: "a list of 0 items" }]
 * ```
 *
 * @module
 */
export { judgeHttpRequest, judgeHttpResponse, type RequestVerdict } from "./http.ts";
export {
  judgeAnswer,
  judgeNotification,
  judgeRequest,
  judgeResponse,
  type Mode,
  type RequestMessage,
  type ResponseMessage,
} from "./judge.ts";
export { redactBody, redactHeaders, redactUrl } from "./redact.ts";
export { findRoute, type RouteMatch } from "./route.ts";
export type { Violation } from "./violation.ts";
export type { Route } from "../../generated/contract.ts";
export type { VersionName } from "../../generated/operations.ts";

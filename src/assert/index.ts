/**
 * The contract in tests of any runner: `node:test`, Jest, Mocha and others. For Vitest there are matchers in
 * `call-handoff/vitest`.
 *
 * @example
 * ```ts
 * import { assertConformsTo, assertFollowsFlow, assertSatisfiesRequest } from "call-handoff/assert";
 *
 * assertSatisfiesRequest({ url, headers, body }, "graph.transfer");
 * await assertConformsTo(response, "graph.transfer", { apiVersion: "beta" });
 * assertFollowsFlow(notifications, "graph.transfer", { request: body, ends: "completed" });
 * ```
 *
 * Of a `Response` or `Request` the body has to be read: those are judged in a promise, all else at once.
 *
 * @module
 */
export { judgeConformsTo, type AnswerLike, type AnswerOptions } from "./answer.ts";
export { assertConformsTo, assertFollowsFlow, assertSatisfiesRequest } from "./assertions.ts";
export { ContractAssertionError } from "./error.ts";
export { judgeFollowsFlow, type FlowOptions } from "./flow.ts";
export type { Judgement } from "./judgement.ts";
export type { ApiVersionOf, OperationName, WebhookName } from "./operation.ts";
export type { HeadersLike } from "./parts.ts";
export { judgeSatisfiesRequest, type RequestLike, type RequestOptions } from "./request.ts";
export type { Violation } from "../validate/violation.ts";

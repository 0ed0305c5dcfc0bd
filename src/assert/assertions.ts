import type { FlowName } from "../../generated/flows.ts";
import { judgeConformsTo, type AnswerLike, type AnswerOptions } from "./answer.ts";
import { ContractAssertionError } from "./error.ts";
import { judgeFollowsFlow, type FlowOptions } from "./flow.ts";
import type { Judgement } from "./judgement.ts";
import type { OperationName, WebhookName } from "./operation.ts";
import { judgeSatisfiesRequest, type RequestLike, type RequestOptions } from "./request.ts";

/**
 * Asserts that an answer is what is documented for its status, as `judgeConformsTo` judges it.
 *
 * @throws ContractAssertionError where it is not; for a `Response` the promise rejects with it
 */
export function assertConformsTo<Operation extends OperationName>(
  answer: Response,
  operation: Operation,
  options?: AnswerOptions<Operation>,
): Promise<void>;
export function assertConformsTo<Operation extends OperationName>(
  answer: AnswerLike,
  operation: Operation,
  options?: AnswerOptions<Operation>,
): void;
export function assertConformsTo(
  answer: Response | AnswerLike,
  operation: OperationName,
  options?: AnswerOptions,
): void | Promise<void> {
  return settled(judgeConformsTo(answer, operation, options));
}

/**
 * Asserts that a request is one that is documented, as `judgeSatisfiesRequest` judges it.
 *
 * @throws ContractAssertionError where it is not; for a `Request` the promise rejects with it
 */
export function assertSatisfiesRequest<Name extends OperationName | WebhookName>(
  request: Request,
  name: Name,
  options?: RequestOptions<Name>,
): Promise<void>;
export function assertSatisfiesRequest<Name extends OperationName | WebhookName>(
  request: RequestLike,
  name: Name,
  options?: RequestOptions<Name>,
): void;
export function assertSatisfiesRequest(
  request: Request | RequestLike,
  name: OperationName | WebhookName,
  options?: RequestOptions,
): void | Promise<void> {
  return settled(judgeSatisfiesRequest(request, name, options));
}

/**
 * Asserts that notifications follow an operation as documented, as `judgeFollowsFlow` judges it.
 *
 * @throws ContractAssertionError where they do not
 */
export function assertFollowsFlow(
  notifications: readonly unknown[],
  flow: FlowName,
  options: FlowOptions,
): void {
  demand(judgeFollowsFlow(notifications, flow, options));
}

function settled(judgement: Judgement | Promise<Judgement>): void | Promise<void> {
  return judgement instanceof Promise ? judgement.then(demand) : demand(judgement);
}

function demand({ pass, message, violations }: Judgement): void {
  if (!pass) throw new ContractAssertionError(message, violations);
}

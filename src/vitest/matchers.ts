import type { FlowName } from "../../generated/flows.ts";
import {
  judgeConformsTo,
  judgeFollowsFlow,
  judgeSatisfiesRequest,
  type AnswerLike,
  type AnswerOptions,
  type FlowOptions,
  type Judgement,
  type OperationName,
  type RequestLike,
  type RequestOptions,
  type WebhookName,
} from "../assert/index.ts";

/** What a matcher gives back: a body that has to be read takes a promise. */
type Given<Received> = [Received] extends [Response | Request] ? Promise<void> : void;

/** The matchers, as `expect` has them. */
export interface ContractMatchers<Received = unknown> {
  /**
   * Whether an answer is what is documented for its status: a `Response` (then it has to be awaited), a result of the
   * clients, or an object with `status`, `headers` and `body`.
   */
  toConformTo<Operation extends OperationName>(
    operation: Operation,
    options?: AnswerOptions<Operation>,
  ): Given<Received>;
  /**
   * Whether a request is documented: a `Request` (then it has to be awaited), or an object with `url`, `headers` and
   * `body`. Of a webhook: whether what a receiver is told is.
   */
  toSatisfyRequest<Name extends OperationName | WebhookName>(
    name: Name,
    options?: RequestOptions<Name>,
  ): Given<Received>;
  /** Whether a list of notifications is what follows an operation, in a documented order, up to its end. */
  toFollowFlow(flow: FlowName, options: FlowOptions): void;
}

interface Matched {
  readonly pass: boolean;
  readonly message: () => string;
}

/** The same for `expect.extend`, of Vitest and of whatever has one like it. */
export const contractMatchers = {
  toConformTo(
    received: Response | AnswerLike,
    operation: OperationName,
    options?: AnswerOptions,
  ): Matched | Promise<Matched> {
    return matched(judgeConformsTo(received, operation, options));
  },
  toSatisfyRequest(
    received: Request | RequestLike,
    name: OperationName | WebhookName,
    options?: RequestOptions,
  ): Matched | Promise<Matched> {
    return matched(judgeSatisfiesRequest(received, name, options));
  },
  toFollowFlow(received: readonly unknown[], flow: FlowName, options: FlowOptions): Matched {
    return outcomeOf(judgeFollowsFlow(received, flow, options));
  },
};

function matched(judgement: Judgement | Promise<Judgement>): Matched | Promise<Matched> {
  return judgement instanceof Promise ? judgement.then(outcomeOf) : outcomeOf(judgement);
}

/** With `not`, the message of a pass is the one that is shown. */
function outcomeOf({ pass, message }: Judgement): Matched {
  return { pass, message: () => message };
}

import { invalid } from "../errors.ts";
import { isRecord } from "../http/result.ts";
import { judgeResponseText } from "../validate/http.ts";
import type { Mode } from "../validate/judge.ts";
import { redactBody } from "../validate/redact.ts";
import type { Violation } from "../validate/violation.ts";
import { judgementOf, type Judgement } from "./judgement.ts";
import { meant, type ApiVersionOf, type OperationName } from "./operation.ts";
import { headersOf, isReadable, textOf, type HeadersLike } from "./parts.ts";

/** An answer that was read: a result of the clients, or what any library makes of one. */
export interface AnswerLike {
  readonly status: number;
  readonly headers?: HeadersLike;
  /** The body as it came. Comes before all others, as the clients give it where it is not what they expected. */
  readonly text?: string | undefined;
  /** The body, parsed or as text. */
  readonly body?: unknown;
  readonly data?: unknown;
  /** Of a result of the clients: the body of an answer that is no success. */
  readonly error?: unknown;
  /** Of a result of the clients: why the body broke off. */
  readonly fault?: unknown;
}

/** By what an answer is judged. */
export interface AnswerOptions<Operation extends OperationName = OperationName> {
  /** Such as `beta` or `2024-09-15`. An answer does not tell. Default: the newest, as of the clients. */
  readonly apiVersion?: ApiVersionOf<Operation>;
  /** `tolerant` lets members pass that the documents do not know. Default: `strict`. */
  readonly mode?: Mode;
}

/**
 * Judges an answer to an operation by its status. An error can be as documented, too: ask for the status apart from this.
 *
 * Reads the body of a copy of a `Response`.
 *
 * @throws HandoffError `ERR_INVALID_ARGUMENT` for what is no answer, an unknown operation or an unknown version
 */
export function judgeConformsTo<Operation extends OperationName>(
  answer: Response,
  operation: Operation,
  options?: AnswerOptions<Operation>,
): Promise<Judgement>;
export function judgeConformsTo<Operation extends OperationName>(
  answer: AnswerLike,
  operation: Operation,
  options?: AnswerOptions<Operation>,
): Judgement;
export function judgeConformsTo<Operation extends OperationName>(
  answer: Response | AnswerLike,
  operation: Operation,
  options?: AnswerOptions<Operation>,
): Judgement | Promise<Judgement>;
export function judgeConformsTo(
  answer: unknown,
  operation: OperationName,
  options: AnswerOptions = {},
): Judgement | Promise<Judgement> {
  if (isResponse(answer)) return judgeResponse(answer, operation, options);
  if (!isRecord(answer) || typeof answer["status"] !== "number")
    throw invalid("An answer has to be a Response, a result of a client, or an object with a status.");
  const { status, headers, text, body, data, error, fault } = answer;
  const content = textOf(text ?? body ?? data ?? error);
  return judge(status, headersOf(headers), content, operation, options, fault !== undefined);
}

async function judgeResponse(
  response: Response,
  operation: OperationName,
  options: AnswerOptions,
): Promise<Judgement> {
  if (response.bodyUsed)
    throw invalid("The body of the Response was read: judge it before, a copy of it, or what was read.");
  return judge(response.status, response.headers, await response.clone().text(), operation, options);
}

function judge(
  status: number,
  headers: Headers,
  text: string,
  operation: OperationName,
  { apiVersion, mode = "strict" }: AnswerOptions,
  isCutOff = false,
): Judgement {
  const { version, kind, name, apiVersion: found } = meant(operation, apiVersion);
  if (kind !== "operation") throw invalid(`"${operation}" is no operation: nobody answers to it here.`);
  const subject = {
    what: "The answer",
    demand: `conform to ${operation} (${found})`,
    shown: `${status} ${redactBody(text)}`.trim(),
  };
  // What did not come cannot be judged, and what is not judged does not pass.
  if (isCutOff) return judgementOf(subject, [CUT_OFF]);
  return judgementOf(subject, judgeResponseText(version, name, status, headers, text, mode));
}

const CUT_OFF: Violation = {
  where: "/body",
  rule: "complete",
  expected: "a body that comes to its end",
  received: "a part of it",
};

function isResponse(value: unknown): value is Response {
  return isReadable(value) && "clone" in value && "status" in value;
}

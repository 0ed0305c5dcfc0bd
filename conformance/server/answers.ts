import { judgeResponseText } from "../../src/validate/http.ts";
import type { Violation } from "../../src/validate/index.ts";
import { valueAt } from "../../src/pointer.ts";
import type { Tracer } from "../gate/tracer.ts";
import { flowOf, routeOf } from "./requests.ts";
import type { Answer } from "./sender.ts";
import type { Stage, Subject } from "./stage.ts";

/** Judges what a success has to look like, whatever it was for. Nothing where there was none. */
export async function judgeSuccess(
  { verdicts }: Stage,
  subject: Subject,
  answer: Answer,
  request: unknown,
  tracer: Tracer,
): Promise<void> {
  if (answer.failure !== undefined || answer.status < 200 || answer.status >= 300) return;
  const { version, operation, id } = subject;
  const { success, echo } = flowOf(operation);
  const judge = (check: string, problems: readonly string[]) =>
    verdicts.judge(version, id(check), problems, tracer);
  judge("response/status", answer.status === success ? [] : [`Expected ${success}, saw ${answer.status}.`]);
  const { body, headers } = answer;
  const documented = routeOf(version, operation).responses[String(success)]?.body;
  if (documented !== "documented") {
    // A body that may not be there is read by nobody, but is announced all the same.
    const announced = Number(headers.get("content-length") ?? 0);
    const problem = `Expected an answer without a body, saw one of ${Math.max(announced, body.length)} bytes.`;
    return judge("response/empty", body === "" && !(announced > 0) ? [] : [problem]);
  }
  const found = violationsOf(subject, { ...answer, status: success });
  const [types, others] = split(found);
  judge("response/body", others.map(sentence));
  const type = headers.get("content-type");
  const none = body !== "" && type === null ? ["Expected the Content-Type application/json, saw none."] : [];
  judge("response/media-type", [...none, ...types.map(sentence)]);
  const given = echo && valueAt(request, echo.request);
  if (given === undefined) return;
  const repeated = valueAt(parsed(body), echo?.request ?? "");
  judge(
    "response/operation-context",
    repeated === given
      ? []
      : [
          `Expected ${echo?.request} of the request in the body, saw ${repeated === undefined ? "none" : "another"}.`,
        ],
  );
}

/** Judges what a refusal has to look like, whatever it was for. */
export async function judgeRefusal(
  { verdicts }: Stage,
  subject: Subject,
  answer: Answer,
  tracer: Tracer,
): Promise<void> {
  if (answer.failure !== undefined || answer.status < 400) return;
  const { version, id } = subject;
  const [types, others] = split(violationsOf(subject, answer));
  const type = answer.headers.get("content-type");
  const hasBody = answer.body !== "";
  verdicts.judge(
    version,
    id("error/envelope"),
    hasBody
      ? others.map(sentence)
      : [`Expected an error with code and message, saw ${answer.status} without a body.`],
    tracer,
  );
  if (!hasBody) return;
  const none = type === null ? ["Expected the Content-Type application/json, saw none."] : [];
  verdicts.judge(version, id("error/media-type"), [...none, ...types.map(sentence)], tracer);
}

function violationsOf(
  { version, operation }: Subject,
  { status, headers, body }: Extract<Answer, { readonly status: number }>,
): Violation[] {
  return judgeResponseText(version, operation, status, headers, body, "tolerant");
}

/** Those about the media type, and the others. */
function split(violations: readonly Violation[]): [Violation[], Violation[]] {
  const isOfType = ({ where }: Violation) => where.startsWith("/headers");
  return [violations.filter(isOfType), violations.filter((one) => !isOfType(one))];
}

/** A violation as a sentence. */
export function sentence({ where, expected, received }: Violation): string {
  return `Expected ${expected} at ${where}, saw ${received}.`;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

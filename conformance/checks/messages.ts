import { versions } from "../../generated/versions.ts";
import type { Target } from "../cases/target.ts";
import { documentedMessages, sampleMessages, type ValidMessage } from "../cases/valid.ts";
import { violationsIn } from "../judges/generated.ts";
import type { SecondOpinion } from "../judges/opinion.ts";
import type { PrismJudge } from "../judges/prism.ts";
import type { Check } from "../report/check.ts";
import { describe } from "./documented.ts";

/** The judges of one version. */
export interface Judges {
  readonly opinion: SecondOpinion;
  readonly prism: PrismJudge;
}

/** Every documented notification: valid by the strict and the tolerant validators, by Ajv and by Prism. */
export async function documentedNotifications(target: Target, judges: Judges): Promise<Check[]> {
  const checks: Check[] = [];
  for (const valid of documentedMessages(target)) {
    const { documented } = valid;
    if (!documented) continue;
    const problems = await problemsOf(target, judges, valid);
    checks.push({
      id: `${documented.operation}/notification/${documented.id.split("/")[1] ?? ""}`,
      operation: documented.operation,
      apiVersion: versions[target.version].apiVersion,
      level: "MUST",
      status: problems.length > 0 ? "failed" : "passed",
      message: problems.join("\n"),
      source: { document: documented.document, place: documented.place },
      wire: [],
    });
  }
  return checks;
}

/** Messages made from the schemas, which show everything that may stand in one: every judge accepts them. */
export async function sampleCheck(target: Target, judges: Judges): Promise<Check> {
  const problems: string[] = [];
  const samples = sampleMessages(target);
  for (const valid of samples) problems.push(...(await problemsOf(target, judges, valid)));
  const { operation, version, kind, status } = target;
  return {
    id: `${operation}/positive/${kind}${status === "" ? "" : `-${status}`}`,
    operation,
    apiVersion: versions[version].apiVersion,
    level: "MUST",
    status: problems.length > 0 || samples.length === 0 ? "failed" : "passed",
    message: samples.length === 0 ? "The schema gives no sample." : problems.join("\n"),
    source: { document: version, place: `${kind} ${status}`.trim() },
    wire: [],
  };
}

async function problemsOf(
  target: Target,
  { opinion, prism }: Judges,
  { message }: ValidMessage,
): Promise<string[]> {
  const problems = [
    ...violationsIn(target, message).map((violation) => `Strict: ${describe(violation)}`),
    ...violationsIn(target, message, "tolerant").map((violation) => `Tolerant: ${describe(violation)}`),
  ];
  if (!opinion.accepts(target, message)) problems.push("The second opinion refuses the message.");
  // A response without a documented body has no path of its own in the copy for Prism.
  const judged = target.kind !== "response" || target.body !== undefined;
  if (judged && !(await prism(target, asRequest(message)))) problems.push("Prism refuses the message.");
  return problems;
}

/** The copy for Prism takes every message as the body of a POST. */
export function asRequest(message: ValidMessage["message"]): ValidMessage["message"] {
  const method = message.method === "" ? "POST" : message.method;
  return { ...message, method, headers: { "content-type": "application/json", ...message.headers } };
}

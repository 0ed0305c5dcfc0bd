import { versions } from "../../../generated/versions.ts";
import type { Message, Target } from "../cases/target.ts";
import { documentedMessages, sampleMessages, type ValidMessage } from "../cases/valid.ts";
import { violationsIn } from "../judges/generated.ts";
import type { SecondOpinion } from "../judges/opinion.ts";
import type { PrismJudge } from "../judges/prism.ts";
import type { Check } from "../../report/check.ts";
import { describe } from "./documented.ts";

/** Requests and responses have checks of their own for what goes over the wire; these judge the message alone. */
const GROUPS = { request: "message", response: "message", notification: "notification" } as const;

/** The judges of one version. */
export interface Judges {
  readonly opinion: SecondOpinion;
  readonly prism: PrismJudge;
}

/** Every documented message: valid by the strict and the tolerant validators, by Ajv and by Prism. */
export async function documentedMessageChecks(target: Target, judges: Judges): Promise<Check[]> {
  const messages = documentedMessages(target);
  const problems = await problemsOf(target, judges, messages);
  return messages.flatMap(({ documented }, index): Check[] => {
    if (!documented) return [];
    const own = problems[index] ?? [];
    return [
      {
        id: `${documented.operation}/${GROUPS[target.kind]}/${documented.id.split("/")[1] ?? ""}`,
        operation: documented.operation,
        apiVersion: versions[target.version].apiVersion,
        level: "MUST",
        status: own.length > 0 ? "failed" : "passed",
        expectation: "Every judge takes the documented message.",
        message: own.join("\n"),
        source: { document: documented.document, place: documented.place },
        requirements: [],
        traces: [],
      },
    ];
  });
}

/** Messages made from the schemas, which show everything that may stand in one: every judge accepts them. */
export async function sampleCheck(target: Target, judges: Judges): Promise<Check> {
  const samples = sampleMessages(target);
  const problems = (await problemsOf(target, judges, samples)).flat();
  const { operation, version, kind, status } = target;
  return {
    id: `${operation}/positive/${kind}${status === "" ? "" : `-${status}`}`,
    operation,
    apiVersion: versions[version].apiVersion,
    level: "MUST",
    status: problems.length > 0 || samples.length === 0 ? "failed" : "passed",
    expectation: "Every judge takes all that the schema allows.",
    message: samples.length === 0 ? "The schema gives no sample." : problems.join("\n"),
    source: { document: version, place: `${kind} ${status}`.trim() },
    requirements: [],
    traces: [],
  };
}

/** What the judges have against each message that should be valid. */
async function problemsOf(
  target: Target,
  { opinion, prism }: Judges,
  valid: readonly ValidMessage[],
): Promise<string[][]> {
  // A response without a documented body has no path of its own in the copy for Prism.
  const judged = target.kind !== "response" || target.body !== undefined;
  const byPrism = judged
    ? prism(
        target,
        valid.map(({ message }) => asRequest(message)),
      )
    : undefined;
  const problems = valid.map(({ message }) => [
    ...violationsIn(target, message).map((violation) => `Strict: ${describe(violation)}`),
    ...violationsIn(target, message, "tolerant").map((violation) => `Tolerant: ${describe(violation)}`),
    ...(opinion.accepts(target, message) ? [] : ["The second opinion refuses the message."]),
  ]);
  for (const [index, accepted] of ((await byPrism) ?? []).entries()) {
    if (!accepted) problems[index]?.push("Prism refuses the message.");
  }
  return problems;
}

/** The copy for Prism takes every message as the body of a POST, and needs to be told a media type. */
export function asRequest(message: Message): Message {
  const method = message.method === "" ? "POST" : message.method;
  return { ...message, method, headers: { "content-type": "application/json", ...message.headers } };
}

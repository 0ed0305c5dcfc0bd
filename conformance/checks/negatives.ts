import { versions } from "../../generated/versions.ts";
import { negativesOf, type Negative } from "../cases/negatives.ts";
import type { Target } from "../cases/target.ts";
import { isRouted, violationsIn } from "../judges/generated.ts";
import { prismExceptions } from "../judges/prism-exceptions.ts";
import type { Check } from "../report/check.ts";
import type { Judges } from "./messages.ts";

/** How many faults the judges of a run were shown. */
export interface NegativeCounts {
  negatives: number;
  refusedByPrism: number;
  /** Faults that Prism accepted for a listed reason, by the reason's slug. */
  readonly exceptions: Map<string, number>;
}

/** One check for each rule of a target: every message that breaks it is refused by every judge. */
export async function negativeChecks(
  target: Target,
  judges: Judges,
  counts: NegativeCounts,
): Promise<Check[]> {
  const byRule = new Map<string, { faults: number; problems: string[] }>();
  for (const negative of negativesOf(target, judges.opinion.acceptsValue)) {
    const rule = byRule.get(negative.rule) ?? { faults: 0, problems: [] };
    rule.faults++;
    rule.problems.push(...(await problemsOf(negative, judges, counts)));
    byRule.set(negative.rule, rule);
    counts.negatives++;
  }
  const { operation, version, kind, status } = target;
  return [...byRule].map(([rule, { faults, problems }]) => ({
    id: `${operation}/negative/${kind}${status === "" ? "" : `-${status}`}-${rule.replaceAll(" ", "-")}`,
    operation,
    apiVersion: versions[version].apiVersion,
    level: "MUST",
    status: problems.length > 0 ? "failed" : "passed",
    message: problems.length > 0 ? problems.join("\n") : `${faults} refused`,
    source: { document: version, place: `${kind} ${status}`.trim() },
    wire: [],
  }));
}

async function problemsOf(
  negative: Negative,
  { opinion, prism }: Judges,
  counts: NegativeCounts,
): Promise<string[]> {
  const { target, where, rule, message } = negative;
  const problems: string[] = [];
  if (where === "") {
    if (isRouted(target, message)) problems.push(`${rule}: the route table takes it.`);
  } else {
    const found = violationsIn(target, message).map((violation) => violation.where);
    if (!found.includes(where)) {
      problems.push(`${rule} at ${where}: the validator points to ${found.join(", ") || "nothing"}.`);
    }
    if (opinion.accepts(target, message))
      problems.push(`${rule} at ${where}: the second opinion accepts it.`);
  }
  const exception = prismExceptions.find((candidate) => candidate.applies(negative));
  const accepted =
    exception && target.body === undefined ? true : await prism(target, withMediaType(negative));
  if (accepted && exception)
    counts.exceptions.set(exception.slug, (counts.exceptions.get(exception.slug) ?? 0) + 1);
  else if (accepted) problems.push(`${rule} at ${where}: Prism accepts it.`);
  else if (exception)
    problems.push(`${rule} at ${where}: Prism refuses it now, so "${exception.slug}" is stale.`);
  else counts.refusedByPrism++;
  return problems;
}

/** Where none is documented, Prism still needs to be told one. */
function withMediaType({ target, message }: Negative): Negative["message"] {
  const method = message.method === "" ? "POST" : message.method;
  if (target.mediaType) return { ...message, method };
  return { ...message, method, headers: { "content-type": "application/json", ...message.headers } };
}

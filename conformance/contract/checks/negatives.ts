import { versions } from "../../../generated/versions.ts";
import { negativesOf, type Negative } from "../cases/negatives.ts";
import type { Target } from "../cases/target.ts";
import { isRouted, violationsIn } from "../judges/generated.ts";
import { prismExceptions } from "../judges/prism-exceptions.ts";
import type { Check } from "../../report/check.ts";
import { asRequest, type Judges } from "./messages.ts";

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
  const negatives = negativesOf(target, judges.opinion.acceptsValue);
  const visible = negatives.filter((negative) => !isInvisible(negative));
  const byPrism = judges.prism(target, visible.map(withMediaType));
  const problems = new Map(negatives.map((negative) => [negative, problemsOf(negative, judges)]));
  const accepted = new Map((await byPrism).map((verdict, index) => [visible[index], verdict]));
  for (const negative of negatives) {
    problems.get(negative)?.push(...prismProblems(negative, accepted.get(negative) ?? true, counts));
  }
  counts.negatives += negatives.length;
  const { operation, version, kind, status } = target;
  return [...new Set(negatives.map(({ rule }) => rule))].map((rule) => {
    const own = negatives.filter((negative) => negative.rule === rule);
    const found = own.flatMap((negative) => problems.get(negative) ?? []);
    return {
      id: `${operation}/negative/${kind}${status === "" ? "" : `-${status}`}-${rule.replaceAll(" ", "-")}`,
      operation,
      apiVersion: versions[version].apiVersion,
      level: "MUST",
      status: found.length > 0 ? "failed" : "passed",
      expectation: "Every judge refuses what breaks the rule.",
      message: found.length > 0 ? found.join("\n") : `${own.length} refused`,
      source: { document: version, place: `${kind} ${status}`.trim() },
      requirements: [],
      traces: [],
    };
  });
}

/** A response without a documented body has no path of its own in the copy for Prism. */
function isInvisible({ target }: Negative): boolean {
  return target.kind === "response" && target.body === undefined;
}

/** What the route table, the validators and the second opinion fail to see of a fault. */
export function problemsOf({ target, where, rule, message }: Negative, { opinion }: Judges): string[] {
  if (where === "") return isRouted(target, message) ? [`${rule}: the route table takes it.`] : [];
  const problems: string[] = [];
  const found = violationsIn(target, message).map((violation) => violation.where);
  if (!found.includes(where)) {
    problems.push(`${rule} at ${where}: the validator points to ${found.join(", ") || "nothing"}.`);
  }
  if (opinion.accepts(target, message)) problems.push(`${rule} at ${where}: the second opinion accepts it.`);
  return problems;
}

function prismProblems(negative: Negative, accepted: boolean, counts: NegativeCounts): string[] {
  const { rule, where } = negative;
  const exception = prismExceptions.find((candidate) => candidate.applies(negative));
  if (accepted && !exception) return [`${rule} at ${where}: Prism accepts it.`];
  if (!accepted && exception) {
    return [`${rule} at ${where}: Prism refuses it now, so "${exception.slug}" is stale.`];
  }
  if (exception) counts.exceptions.set(exception.slug, (counts.exceptions.get(exception.slug) ?? 0) + 1);
  else counts.refusedByPrism++;
  return [];
}

/** Where none is documented, Prism still needs to be told a media type. */
function withMediaType({ target, message }: Negative): Negative["message"] {
  return target.mediaType
    ? { ...message, method: message.method === "" ? "POST" : message.method }
    : asRequest(message);
}

import { examples } from "../../generated/examples.ts";
import { routes } from "../../generated/routes.ts";
import { judgeRequestText, type RequestVerdict } from "../validate/http.ts";
import type { Mode } from "../validate/judge.ts";
import type { Violation } from "../validate/violation.ts";
import type { JournalViolation } from "./control.ts";
import { leniencies } from "./leniencies.ts";
import type { ServiceName } from "./signer.ts";
import type { WireRequest } from "./wire.ts";

/** How a request was judged. */
export interface Judged {
  readonly service: ServiceName;
  readonly verdict: RequestVerdict;
  /** What breaks the contract, each rule with its source. */
  readonly violations: readonly JournalViolation[];
  /** Those of them for which it is refused. */
  readonly refusing: readonly JournalViolation[];
  readonly leniencies: readonly string[];
  readonly notes: readonly string[];
}

/**
 * Judges a request by the contract. Not strictly, unknown members and the like are let pass; the journal tells of them
 * in any case.
 */
export function judge(request: WireRequest, strict: boolean): Judged {
  const url = new URL(request.url);
  const service = serviceOf(url.pathname);
  const verdict = verdictOn(request, url, "strict");
  const used = new Set<string>();
  const isInsistedOn = (violation: Violation) => {
    const leniency = leniencies.find(({ covers }) => covers(violation, verdict.message));
    if (leniency) used.add(leniency.name);
    return !leniency;
  };
  const found = verdict.violations.filter(isInsistedOn);
  const violations = found.map((violation) => sourced(violation, verdict));
  const tolerated = strict || found.length === 0 ? found : verdictOn(request, url, "tolerant").violations;
  const refusing = strict
    ? violations
    : tolerated.filter(isInsistedOn).map((violation) => sourced(violation, verdict));
  return { service, verdict, violations, refusing, leniencies: [...used], notes: notesOn(verdict, request) };
}

/** How deep a body may be nested. What is deeper cannot be walked through; documented requests have ten levels. */
const MAX_DEPTH = 100;

function verdictOn({ method, headers, body }: WireRequest, url: URL, mode: Mode): RequestVerdict {
  if (!isTooDeep(body)) return judgeRequestText(method, url, headers, body, mode);
  const { match } = judgeRequestText(method, url, headers, "{}", mode);
  const expected = `at most ${MAX_DEPTH} levels`;
  return { match, violations: [{ where: "/body", rule: "depth", expected, received: "more levels" }] };
}

/** Tells it by the text, as to walk through the value could be too much already. */
export function isTooDeep(body: string): boolean {
  // Nearly all have so few brackets that nobody has to look at them one by one.
  if (countOf("{", body) + countOf("[", body) <= MAX_DEPTH) return false;
  let depth = 0;
  for (const [bracket] of body.matchAll(/"[^"\\]*(?:\\[^][^"\\]*)*"?|[{}[\]]/g)) {
    if (bracket === "{" || bracket === "[") depth++;
    else if (bracket === "}" || bracket === "]") depth--;
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}

function countOf(sign: string, text: string): number {
  let count = 0;
  for (let at = text.indexOf(sign); at !== -1; at = text.indexOf(sign, at + 1)) count++;
  return count;
}

/** Documents by operation. */
const documents = new Map(examples.map(({ operation, document }) => [operation, document]));

const PARTS: Readonly<Record<string, string>> = {
  path: "path",
  query: "query",
  headers: "request headers",
  body: "request body",
  method: "method",
};

/** With the document that has the rule, and the part of it. */
function sourced(violation: Violation, { match }: RequestVerdict): JournalViolation {
  const part = violation.where.split("/")[1] ?? "";
  const document =
    "route" in match ? (documents.get(match.route.operation) ?? match.route.operation) : "the four documents";
  return { ...violation, source: `${document}: ${PARTS[part] ?? part}` };
}

/** How paths of ACS begin. */
const acsBeginnings = new Set(
  Object.entries(routes).flatMap(([name, list]) =>
    name.startsWith("acs@")
      ? list.map(({ basePath, template }) => `${basePath}${template}`.split("/")[1])
      : [],
  ),
);

/** The service whose paths begin alike; Microsoft Graph where none do. */
export function serviceOf(pathname: string): ServiceName {
  return acsBeginnings.has(pathname.split("/", 2)[1] ?? "") ? "acs" : "graph";
}

function notesOn({ match }: RequestVerdict, { headers }: WireRequest): string[] {
  if (!("route" in match)) return [];
  const { deprecated, dependentHeaders } = match.route;
  const notes = deprecated ? ["This path is deprecated."] : [];
  for (const [name, others] of Object.entries(dependentHeaders))
    for (const other of others)
      if (headers[other] !== undefined && headers[name] === undefined)
        notes.push(`${other} has no effect without ${name}.`);
  return notes;
}

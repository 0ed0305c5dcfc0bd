import type { Filters, Selected } from "../gate/selection.ts";
import type { Tracer } from "../gate/tracer.ts";
import type { Verdicts } from "../gate/verdicts.ts";
import type { Asked, Finding } from "./seen.ts";
import { whyUnjudged } from "./subjects.ts";

/** How many different problems of a check are told, and how many traces a check names that passed. */
const MAX_PROBLEMS = 20;
const MAX_TRACES = 20;

interface Problem {
  readonly tracer: Tracer | undefined;
  count: number;
}

interface Found {
  readonly problems: Map<string, Problem>;
  readonly tracers: Set<Tracer>;
  /** Problems that are not told one by one. */
  more: number;
}

/** Collects what was found in requests, however many there are. */
export interface Findings {
  add(asked: Asked, findings: readonly Finding[], tracer: Tracer | undefined): void;
  /** Turns all that was found into verdicts. */
  conclude(selected: readonly Selected[], filters: Filters, verdicts: Verdicts): void;
}

/** Makes a collection. */
export function collectFindings(): Findings {
  const found = new Map<string, Found>();
  const used = new Set<string>();
  return {
    add({ operation, version }, findings, tracer) {
      used.add(`${operation} ${version}`).add(operation).add(version);
      for (const { slug, problem } of findings) {
        const key = `${version} ${operation} ${slug}`;
        const own: Found = found.get(key) ?? { problems: new Map(), tracers: new Set(), more: 0 };
        found.set(key, own);
        if (tracer && own.tracers.size < MAX_TRACES) own.tracers.add(tracer);
        if (problem === undefined) continue;
        const known = own.problems.get(problem);
        if (known) known.count++;
        else if (own.problems.size < MAX_PROBLEMS) own.problems.set(problem, { tracer, count: 1 });
        else own.more++;
      }
    },
    conclude(selected, filters, verdicts) {
      for (const { info, version } of selected) {
        const { id, operation } = info;
        const slug = id.split("/")[2] ?? "";
        const own = found.get(`${version} ${operation} ${slug}`);
        if (!used.has(`${operation} ${version}`)) {
          const reason = "The client made no such request.";
          if (isMissed(operation, filters.operations) || isMissed(version, filters.versions))
            verdicts.untestable(version, id, reason);
          else verdicts.exclude(version, id, reason);
        } else if (!own) verdicts.exclude(version, id, whyUnjudged(slug));
        else if (own.problems.size > 0)
          tell(own, (text, tracer) => verdicts.judge(version, id, [text], tracer));
        else {
          verdicts.judge(version, id, []);
          for (const tracer of own.tracers) verdicts.judge(version, id, [], tracer);
        }
      }
    },
  };

  /** Whether the user asked for it and the client never used it. What was not asked for may be left alone. */
  function isMissed(name: string, asked: readonly string[] | undefined): boolean {
    return asked !== undefined && asked.length > 0 && !used.has(name);
  }
}

function tell({ problems, more }: Found, judge: (problem: string, tracer: Tracer | undefined) => void): void {
  for (const [problem, { tracer, count }] of problems)
    judge(count === 1 ? problem : `${problem.replace(/\.$/, "")}, in ${count} requests.`, tracer);
  if (more > 0) judge(`There were ${more} problems more.`, undefined);
}

import { isRecord } from "../generate/schema.ts";

/** How a check can end, from the worst on. */
export const STATUSES = ["error", "failed", "notTestable", "knownFailing", "passed", "excluded"] as const;

/** How a check ended. */
export type Status = (typeof STATUSES)[number];

/** What a run found of one check in one version. */
export interface Verdict {
  readonly id: string;
  readonly apiVersion: string;
  readonly status: Status;
  readonly message: string;
}

/** Verdicts by check id and version: of a check that several runs judged, the worst. */
export type Verdicts = ReadonlyMap<string, ReadonlyMap<string, Verdict>>;

/**
 * Reads the JSON report of a run.
 *
 * @throws Error for what is no such report
 */
export function readVerdicts(report: unknown): Verdicts {
  const found = new Map<string, Map<string, Verdict>>();
  for (const verdict of listed(report, "runs").flatMap((run) => listed(run, "checks"))) {
    if (!isVerdict(verdict))
      throw new Error("The report holds a check without id, version, status or message.");
    const { id, apiVersion, status } = verdict;
    const versions = found.get(id) ?? new Map<string, Verdict>();
    const known = versions.get(apiVersion);
    if (!known || STATUSES.indexOf(status) < STATUSES.indexOf(known.status))
      versions.set(apiVersion, verdict);
    found.set(id, versions);
  }
  return found;
}

function listed(holder: unknown, name: string): unknown[] {
  const list = isRecord(holder) ? holder[name] : undefined;
  if (!Array.isArray(list))
    throw new Error(`The report has no list of ${name}: it has to be the JSON report of a run.`);
  return list;
}

function isVerdict(value: unknown): value is Verdict {
  if (!isRecord(value)) return false;
  const { id, apiVersion, status, message } = value;
  const isText = [id, apiVersion, message].every((one) => typeof one === "string");
  return isText && STATUSES.some((one) => one === status);
}

import type { VersionName } from "../../generated/operations.ts";
import type { Check, Status, Trace } from "../report/check.ts";
import { wanted, type Selected } from "./selection.ts";
import type { Tracer } from "./tracer.ts";

/** Collects what was found of each check. Several findings of one check come to one verdict: the worst of them. */
export interface Verdicts {
  /** Whether a check is run in a version. What is found of others is dropped. */
  wants(version: VersionName, id: string): boolean;
  /** Whether anything was found of a check. */
  hasFound(version: VersionName, id: string): boolean;
  /** Failed where there are problems, else passed. */
  judge(version: VersionName, id: string, problems: readonly string[], tracer?: Tracer): void;
  /** The user said that there is no such thing: excluded, whatever is found of it later. */
  declare(version: VersionName, id: string, reason: string): void;
  /** It cannot be observed by its nature. */
  exclude(version: VersionName, id: string, reason: string): void;
  /** It should have been observed and was not. */
  untestable(version: VersionName, id: string, reason: string, tracer?: Tracer): void;
  /** A fault of the gate. */
  error(version: VersionName, id: string, error: unknown, tracer?: Tracer): void;
  /** Every selected check with its verdict; one of which nothing was found is an error. */
  checks(): Check[];
  /** The traces by which anything was judged. */
  traces(): Trace[];
}

interface Finding {
  readonly status: Status;
  readonly message: string;
  readonly tracer: Tracer | undefined;
}

/** From the worst on. */
const WORST: readonly Status[] = ["error", "failed", "notTestable", "passed", "excluded"];

/**
 * Makes a collection for the selected checks.
 *
 * @param onVerdict - told of each check of which something is found for the first time
 */
export function collectVerdicts(selected: readonly Selected[], onVerdict: () => void = () => {}): Verdicts {
  const findings = new Map<string, Finding[]>();
  const declared = new Set<string>();
  const isSelected = wanted(selected);
  const wants = (version: VersionName, id: string) =>
    isSelected(version, id) && !declared.has(`${version} ${id}`);
  const tracers = new Set<Tracer>();
  const add = (version: VersionName, id: string, finding: Finding) => {
    if (!wants(version, id)) return;
    if (finding.tracer) tracers.add(finding.tracer);
    const key = `${version} ${id}`;
    const own = findings.get(key);
    if (own) own.push(finding);
    else {
      findings.set(key, [finding]);
      onVerdict();
    }
  };
  return {
    wants,
    hasFound: (version, id) => findings.has(`${version} ${id}`),
    judge(version, id, problems, tracer) {
      const status = problems.length > 0 ? "failed" : "passed";
      add(version, id, { status, message: problems.join("\n"), tracer });
    },
    declare(version, id, message) {
      add(version, id, { status: "excluded", message, tracer: undefined });
      declared.add(`${version} ${id}`);
    },
    exclude(version, id, message) {
      add(version, id, { status: "excluded", message, tracer: undefined });
    },
    untestable(version, id, message, tracer) {
      add(version, id, { status: "notTestable", message, tracer });
    },
    error(version, id, error, tracer) {
      const message = error instanceof Error ? (error.stack ?? error.message) : String(error);
      add(version, id, { status: "error", message, tracer });
    },
    checks: () =>
      selected.map(({ info, version }): Check => {
        const own = findings.get(`${version} ${info.id}`) ?? [
          { status: "error" as const, message: "The gate never judged it.", tracer: undefined },
        ];
        const status = WORST.find((one) => own.some((finding) => finding.status === one)) ?? "error";
        const decisive = own.filter((finding) => finding.status === status);
        const { id, operation, level, expectation, source, requirements } = info;
        return {
          id,
          operation,
          apiVersion: version.slice(version.indexOf("@") + 1),
          level,
          status,
          expectation,
          message: [...new Set(decisive.map(({ message }) => message))].filter(Boolean).join("\n"),
          source,
          requirements,
          traces: [...new Set(decisive.flatMap(({ tracer }) => (tracer ? [tracer.id] : [])))],
        };
      }),
    traces: () => [...tracers].map((tracer) => tracer.trace()),
  };
}

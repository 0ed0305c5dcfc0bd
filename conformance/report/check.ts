/** How a check can end. Only `passed`, `excluded` and `knownFailing` let a run pass. */
export type Status = "passed" | "failed" | "knownFailing" | "notTestable" | "excluded" | "error";

/** How binding the documents' own words make a rule. */
export type Level = "MUST" | "SHOULD" | "MAY" | "INFO";

/** Where a rule stands. */
export interface Source {
  readonly document: string;
  readonly place: string;
}

/** One request and its answer, with secrets redacted. */
export interface WireExchange {
  /** Who sent the request: the gate, or the party that is judged. */
  readonly sender: "gate" | "target";
  /** When it was sent, in milliseconds since the beginning of its trace. */
  readonly at: number;
  readonly durationMs: number;
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  };
  /** Absent where none came. */
  readonly response?: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  };
}

/** What went over the wire in one flow, in the order in which it was sent. */
export interface Trace {
  /** Unique within a run. */
  readonly id: string;
  readonly title: string;
  readonly operation: string;
  readonly apiVersion: string;
  readonly exchanges: readonly WireExchange[];
}

/** The verdict on one rule. */
export interface Check {
  /** `<operation>/<group>/<slug>`; the same id is judged once for each version. */
  readonly id: string;
  readonly operation: string;
  readonly apiVersion: string;
  readonly level: Level;
  readonly status: Status;
  /** What the rule says, in our words. */
  readonly expectation: string;
  /** What was seen, or why it could not be; empty where the check passed and there is nothing to say. */
  readonly message: string;
  readonly source: Source;
  /** Ids of the requirements that the check is for. */
  readonly requirements: readonly string[];
  /** Ids of the traces that it was judged by. */
  readonly traces: readonly string[];
}

/** Something documented that a client may make use of. */
export interface Feature {
  readonly id: string;
  readonly operation: string;
  readonly apiVersion: string;
  readonly title: string;
  readonly exercised: boolean;
}

/** What one run found. */
export interface Run {
  readonly mode: "contract" | "server" | "client" | "receiver";
  readonly target: string;
  /** RFC 3339. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly summary: Summary;
  readonly checks: readonly Check[];
  readonly traces: readonly Trace[];
  /** What a client made use of. Only of the mode `client`. */
  readonly features?: readonly Feature[];
  /** What else is to be said of the run, beside its checks, such as how a command ended. */
  readonly notes: readonly string[];
}

/** How many checks ended in which way. */
export type Summary = Readonly<
  Record<"passed" | "failed" | "knownFailing" | "notTestable" | "excluded" | "errors", number>
>;

/** What is written to a JSON report. */
export interface Report {
  readonly schemaVersion: 1;
  readonly runs: readonly Run[];
}

/** Counts the verdicts of a run. */
export function summarise(checks: readonly Check[]): Summary {
  const count = (status: Status) => checks.filter((check) => check.status === status).length;
  return {
    passed: count("passed"),
    failed: count("failed"),
    knownFailing: count("knownFailing"),
    notTestable: count("notTestable"),
    excluded: count("excluded"),
    errors: count("error"),
  };
}

/** Whether a run fails: nothing judged, a MUST failed, something could not be observed, or the harness broke. */
export function fails(checks: readonly Check[], strict = false): boolean {
  if (checks.length === 0) return true;
  return checks.some((check) => isFatal(check, strict));
}

/** Whether a verdict alone makes its run fail. */
export function isFatal({ status, level }: Check, strict = false): boolean {
  if (status === "error" || status === "notTestable") return true;
  return status === "failed" && (level === "MUST" || (level === "SHOULD" && strict));
}

/** A verdict on the suite itself: `error` where it broke, `failed` where it has to be mended. */
export function harnessCheck(
  apiVersion: string,
  label: string,
  status: "error" | "failed",
  message: string,
): Check {
  const slug = label.replaceAll(/[^\w.-]+/g, "-");
  return {
    id: `conformance/harness/${slug}`,
    operation: "conformance",
    apiVersion,
    level: "MUST",
    status,
    expectation: "The suite itself works.",
    message,
    source: { document: "conformance", place: label },
    requirements: [],
    traces: [],
  };
}

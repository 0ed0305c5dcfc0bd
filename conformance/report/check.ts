/** How a check can end. Only `passed` and `excluded` let a run pass. */
export type Status = "passed" | "failed" | "knownFailing" | "notTestable" | "excluded" | "error";

/** How binding the documents' own words make a rule. */
export type Level = "MUST" | "SHOULD" | "MAY" | "INFO";

/** What went over the wire, with secrets redacted. */
export interface WireExchange {
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  };
  readonly response: {
    readonly status: number;
    readonly headers: Readonly<Record<string, string>>;
    readonly body: string;
  };
  readonly durationMs: number;
}

/** The verdict on one rule. */
export interface Check {
  /** `<operation>/<group>/<slug>`; the same id is judged once for each version. */
  readonly id: string;
  readonly operation: string;
  readonly apiVersion: string;
  readonly level: Level;
  readonly status: Status;
  /** What was expected and what was seen; empty where the check passed and there is nothing to say. */
  readonly message: string;
  readonly source: { readonly document: string; readonly place: string };
  readonly wire: readonly WireExchange[];
}

/** What a run found. */
export interface Report {
  readonly schemaVersion: 1;
  readonly mode: string;
  readonly target: string;
  /** RFC 3339. */
  readonly startedAt: string;
  readonly durationMs: number;
  readonly summary: Readonly<
    Record<"passed" | "failed" | "knownFailing" | "notTestable" | "excluded" | "errors", number>
  >;
  readonly checks: readonly Check[];
}

/** Counts the verdicts of a run. */
export function summarise(checks: readonly Check[]): Report["summary"] {
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
  return checks.some(({ status, level }) => {
    if (status === "error" || status === "notTestable") return true;
    return status === "failed" && (level === "MUST" || (level === "SHOULD" && strict));
  });
}

/** A verdict on the suite itself: `error` where it broke, `failed` where it has to be mended. */
export function harnessCheck(
  apiVersion: string,
  label: string,
  status: "error" | "failed",
  message: string,
): Check {
  const slug = label.replaceAll(/[^\w.-]+/g, "-");
  const source = { document: "conformance", place: label };
  const id = `conformance/harness/${slug}`;
  return { id, operation: "conformance", apiVersion, level: "MUST", status, message, source, wire: [] };
}

import { GateError } from "../gate/errors.ts";

/** Where a report goes: to a file, or to the job of GitHub Actions that runs. */
export type ReportTarget =
  | { readonly kind: "json" | "junit" | "html"; readonly file: string }
  | { readonly kind: "github" };

/**
 * Reads the values of `--report`, such as `["json=reports/gate.json", "github"]`.
 *
 * @throws GateError for what is no report, or names no file
 */
export function parseReports(specs: readonly string[]): ReportTarget[] {
  return specs.map((spec) => {
    if (spec === "github") return { kind: "github" };
    const [, kind, file = ""] = /^(json|junit|html)=(.+)$/s.exec(spec) ?? [];
    if (kind === "json" || kind === "junit" || kind === "html") return { kind, file };
    throw new GateError(`--report takes json=<file>, junit=<file>, html=<file> or github.`);
  });
}

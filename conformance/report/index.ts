import { appendFileSync, statSync } from "node:fs";
import type { Run } from "./check.ts";
import { ReportError, reporting, writeWhole } from "./file.ts";
import { githubSummary, SUMMARY_LIMIT } from "./github-summary.ts";
import { annotations } from "./github.ts";
import { htmlReport } from "./html/page.ts";
import { jsonReport } from "./json.ts";
import { junitReport } from "./junit.ts";
import { hideInRun, hiding } from "./secrets.ts";
import type { ReportTarget } from "./targets.ts";
import type { ReportIo } from "./terminal.ts";

export { ReportError } from "./file.ts";
export { parseReports, type ReportTarget } from "./targets.ts";

/** How reports are written. */
export interface ReportOptions extends Pick<ReportIo, "stdout" | "env"> {
  /** Whether a failed SHOULD fails its run. */
  readonly strict: boolean;
  /** What must not stand in any report, such as access keys and tokens, as they are. */
  readonly secrets: readonly string[];
}

const WRITERS: Readonly<
  Record<"json" | "junit" | "html", (runs: readonly Run[], strict: boolean) => string>
> = {
  json: jsonReport,
  junit: junitReport,
  html: (runs, strict) => htmlReport(runs, { strict }),
};

/**
 * Writes reports without secrets. Folders that are not there are made. `github` writes annotations on `stdout`, and
 * the summary of the job where the environment names its file.
 *
 * @throws ReportError for files that cannot be written, when all others are
 */
export function writeReports(
  targets: readonly ReportTarget[],
  runs: readonly Run[],
  { strict, env, stdout, secrets }: ReportOptions,
): void {
  const hide = hiding(secrets);
  // Before a body is cut off or indented, after which half a secret would not be found; and when all is written.
  const hidden = runs.map((run) => hideInRun(run, hide));
  const faults: ReportError[] = [];
  for (const target of targets)
    try {
      if (target.kind === "github") {
        stdout.write(hide(annotations(hidden, strict)));
        const file = env["GITHUB_STEP_SUMMARY"];
        const append = (name: string) => appendFileSync(name, hide(summaryFor(name, hidden, strict)));
        if (file) reporting(`The report ${file}`, () => append(file));
      } else {
        const { kind, file } = target;
        writeWhole(file, hide(WRITERS[kind](hidden, strict)), `The report ${file}`);
      }
    } catch (error) {
      if (!(error instanceof ReportError)) throw error;
      faults.push(error);
    }
  const [first, ...others] = faults;
  if (!first) return;
  if (others.length === 0) throw first;
  throw new ReportError(faults.map(({ message }) => message).join("\n"), { cause: first.cause });
}

/** The file may hold what others of the same step have written. */
function summaryFor(file: string, runs: readonly Run[], strict: boolean): string {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  return githubSummary(runs, strict, SUMMARY_LIMIT - size);
}

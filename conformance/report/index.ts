import { appendFileSync, mkdirSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Run } from "./check.ts";
import { githubSummary, SUMMARY_LIMIT } from "./github-summary.ts";
import { annotations } from "./github.ts";
import { htmlReport } from "./html/page.ts";
import { jsonReport } from "./json.ts";
import { junitReport } from "./junit.ts";
import { hideInRun, hiding } from "./secrets.ts";
import type { ReportTarget } from "./targets.ts";
import type { ReportIo } from "./terminal.ts";

export { parseReports, type ReportTarget } from "./targets.ts";

/** A report could not be written. Exit code 3. */
export class ReportError extends Error {
  override readonly name = "ReportError";
}

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
 * @throws ReportError for a file that cannot be written
 */
export function writeReports(
  targets: readonly ReportTarget[],
  runs: readonly Run[],
  { strict, env, stdout, secrets }: ReportOptions,
): void {
  const hide = hiding(secrets);
  // Before a body is cut off or indented, after which half a secret would not be found; and when all is written.
  const hidden = runs.map((run) => hideInRun(run, hide));
  for (const target of targets) {
    if (target.kind === "github") {
      stdout.write(hide(annotations(hidden, strict)));
      const file = env["GITHUB_STEP_SUMMARY"];
      if (file) writing(file, () => appendFileSync(file, hide(summaryFor(file, hidden, strict))));
    } else {
      const { kind, file } = target;
      const text = hide(WRITERS[kind](hidden, strict));
      writing(file, () => {
        mkdirSync(dirname(file), { recursive: true });
        writeFileSync(file, text);
      });
    }
  }
}

/** The file may hold what others of the same step have written. */
function summaryFor(file: string, runs: readonly Run[], strict: boolean): string {
  const size = statSync(file, { throwIfNoEntry: false })?.size ?? 0;
  return githubSummary(runs, strict, SUMMARY_LIMIT - size);
}

function writing(file: string, write: () => void): void {
  try {
    write();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new ReportError(`The report ${file} cannot be written: ${reason}`, { cause: error });
  }
}

import type { Check, Run } from "./check.ts";
import { severityOf, titleOf } from "./severity.ts";
import { workflowCommands } from "./workflow-command.ts";

/** The longest message, in characters: GitHub cuts off what is longer. */
const LONGEST = 1000;

/** The verdicts as workflow commands, a line for each. */
export function annotations(runs: readonly Run[], strict = false): string {
  const found = runs.flatMap((run) =>
    run.checks.flatMap((check) => {
      const severity = severityOf(check, strict);
      return severity ? [{ severity, title: nameOf(check), message: messageOf(check) }] : [];
    }),
  );
  const empty = runs
    .filter(({ checks }) => checks.length === 0)
    .map((run) => ({ severity: "error" as const, title: titleOf(run), message: "Nothing was judged." }));
  return workflowCommands([...empty, ...found]);
}

function nameOf({ level, id, apiVersion }: Check): string {
  return `${level} ${id} (${apiVersion})`;
}

function messageOf({ expectation, message, source }: Check): string {
  const text = `${expectation}\n${message}`.trim();
  return `${text.slice(0, LONGEST)}\nSource: ${source.document}, ${source.place}`;
}

import type { Check, Run } from "./check.ts";
import { grouped, severityOf, titleOf, type Severity } from "./severity.ts";

/** GitHub shows no more of one kind for a step, and does not say that there are others. */
const MOST = 10;

/** The longest message, in characters: GitHub cuts off what is longer. */
const LONGEST = 1000;

const COMMANDS: readonly Severity[] = ["error", "warning", "notice"];

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
  const bySeverity = grouped([...empty, ...found], ({ severity }) => severity);
  return COMMANDS.flatMap((severity) => {
    const all = bySeverity.get(severity) ?? [];
    const shown = all.length > MOST ? all.slice(0, MOST - 1) : all;
    const more = all.length - shown.length;
    return [
      ...shown.map(({ title, message }) => command(severity, title, message)),
      ...(more > 0 ? [command(severity, `${more} more`, "They are in the summary of the job.")] : []),
    ];
  }).join("");
}

function nameOf({ level, id, apiVersion }: Check): string {
  return `${level} ${id} (${apiVersion})`;
}

function messageOf({ expectation, message, source }: Check): string {
  const text = `${expectation}\n${message}`.trim();
  return `${text.slice(0, LONGEST)}\nSource: ${source.document}, ${source.place}`;
}

function command(severity: Severity, title: string, message: string): string {
  return `::${severity} title=${data(title).replaceAll(":", "%3A").replaceAll(",", "%2C")}::${data(message)}\n`;
}

/** What ends a command, or would begin an escape. */
function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

/** A line that GitHub Actions shows as an annotation. */
export interface Annotation {
  readonly severity: "error" | "warning" | "notice";
  readonly title: string;
  /** What it is about; absent where that is no file of the repository. */
  readonly file?: string;
  readonly message: string;
}

/** GitHub shows no more of one kind for a step, and does not say that there are others. */
const MOST = 10;

const SEVERITIES = ["error", "warning", "notice"] as const;

/**
 * Annotations as workflow commands, a line for each, of which the last says how many of its kind are left out.
 *
 * @param elsewhere - where those are told
 */
export function workflowCommands(
  annotations: readonly Annotation[],
  elsewhere = "They are in the summary of the job.",
): string {
  return SEVERITIES.flatMap((severity) => {
    const all = annotations.filter((one) => one.severity === severity);
    const shown = all.length > MOST ? all.slice(0, MOST - 1) : all;
    const more = all.length - shown.length;
    const rest = { severity, title: `${more} more`, message: elsewhere };
    return [...shown, ...(more > 0 ? [rest] : [])].map(workflowCommand);
  }).join("");
}

function workflowCommand({ severity, file, title, message }: Annotation): string {
  const place = file === undefined ? "" : `file=${property(file)},`;
  return `::${severity} ${place}title=${property(title)}::${data(message)}\n`;
}

function property(text: string): string {
  return data(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}

/** What ends a command, or would begin an escape. */
function data(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

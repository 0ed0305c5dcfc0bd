import { workflowCommands, type Annotation } from "../../report/workflow-command.ts";
import type { Change } from "../change.ts";
import type { View } from "./view.ts";

/** What annotations are made of beside the changes. */
export interface AnnotationOptions {
  /** The file of the new document; absent where it is none. */
  readonly file?: string;
  /** The file of the new flows; absent where it is none. */
  readonly flowsFile?: string;
  /** The file of the new requirements; absent where it is none. */
  readonly requirementsFile?: string;
  /** Whether the summary of the job gets all changes. */
  readonly hasSummary?: boolean;
  /** Whether a change lets the command fail. */
  readonly isFatal: (change: Change) => boolean;
}

/** Annotations for GitHub Actions: errors for what fails the command, warnings for what else breaks, notices for the rest. */
export function githubReport({ changes }: View, options: AnnotationOptions): string {
  const annotations = changes.map((change): Annotation => {
    const file = fileOf(change, options);
    return {
      severity: severityOf(change, options.isFatal),
      title: `${change.impact}: ${change.place}`,
      message: [change.message, reachOf(change), `Rule ${change.rule}.`].filter(Boolean).join("\n"),
      ...(file !== undefined && { file }),
    };
  });
  return options.hasSummary === true
    ? workflowCommands(annotations)
    : workflowCommands(annotations, "--format text or markdown tells them all.");
}

function fileOf(
  { side }: Change,
  { file, flowsFile, requirementsFile }: AnnotationOptions,
): string | undefined {
  if (side === "flow") return flowsFile;
  return side === "requirement" ? requirementsFile : file;
}

function severityOf(change: Change, isFatal: AnnotationOptions["isFatal"]): Annotation["severity"] {
  if (isFatal(change)) return "error";
  return change.impact === "breaking" ? "warning" : "notice";
}

function reachOf({ reaches }: Change): string {
  return reaches.length === 0 ? "" : `Reaches ${reaches.join(", ")}.`;
}

import { workflowCommands, type Annotation } from "../../report/workflow-command.ts";
import type { Change } from "../change.ts";
import type { View } from "./view.ts";

/** What annotations are made of beside the changes. */
export interface AnnotationOptions {
  /** The file of the new document; absent where it is none. */
  readonly file?: string;
  /** Whether a change lets the command fail. */
  readonly isFatal: (change: Change) => boolean;
}

/** Annotations for GitHub Actions: errors for what fails the command, warnings for what else breaks, notices for the rest. */
export function githubReport({ changes }: View, { file, isFatal }: AnnotationOptions): string {
  return workflowCommands(
    changes.map((change) => ({
      severity: severityOf(change, isFatal),
      title: `${change.impact}: ${change.place}`,
      message: [change.message, reachOf(change), `Rule ${change.rule}.`].filter(Boolean).join("\n"),
      ...(file !== undefined && { file }),
    })),
  );
}

function severityOf(change: Change, isFatal: AnnotationOptions["isFatal"]): Annotation["severity"] {
  if (isFatal(change)) return "error";
  return change.impact === "breaking" ? "warning" : "notice";
}

function reachOf({ reaches }: Change): string {
  return reaches.length === 0 ? "" : `Reaches ${reaches.join(", ")}.`;
}

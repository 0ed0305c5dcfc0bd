import { paintOf, type ReportIo } from "../../report/terminal.ts";
import { githubReport, type AnnotationOptions } from "./github.ts";
import { jsonReport } from "./json.ts";
import { markdownReport } from "./markdown.ts";
import { textReport } from "./text.ts";
import type { View } from "./view.ts";

/** How a comparison can be written. */
export const FORMATS = ["text", "json", "markdown", "github"] as const;
export type Format = (typeof FORMATS)[number];

/** The comparison in one of the formats. */
export function report(
  format: Format,
  view: View,
  io: Pick<ReportIo, "isTTY" | "env">,
  options: AnnotationOptions,
): string {
  if (format === "json") return jsonReport(view);
  if (format === "markdown") return markdownReport(view);
  if (format === "github") return githubReport(view, options);
  return textReport(view, paintOf(io));
}

import type { Change } from "../change.ts";
import { groupsOf, sectionsOf, summaryLines, type View } from "./view.ts";

/** How the Markdown stands among other pages. */
export interface MarkdownOptions {
  /** Default: `# From … to …`. */
  readonly title?: string;
  /** Where the page of a rule is; without it rules are not linked. */
  readonly pageOf?: (rule: string) => string;
}

/** For pull requests and pages: by impact, and by whom it reaches. */
export function markdownReport(view: View, { title, pageOf }: MarkdownOptions = {}): string {
  const heading = `# ${title ?? `From ${inline(view.old)} to ${inline(view.new)}`}`;
  const sections = sectionsOf(view.changes).flatMap(({ title: name, own }) => [
    `## ${name}`,
    ...[...groupsOf(own)].map(
      ([reached, changes]) =>
        `### ${inline(reached)}\n\n${changes.map((change) => item(change, pageOf)).join("\n")}`,
    ),
  ]);
  return `${[heading, summaryLines(view).map(inline).join("\n\n"), ...sections].join("\n\n")}\n`;
}

function item({ rule, place, message }: Change, pageOf: MarkdownOptions["pageOf"]): string {
  const name = `\`${rule}\``;
  return `- **${inline(place)}**: ${inline(message)} ${pageOf ? `[${name}](${pageOf(rule)})` : name}`;
}

/** Text in one line that is neither Markdown nor HTML. */
export function inline(text: string): string {
  return text
    .replaceAll(/\s+/g, (blanks) => (/[\r\n]/.test(blanks) ? " " : blanks))
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(/[\\`*_[\]|~]/g, String.raw`\$&`)
    .replaceAll(/(^|\s)@(?=\w)/g, "$1&#64;");
}

import { escaped } from "../../flows/diagram.ts";

/** HTML, as opposed to text that has yet to be escaped. */
export interface Markup {
  readonly html: string;
}

/** What may stand in a template. What is absent leaves nothing. */
export type Content = string | number | false | undefined | Markup | readonly Content[];

/** Makes HTML of a template, in which everything that is put in is escaped unless it is HTML itself. */
export function markup(template: TemplateStringsArray, ...contents: readonly Content[]): Markup {
  return { html: template.map((text, index) => text + htmlOf(contents[index])).join("") };
}

function htmlOf(content: Content): string {
  if (content === undefined || content === false) return "";
  if (typeof content === "string") return escaped(content);
  if (typeof content === "number") return String(content);
  return "html" in content ? content.html : content.map(htmlOf).join("");
}

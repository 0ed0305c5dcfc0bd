import { markup, type Content, type Markup } from "./markup.ts";
import { timeOfDay } from "./words.ts";

/** A word that stands out; of an end that is good or bad also by its colour. */
export function badge(word: string, end?: "good" | "bad"): Markup {
  return markup`<span class="badge ${end}">${word}</span>\n`;
}

/** What belongs together in a message. */
export function section(heading: string, inside: Content): Markup {
  return markup`<h4>${heading}</h4>${inside}\n`;
}

/** The same of a list, where there is anything in it. */
export function listed(heading: string, items: readonly Content[]): Markup | false {
  return (
    items.length > 0 && section(heading, markup`<ul>${items.map((item) => markup`<li>${item}</li>`)}</ul>`)
  );
}

/** A message as it was sent: its first lines, and its body. */
export function wire(lines: readonly string[], body: string | undefined): Markup {
  return markup`<pre>${[...lines, ...(body === undefined ? [] : ["", indented(body)])].join("\n")}</pre>`;
}

/** The time of day of a moment. */
export function moment(at: string): Markup {
  return markup`<time datetime="${at}">${timeOfDay(at)}</time>`;
}

/** A duration in milliseconds. */
export function lasting(duration: number): string {
  return `${Math.round(duration * 10) / 10} ms`;
}

/** JSON with a line for each member; anything else as it came. */
function indented(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), undefined, 2);
  } catch {
    return body;
  }
}

import { markup, type Content, type Markup } from "../../src/simulator/page/markup.ts";
import { STYLE } from "./style.ts";

/** One page of the site. */
export interface Page {
  /** Relative to the root of the site, such as `docs/gate.html`. */
  readonly path: string;
  readonly title: string;
  readonly main: Markup;
  /** Makes the page handier; everything is there without it. */
  readonly script?: string;
}

/** What the head of every page leads to: titles and paths, with a fragment where there is one. */
export type Navigation = readonly (readonly [title: string, href: string])[];

/**
 * What a page may do: nothing but show itself. No address is asked for anything, so that the site works from a folder as
 * it does from a server.
 */
const POLICY =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src 'self' file: data:; base-uri 'none'; form-action 'none'";

const SITE = "call-handoff";

/** The page as HTML, complete by itself but for pictures in the same folder. */
export function pageHtml({ path, title, main, script }: Page, navigation: Navigation): string {
  const links = navigation.map(([name, href]) => {
    const isHere = href === path;
    return markup`<li><a href="${relativeHref(path, href)}"${isHere && raw(' aria-current="page"')}>${name}</a></li>\n`;
  });
  return markup`${raw("<!doctype html>")}
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${POLICY}">
<meta name="color-scheme" content="light dark">
<link rel="icon" href="data:,">
<title>${title === SITE ? SITE : `${title} · ${SITE}`}</title>
<style>${raw(STYLE)}</style>
</head>
<body>
<a class="skip" href="#_main">Skip to the text</a>
<nav aria-label="Site"><ul>
${links}</ul></nav>
<main id="_main" tabindex="-1">
${main}
</main>
${script !== undefined && raw(`<script>${script}</script>\n`)}</body>
</html>
`.html;
}

/** Text that is HTML already. */
export function raw(html: string): Markup {
  return { html };
}

/** How a page leads to a path of the site. */
export function relativeHref(from: string, to: string): string {
  const folders = from.split("/").slice(0, -1);
  const parts = to.split("/");
  let common = 0;
  while (common < folders.length && common < parts.length - 1 && folders[common] === parts[common]) common++;
  return [...folders.slice(common).map(() => ".."), ...parts.slice(common)].join("/");
}

/** A table with a name and named columns. The first cell of a row names the row. On a phone each cell says its column. */
export function table(
  caption: string,
  head: readonly string[],
  rows: readonly { readonly id?: string; readonly data?: Markup; readonly cells: readonly Content[] }[],
): Markup {
  const [label, ...labels] = head;
  return markup`<div class="${tableClass(head.length)}" role="region" aria-label="${caption}" tabindex="0"><table>
<caption>${caption}</caption>
<thead><tr>${head.map((name) => markup`<th scope="col">${name}</th>`)}</tr></thead>
<tbody>
${rows.map(
  ({ id, data, cells: [first, ...rest] }) =>
    markup`<tr${id !== undefined && markup` id="${id}"`}${data}><th scope="row" data-label="${label}">${first}</th>${rest.map((cell, index) => markup`<td data-label="${labels[index]}">${cell}</td>`)}</tr>\n`,
)}</tbody></table></div>
`;
}

/** How a table is shown: one with several columns is stacked where the window is narrow. */
export function tableClass(columns: number): string {
  return columns > 2 ? "wide stack" : "wide";
}

/** Our own wording, in which names stand between backticks. */
export function prose(text: string): Content {
  return text.split("`").map((part, index) => (index % 2 === 1 ? code(part) : part));
}

/** A name of code, which breaks where its parts end. */
export function code(name: string): Markup {
  return markup`<code>${breakable(name)}</code>`;
}

/** A name or path that may break where its parts end: after `/`, `.`, `:`, `_` and before a capital. */
export function breakable(name: string): Content {
  return name
    .split(/(?<=[/.:_=])(?=[^/.:_=])|(?<=[a-z\d])(?=[A-Z])/)
    .flatMap((part, index) => (index === 0 ? [part] : [markup`<wbr>`, part]));
}

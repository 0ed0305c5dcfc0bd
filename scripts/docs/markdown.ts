import { Marked, type Tokens } from "marked";
import { markup, type Markup } from "../../src/simulator/page/markup.ts";
import { code as codeOf, raw, tableClass } from "./page.ts";

/** A document of Markdown as it stands in a page. */
export interface Rendered {
  /** What its first heading says, without marks. */
  readonly title: string;
  readonly main: Markup;
}

/**
 * Renders Markdown as GitHub does: headings have the anchors that links there lead to. HTML within it is shown as text.
 *
 * @param leadTo - where a link leads, given what is written; addresses with a scheme and mere fragments are left as they are
 */
export function renderMarkdown(text: string, leadTo: (href: string) => string): Rendered {
  const slugs = new Map<string, number>();
  let title: string | undefined;
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth }: Tokens.Heading): string {
        const content = this.parser.parseInline(tokens);
        const plain = this.parser.parseInline(tokens, this.parser.textRenderer);
        title ??= unescaped(plain);
        return `<h${depth} id="${slugOf(unescaped(plain), slugs)}">${content}</h${depth}>\n`;
      },
      link({ href, tokens, raw: written }: Tokens.Link): string {
        // The name of a version, such as graph@v1.0, is no address of mail.
        if (href === `mailto:${written}`) return markup`${written}`.html;
        const isElsewhere = /^[a-z][a-z\d+.-]*:/i.test(href) || href.startsWith("#");
        const address = isElsewhere ? href : leadTo(href);
        return markup`<a href="${address}">${raw(this.parser.parseInline(tokens))}</a>`.html;
      },
      html({ text: html }: Tokens.HTML | Tokens.Tag): string {
        return html.trimStart().startsWith("<!--") ? "" : markup`${html}`.html;
      },
      table(token: Tokens.Table): string {
        const inline = ({ tokens }: Tokens.TableCell) => raw(this.parser.parseInline(tokens));
        const labels = token.header.map(({ tokens }) =>
          unescaped(this.parser.parseInline(tokens, this.parser.textRenderer)),
        );
        return markup`<div class="${tableClass(labels.length)}" role="region" aria-label="Table" tabindex="0"><table>
<thead><tr>${token.header.map((cell) => markup`<th scope="col">${inline(cell)}</th>`)}</tr></thead>
<tbody>${token.rows.map(
          (row) =>
            markup`<tr>${row.map((cell, index) => markup`<td data-label="${labels[index]}">${inline(cell)}</td>`)}</tr>\n`,
        )}</tbody></table></div>\n`.html;
      },
      codespan({ text: name }: Tokens.Codespan): string {
        return codeOf(name).html;
      },
      code({ text: code, lang }: Tokens.Code): string {
        const lines = lang === "diff" ? code.split("\n").map(diffLine) : [code];
        return markup`<pre tabindex="0"><code>${joined(lines)}</code></pre>\n`.html;
      },
    },
  });
  const html = marked.parse(text, { async: false });
  return { title: title ?? "Untitled", main: raw(html) };
}

function joined(lines: readonly (string | Markup)[]): (string | Markup)[] {
  return lines.flatMap((line, index) => (index === 0 ? [line] : ["\n", line]));
}

function diffLine(line: string): string | Markup {
  if (line.startsWith("+")) return markup`<span class="added">${line}</span>`;
  return line.startsWith("-") ? markup`<span class="removed">${line}</span>` : line;
}

/** The anchor of a heading, as GitHub makes it; one that is there already gets a number. */
export function slugOf(heading: string, used: Map<string, number>): string {
  const slug = heading
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, "")
    .replaceAll(" ", "-");
  const times = used.get(slug) ?? 0;
  used.set(slug, times + 1);
  return times === 0 ? slug : `${slug}-${times}`;
}

function unescaped(html: string): string {
  const signs: Readonly<Record<string, string>> = { lt: "<", gt: ">", quot: '"', "#39": "'", amp: "&" };
  return html.replaceAll(/&(lt|gt|quot|#39|amp);/g, (_, name: string) => signs[name] ?? "");
}

import { describe, expect, test } from "vitest";
import { renderMarkdown, slugOf } from "./markdown.ts";

function html(text: string, leadTo = (href: string) => `led/${href}`): string {
  return renderMarkdown(text, leadTo).main.html;
}

describe("headings", () => {
  test.each([
    ["Plain words", "plain-words"],
    ["`npm run verify` judges: what?", "npm-run-verify-judges-what"],
    ["acs@2024-09-15 → acs@2026-03-12", "acs2024-09-15--acs2026-03-12"],
    ["Über_uns", "über_uns"],
  ])("%s have the anchor that they have on GitHub", (heading, slug) => {
    expect(html(`## ${heading}`)).toContain(`<h2 id="${slug}">`);
  });

  test("with the same words are told apart", () => {
    const used = new Map<string, number>();
    expect(["A", "A", "A"].map((heading) => slugOf(heading, used))).toEqual(["a", "a-1", "a-2"]);
  });

  test("give a page its title, without marks", () => {
    expect(renderMarkdown("# The `<gate>`\n\n# Other", String).title).toBe("The <gate>");
  });
});

describe("links", () => {
  test("to files lead where the site has them", () => {
    expect(html("[a](gate.md#x)")).toContain('<a href="led/gate.md#x">a</a>');
  });

  test.each(["https://example.com/?a=1&b=2", "mailto:a@example.com", "#here"])("to %s stay", (href) => {
    expect(html(`[a](${href})`)).toContain(`href="${href.replace("&", "&amp;")}"`);
  });
});

test("names of versions are no addresses of mail", () => {
  expect(html("Of graph@v1.0 too")).toBe("<p>Of graph@v1.0 too</p>\n");
});

test("HTML is shown as text, and comments are not shown", () => {
  expect(html("<!-- note -->\n\na <b>c</b>\n\n<script>alert(1)</script>")).not.toMatch(/<(?:b|script|!--)/);
});

test("cells say their column, and code may break where its parts end", () => {
  const table = html("| a `<b>` | c |\n| - | - |\n| `one/<twoThree>` | x |");
  expect(table).toContain('<td data-label="a &lt;b&gt;"><code>one/<wbr>&lt;two<wbr>Three&gt;</code></td>');
  expect(table).toContain('<td data-label="c">x</td>');
});

test("tables of several columns are stacked on a phone", () => {
  expect(html("| a | b |\n| - | - |")).toContain('<div class="wide"');
  expect(html("| a | b | c |\n| - | - | - |")).toContain('<div class="wide stack"');
});

test("tables name their columns, and differences have colours", () => {
  expect(html("| a |\n| - |\n| b |")).toContain('<th scope="col">a</th>');
  expect(html("```diff\n-a < b\n+c\n d\n```")).toContain(
    '<span class="removed">-a &lt; b</span>\n<span class="added">+c</span>\n d',
  );
});

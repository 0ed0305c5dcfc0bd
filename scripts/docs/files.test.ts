import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { checkLinks } from "./check-links.ts";
import { listDocuments, makeDocuments } from "./files.ts";
import { pageHtml, raw, relativeHref } from "./page.ts";
import { withinSite } from "./versions.ts";

const root = mkdtempSync(join(tmpdir(), "call-handoff-files-"));
afterAll(() => rmSync(root, { recursive: true, force: true }));

function put(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

put({
  "README.md":
    "# Home\n\n[gate](docs/gate.md#use) [code](src/a.ts#L2) [folder](specs) [picture](specs/flow.svg) [bot](examples/bot)",
  "docs/gate.md": "# Gate\n\n## Use\n\n[home](../README.md)",
  "docs/changes/README.md": "# Changes",
  "examples/bot/README.md": "# Bot",
  "src/a.ts": "one\ntwo < three\n",
  "specs/a.yaml": "a: 1",
  "specs/flow.svg": "<svg/>",
});

test("documents, and what they lead to, become pages", () => {
  const { pages, copied, faults } = makeDocuments(root, listDocuments(root));
  expect(faults).toEqual([]);
  expect(copied).toEqual(["specs/flow.svg"]);
  expect(pages.map(({ path }) => path)).toEqual([
    "README.html",
    "docs/changes/README.html",
    "docs/gate.html",
    "examples/bot/README.html",
    "src/a.ts.html",
    "specs.html",
    "specs/a.yaml.html",
  ]);
  const texts = new Map(pages.map(({ path, main }) => [path, main.html]));
  expect(texts.get("src/a.ts.html")).toContain('<span id="L2">two &lt; three</span>');
  expect(texts.get("specs.html")).toContain('<a href="specs/a.yaml.html">a.yaml</a>');
  expect(texts.get("README.html")).toContain('<a href="examples/bot/README.html">bot</a>');
  expect(checkLinks(texts, new Set(copied))).toEqual([]);
});

test("a document that is linked and missing is told of, with who links to it", () => {
  put({ "docs/bad.md": "# Bad\n\n[a](diff.md) [b](../../outside.md) [c](gate.md#nowhere)" });
  const { pages, faults } = makeDocuments(root, ["docs/bad.md"]);
  expect(faults).toEqual([
    "docs/bad.md links to diff.md, and there is no docs/diff.md",
    "docs/bad.md links to ../../outside.md, and there is no ../outside.md",
  ]);
  const texts = new Map(pages.map(({ path, main }) => [path, main.html]));
  expect(checkLinks(texts, new Set())).toContain(
    "docs/bad.html leads to gate.html#nowhere, and docs/gate.html has no #nowhere",
  );
});

test.each([
  ["Gate", "Gate · call-handoff"],
  ["call-handoff", "call-handoff"],
])("the browser calls %s %s", (title, shown) => {
  expect(pageHtml({ path: "a.html", title, main: raw("") }, [])).toContain(`<title>${shown}</title>`);
});

test.each([
  ["index.html", "docs/gate.html", "docs/gate.html"],
  ["docs/gate.html", "index.html", "../index.html"],
  ["docs/changes/README.html", "docs/gate.html", "../gate.html"],
  ["docs/gate.html", "docs/gate.html", "gate.html"],
  ["a/b/c.html", "a/b.html", "../b.html"],
])("%s leads to %s by %s", (from, to, href) => expect(relativeHref(from, to)).toBe(href));

test("a page of Redocly in another form than expected is not taken", () => {
  expect(() => withinSite("<html></html>", "graph@beta")).toThrow("The page of graph@beta has another form");
});

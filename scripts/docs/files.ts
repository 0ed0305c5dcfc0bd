import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, posix } from "node:path";
import { markup } from "../../src/simulator/page/markup.ts";
import { renderMarkdown } from "./markdown.ts";
import { relativeHref, type Page } from "./page.ts";

/** What documents and what they lead to become: pages, and pictures as they are. */
export interface Documents {
  readonly pages: readonly Page[];
  /** Paths of files that are copied. */
  readonly copied: readonly string[];
  /** Links that lead nowhere, each as a sentence. */
  readonly faults: readonly string[];
}

/** The documents of the repository: guides, decisions, changes, and what is generated beside them. */
export function listDocuments(root: string): string[] {
  const below = (folder: string) =>
    existsSync(join(root, folder))
      ? readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
          .filter((path) => path.endsWith(".md") && !path.includes("node_modules"))
          .map((path) => posix.join(folder, path.replaceAll("\\", "/")))
          .toSorted()
      : [];
  const top = ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"].filter((path) => existsSync(join(root, path)));
  return [...top, ...below("docs"), ...below("examples")];
}

/** The page that a document, a folder or any other file becomes. */
export function pagePath(path: string): string {
  return path.endsWith(".md") ? path.replace(/\.md$/, ".html") : `${path}.html`;
}

/**
 * Makes pages of documents, and of every file and folder of the repository that they lead to.
 *
 * @param paths - of documents, relative to the root of the repository
 */
export function makeDocuments(root: string, paths: readonly string[]): Documents {
  const pages: Page[] = [];
  const copied = new Set<string>();
  const faults: string[] = [];
  const waiting = new Set(paths);
  const leadFrom = (from: string, folder: string) => (href: string) => {
    const [target = "", fragment] = href.split("#");
    const path = posix.normalize(posix.join(folder, decodeURIComponent(target)));
    const found = findTarget(root, path);
    if (found === undefined) {
      faults.push(`${from} links to ${href}, and there is no ${path}`);
      return href;
    }
    if (found.isPicture) copied.add(found.path);
    else waiting.add(found.path);
    const to = found.isPicture ? found.path : pagePath(found.path);
    return relativeHref(pagePath(from), to) + (fragment === undefined ? "" : `#${fragment}`);
  };
  // The set grows while it is walked through.
  for (const path of waiting)
    pages.push(makePage(root, path, leadFrom(path, posix.dirname(path)), leadFrom(path, path)));
  return { pages, copied: [...copied], faults };
}

function findTarget(root: string, path: string): { path: string; isPicture: boolean } | undefined {
  const clean = path.replace(/\/$/, "");
  if (clean.startsWith("..") || !existsSync(join(root, clean))) return undefined;
  const isFolder = statSync(join(root, clean)).isDirectory();
  const readme = posix.join(clean, "README.md");
  if (isFolder && existsSync(join(root, readme))) return { path: readme, isPicture: false };
  return { path: clean, isPicture: /\.(?:svg|png)$/.test(clean) };
}

function makePage(
  root: string,
  path: string,
  leadTo: (href: string) => string,
  leadInto: (name: string) => string,
): Page {
  const file = join(root, path);
  if (statSync(file).isDirectory()) return folderPage(path, readdirSync(file).toSorted(), leadInto);
  const text = readFileSync(file, "utf8");
  if (!path.endsWith(".md")) return sourcePage(path, text);
  return { path: pagePath(path), ...renderMarkdown(text, leadTo) };
}

function folderPage(path: string, names: readonly string[], leadInto: (name: string) => string): Page {
  const main = markup`<h1>${path}</h1>
<ul>${names.map((name) => markup`<li><a href="${leadInto(name)}">${name}</a></li>\n`)}</ul>`;
  return { path: pagePath(path), title: path, main };
}

function sourcePage(path: string, text: string): Page {
  const lines = text.replace(/\n$/, "").split("\n");
  const main = markup`<h1>${path}</h1>
<pre class="lines" tabindex="0">${lines.map((line, index) => markup`<span id="L${index + 1}">${line}</span>`)}</pre>`;
  return { path: pagePath(path), title: path, main };
}

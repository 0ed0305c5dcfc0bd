/** The pages of the package, and where their links lead. */
import { existsSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import { marked, type Token } from "marked";

/** A link that leads to no file of the package. */
export interface DeadLink {
  readonly page: string;
  readonly link: string;
}

/** What is found by going from README along relative links. */
export interface Pages {
  /** Pages and pictures, as paths within the package. */
  readonly found: ReadonlySet<string>;
  readonly dead: readonly DeadLink[];
}

/** Follows them. */
export function pagesFrom(folder: string): Pages {
  const found = new Set(["README.md"]);
  const dead: DeadLink[] = [];
  for (const page of found) {
    if (!page.endsWith(".md")) continue;
    for (const link of linksOf(readFileSync(join(folder, page), "utf8"))) {
      const [path = ""] = link.split("#");
      if (path === "" || /^[a-z]+:/i.test(path)) continue;
      const target = posix.join(posix.dirname(page), path);
      if (existsSync(join(folder, target))) found.add(target);
      else dead.push({ page, link });
    }
  }
  return { found, dead };
}

function linksOf(text: string): string[] {
  const links: string[] = [];
  const look = (token: Token): void => {
    if ((token.type === "link" || token.type === "image") && typeof token["href"] === "string")
      links.push(token["href"]);
  };
  void marked.walkTokens(marked.lexer(text), look);
  return links;
}

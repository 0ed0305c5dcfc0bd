import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { readPackageFile } from "./licences/packages.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const read = (path: string) => readFileSync(join(root, path), "utf8");
const page = read("AGENTS.md");
const [, forUsers = "", forContributors = ""] = page.split(/^## .*$/m);

const distinct = (texts: Iterable<string>) => [...new Set(texts)].toSorted();

describe("the page for coding agents", () => {
  test("is short", () => expect(page.split("\n").length).toBeLessThanOrEqual(120));

  test("names every error code, and no other", () => {
    const codes = (text: string) => distinct(text.match(/\bERR_[A-Z_]+\b/g) ?? []);
    const [union = ""] = /export type HandoffErrorCode =[^]*?;\n\n/.exec(read("src/errors.ts")) ?? [];
    expect(codes(forUsers)).toEqual(codes(union));
  });

  test("tells users of entries that there are", () => {
    const entries = readPackageFile(join(root, "package.json")).exports ?? {};
    const named = distinct(
      Array.from(forUsers.matchAll(/(?:call-handoff|…)\/([a-z][a-z/-]*)/g), ([, name = ""]) => `./${name}`),
    );
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((name) => !(name in entries))).toEqual([]);
  });

  test("leads users to pages that are in the package", () => {
    const links = Array.from(page.matchAll(/\]\(([^)#]+)/g), ([, href = ""]) => href);
    expect(links.length).toBeGreaterThan(5);
    // Of what npm packs always, and of what package.json names.
    expect(links.filter((href) => !/^(README\.md|docs\/[\w-]+\.md)$/.test(href))).toEqual([]);
    expect(links.filter((href) => !existsSync(join(root, href)))).toEqual([]);
  });

  test("forbids to edit what is generated, and nothing else", () => {
    const generated = Array.from(
      read(".gitattributes").matchAll(/^(\S+?)(?:\*\*)? linguist-generated=true$/gm),
      ([, path = ""]) => path,
    );
    const [, sentence = ""] = /\*\*Never edit\*\*([^]*?)Edit what/.exec(forContributors) ?? [];
    const named = Array.from(sentence.matchAll(/`([^`]+)`/g), ([, path = ""]) => path);
    expect(named.filter((path) => !generated.includes(path))).toEqual([".gitattributes"]);
    expect(generated.filter((path) => path.endsWith("/") && !named.includes(path))).toEqual([]);
  });
});

test.each(["AGENTS.md", "CONTRIBUTING.md", ".changeset/README.md"])(
  "%s names commands that there are",
  (path) => {
    const scripts = readPackageFile(join(root, "package.json")).scripts ?? {};
    const named = distinct(
      Array.from(read(path).matchAll(/\bnpm run ([a-z][\w:-]*)/g), ([, name = ""]) => name),
    );
    expect(named.length).toBeGreaterThan(1);
    expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  },
);

import { readFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { installedIn, readManifest, specifiers } from "./manifest.ts";
import { pagesFrom } from "./pages.ts";
import { reached } from "./reached.ts";

const folder = installedIn(inject("bare"));
const manifest = readManifest(folder);
const paths = inject("tarball").files.map(({ path }) => path);
const ways = reached(folder, manifest);
const pages = pagesFrom(folder);

/** What a package always has. */
const CUSTOMARY = new Set(["CHANGELOG.md", "LICENSE", "README.md", "package.json"]);

test("the tarball has what can be imported, what README leads to, and nothing else", () => {
  const documents = Object.values(manifest.exports).filter((target) => typeof target === "string");
  const isDocument = (path: string) =>
    documents.some((target) => {
      const [before = "", after = ""] = target.slice(2).split("*");
      return target.includes("*")
        ? path.startsWith(before) && path.endsWith(after)
        : path === target.slice(2);
    });
  const wanted = (path: string) =>
    CUSTOMARY.has(path) || ways.files.has(path) || pages.found.has(path) || isDocument(path);
  expect(paths.filter((path) => !wanted(path))).toEqual([]);
  expect([...ways.files].filter((path) => !paths.includes(path))).toEqual([]);
  expect(specifiers(manifest, paths).documents.length).toBeGreaterThan(6);
});

test("no module is empty, a source map or a test", () => {
  expect(paths.filter((path) => /\.map$|\.test\.|test-support|\.slow\.|(?<!\.d)\.m?ts$/.test(path))).toEqual(
    [],
  );
  const modules = paths.filter((path) => path.endsWith(".js"));
  expect(modules.filter((path) => readFileSync(join(folder, path), "utf8").trim() === "")).toEqual([]);
});

test("modules import nothing but dependencies, optional peers and modules of Node.js", () => {
  const {
    dependencies,
    peerDependencies,
  }: Record<string, Record<string, string>> = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const known = new Set([
    ...Object.keys({ ...dependencies, ...peerDependencies }),
    ...builtinModules.map((name) => `node:${name}`),
  ]);
  expect([...ways.packages].filter((name) => !known.has(name))).toEqual([]);
});

test("every relative link of README leads to a file of the tarball", () => {
  expect(pages.dead.filter(({ page }) => page === "README.md")).toEqual([]);
  expect(pages.found.size).toBeGreaterThan(5);
  const astray = pages.dead.length;
  if (astray > 0)
    console.log(`${astray} links of the other pages lead to the repository, not into the tarball.`);
});

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";

const PAGE = join(import.meta.dirname, "../../docs/recipes.md");
const page = readFileSync(PAGE, "utf8");

/** A link to a recipe, and the code below it. */
const BLOCK = /(\]\(\.\.\/examples\/recipes\/([\w.-]+)\)[^\n]*\n\n```(?:ts|yaml)\n)([^]*?)(```\n)/g;

const source = (name: string) => readFileSync(join(import.meta.dirname, name), "utf8");
const shown = Array.from(page.matchAll(BLOCK), ([, , name = ""]) => name);

test("the page shows every recipe as its file is; `npm run test:example -- -u` brings it up to date", async () => {
  const upToDate = page.replace(BLOCK, (_, link: string, name: string, __, end: string) => {
    return link + source(name) + end;
  });
  await expect(upToDate).toMatchFileSnapshot(PAGE);
  const recipes = readdirSync(import.meta.dirname).filter(
    (name) => !/\.(test|test-support)\.ts$/.test(name) || name === "msw.test.ts",
  );
  expect(shown.toSorted()).toEqual(recipes.toSorted());
  // None stands there that is of no file.
  expect(page.match(/^```(?:ts|yaml)$/gm)).toHaveLength(shown.length);
});

test("those that are said to be JavaScript as they stand are", () => {
  const [, said = ""] = /^JavaScript as they stand: (.*)\.$/m.exec(page) ?? [];
  const names = Array.from(said.matchAll(/`([\w.-]+)`/g), ([, name = ""]) => name);
  const faultsOf = (name: string) => {
    const options = { fileName: "recipe.mjs", reportDiagnostics: true, compilerOptions: { allowJs: true } };
    return (ts.transpileModule(source(name), options).diagnostics ?? []).map(
      ({ messageText }) => messageText,
    );
  };
  expect(names.map((name) => [name, faultsOf(name)])).toEqual(names.map((name) => [name, []]));
  expect(names.length).toBeGreaterThan(2);
  expect(faultsOf("workers.ts")).not.toEqual([]);
});

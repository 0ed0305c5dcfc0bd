import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { requirements } from "../../generated/requirements.ts";
import { launch } from "../../conformance/browser/chromium.ts";
import { lowestContrast } from "../../conformance/browser/contrast.ts";
import { follow, routesOf } from "./reference-page.ts";
import { addressOf, crawl, watch, type Crawl } from "./crawl.ts";
import { buildSite, type Site } from "./site.ts";
import { listReferences } from "./versions.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const temporary = mkdtempSync(join(tmpdir(), "call-handoff-docs-"));
// Below a folder whose name a careless address would not survive.
const folder = join(temporary, "sub path", "docs");
let browser: Browser;
let site: Site;
let crawled: Crawl;

beforeAll(async () => {
  const building = buildSite(root, folder);
  [browser, site] = await Promise.all([launch(), building]);
  crawled = await crawl(browser, addressOf(join(folder, "index.html")));
});
afterAll(async () => {
  await browser?.close();
  rmSync(temporary, { recursive: true, force: true });
});

/** Opens a page of the site, and fails if it complains. */
async function visit(
  path: string,
  check: (page: Page) => Promise<unknown>,
  options: BrowserContextOptions = {},
): Promise<void> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const faults: string[] = [];
  watch(page, addressOf(`${folder}/`), faults);
  await page.goto(addressOf(join(folder, path.split("#")[0] ?? "")) + path.replace(/^[^#]*/, ""));
  await check(page);
  await context.close();
  expect(faults).toEqual([]);
}

describe("the site", () => {
  test("has no link that leads nowhere, no page that complains, and asks nobody for anything", () => {
    expect(crawled.faults).toEqual([]);
  });

  test("leads to every page from the first", () => {
    const paths = [...site.pages, ...site.references.map(({ path }) => path)];
    const missed = paths.filter((path) => !crawled.pages.has(addressOf(join(folder, path))));
    expect(missed).toEqual([]);
    expect(crawled.pages.size).toBe(paths.length);
  });

  test("has whole addresses where it leads elsewhere", () => {
    expect([...crawled.outside].filter((address) => !address.startsWith("https://"))).toEqual([]);
  });
});

test("a spoilt site is seen to be one", async () => {
  const spoilt = join(temporary, "spoilt");
  mkdirSync(spoilt);
  const body = `<h1 id="here">Spoilt</h1>
<a href="missing.html">1</a> <a href="other.html#nowhere">2</a> <a href="#here">3</a>
<img src="missing.png" alt=""><img src="https://elsewhere.invalid/logo.svg" alt=""><script>throw new Error("broken")</script>`;
  writeFileSync(join(spoilt, "index.html"), body);
  cpSync(join(folder, "errata.html"), join(spoilt, "other.html"));
  const { faults } = await crawl(browser, addressOf(join(spoilt, "index.html")));
  for (const words of [
    "missing.html is not there",
    "other.html#nowhere has no such place",
    "did not get file:",
    "asks https://elsewhere.invalid/logo.svg",
    "throws: broken",
  ])
    expect(faults.join("\n")).toContain(words);
  expect(faults.join("\n")).not.toContain("#here");
});

describe("the page of a version", () => {
  test.each(listReferences(root))(
    "$name shows every operation and webhook, found by its link and by its menu",
    async ({ path, operations, document }) => {
      await visit(path, async (page) => {
        const shown = new Map<string, string>();
        for (const link of await routesOf(page, operations))
          shown.set(link.replace(/^.*\//, ""), await follow(page, link));
        expect([...shown.keys()]).toEqual(
          expect.arrayContaining(operations.map((name) => name.toLowerCase())),
        );
        const text = [...shown.values()].join("\n");
        expect(pathsOf(document).filter((name) => !text.includes(name))).toEqual([]);
        expect(await page.locator('a[href^="/"]').count()).toBe(0);
        await page.getByRole("link", { name: "call-handoff" }).first().click();
        expect(await page.title()).toBe("Overview · call-handoff");
      });
    },
  );

  test.each([1280, 390])(
    "has a title of few lines at %i, and a badge that names its maker",
    async (width) => {
      const [first] = site.references;
      await visit(
        first?.path ?? "",
        async (page) => {
          const title = page.locator("#api-content h1").first();
          await title.waitFor();
          const lines = await title.evaluate((element) => {
            const { height } = element.getBoundingClientRect();
            return Math.round(height / Number.parseFloat(getComputedStyle(element).lineHeight));
          });
          expect(lines).toBeLessThanOrEqual(4);
          const badge = page.locator('a[href="https://redocly.com/redoc/"]').first();
          const said = await badge.evaluate((element) => getComputedStyle(element, "::after").content);
          expect(said).toBe('"Redocly"');
          expect(await badge.locator("img").isVisible()).toBe(false);
        },
        { viewport: { width, height: 800 } },
      );
    },
  );

  test("says so when there is no such operation", async () => {
    const [first] = site.references;
    await visit(`${first?.path}#/nowhere/nothing`, async (page) => {
      await page.locator(".not-found-page").waitFor();
      expect(await page.locator("#api-content").count()).toBe(0);
    });
  });
});

/** The paths of a document. */
function pathsOf(document: string): string[] {
  const { paths = {} }: { paths?: object } = JSON.parse(readFileSync(join(root, document), "utf8"));
  return Object.keys(paths);
}

describe("our own pages", () => {
  const OWN = [
    "index.html",
    "flows.html",
    "requirements.html",
    "errata.html",
    "docs/limits.html",
    "README.html",
  ];

  /** What a page has, by the path of each. */
  async function measure<Value>(
    paths: readonly string[],
    look: (page: Page) => Promise<Value>,
    options: BrowserContextOptions = {},
  ): Promise<[string, Value][]> {
    const values: [string, Value][] = [];
    for (const path of paths)
      await visit(path, async (page) => values.push([path, await look(page)]), options);
    return values;
  }

  test.each(["light", "dark"] as const)("are readable on %s ground", async (colorScheme) => {
    const contrasts = await measure(OWN, lowestContrast, { colorScheme });
    expect(contrasts.filter(([, contrast]) => contrast <= 4.5)).toEqual([]);
  });

  const WITH_TABLES = [...OWN, "docs/gate.html", "docs/traceability.html", "docs/changes/seeds.html"];

  /** What of a page is wider than its place: the page itself, or a table in it. */
  const overflowing = (page: Page) =>
    page.evaluate(() =>
      [document.documentElement, ...document.querySelectorAll(".wide")]
        .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
        .map((element) => element.getAttribute("aria-label") ?? element.tagName),
    );

  test("have all of their tables in sight at widths of 1280, 1024 and 360", async () => {
    const found = await measure(WITH_TABLES, async (page) => {
      const names: string[] = [];
      for (const width of [1280, 1024, 360]) {
        await page.setViewportSize({ width, height: 740 });
        for (const name of await overflowing(page)) names.push(`${name} at ${width}`);
      }
      return names;
    });
    expect(found.filter(([, names]) => names.length > 0)).toEqual([]);
  });

  test("fit a phone where long lines of code do not", async () => {
    const look = (page: Page) => page.evaluate(() => document.documentElement.scrollWidth);
    const found = await measure(["docs/api/acs.api.html"], look, { viewport: { width: 360, height: 740 } });
    expect(found).toEqual([["docs/api/acs.api.html", 360]]);
  });

  test("say on a phone which column each cell of a stacked table belongs to", async () => {
    const look = (page: Page) =>
      page.evaluate(() => ({
        narrow: [...document.querySelectorAll<HTMLElement>(".stack caption")].filter(
          ({ offsetWidth }) => offsetWidth < 300,
        ).length,
        unnamed: [...document.querySelectorAll(".stack tbody :is(th,td):not(:empty)")].filter((cell) =>
          ["", "none"].includes(getComputedStyle(cell, "::before").content),
        ).length,
        first: getComputedStyle(document.querySelector(".stack td") ?? document.body, "::before").content,
      }));
    const paths = ["errata.html", "docs/changes/seeds.html"];
    expect(await measure(paths, look, { viewport: { width: 390, height: 740 } })).toEqual([
      ["errata.html", { narrow: 0, unnamed: 0, first: '"what is right: "' }],
      ["docs/changes/seeds.html", { narrow: 0, unnamed: 0, first: '"area: "' }],
    ]);
  });

  test("have one first heading, headings in order, named columns, and pictures with words", async () => {
    const found = await measure(OWN, (page) =>
      page.evaluate(() => {
        const levels = [...document.querySelectorAll("h1,h2,h3,h4,h5,h6")].map(({ tagName }) =>
          Number(tagName[1]),
        );
        return {
          first: levels.filter((level) => level === 1).length,
          jumps: levels.filter((level, index) => level > (levels[index - 1] ?? 0) + 1).length,
          unnamed: document.querySelectorAll("table:not(:has(th[scope])),img:not([alt]),html:not([lang])")
            .length,
        };
      }),
    );
    expect(found).toEqual(OWN.map((path) => [path, { first: 1, jumps: 0, unnamed: 0 }]));
  });

  test("are used by the keyboard", async () => {
    await visit("requirements.html", async (page) => {
      await page.keyboard.press("Tab");
      expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Skip to the text");
      await page.keyboard.press("Enter");
      await page.waitForFunction(() => document.activeElement?.id === "_main");
    });
  });

  test("show requirements that are narrowed down", async () => {
    await visit("requirements.html", async (page) => {
      const found = page.locator("#filter-found");
      const rows = page.locator("tr[data-level]:visible");
      const excluded = requirements.filter((row) => row.excluded !== undefined).length;
      expect(await found.textContent()).toBe(`${requirements.length} of ${requirements.length} statements`);
      await page.getByLabel("Coverage").selectOption("excluded");
      expect(await found.textContent()).toBe(`${excluded} of ${requirements.length} statements`);
      await page.getByLabel("Operation").selectOption("graph.transfer");
      await page.getByLabel("Level").selectOption("MUST");
      const narrowed = await rows.count();
      expect(narrowed).toBeLessThan(excluded);
      await page.getByLabel("Text").fill("no statement has these words");
      expect(await rows.count()).toBe(0);
      await page.getByRole("button", { name: "Show all" }).click();
      expect(await rows.count()).toBe(requirements.length);
    });
  });

  test("show a requirement that a link leads to, though it is filtered away", async () => {
    const [first] = requirements;
    await visit("requirements.html", async (page) => {
      await page.getByLabel("Text").fill("no statement has these words");
      await page.evaluate((id) => {
        location.hash = id;
      }, first?.id ?? "");
      await page.locator(`[id="${first?.id}"]`).waitFor({ state: "visible" });
      expect(await page.getByLabel("Text").inputValue()).toBe("");
    });
  });

  test("are all there without scripts", async () => {
    await visit(
      "requirements.html",
      async (page) => {
        expect(await page.locator("tr[data-level]:visible").count()).toBe(requirements.length);
        expect(await page.locator("#filter").isVisible()).toBe(false);
      },
      { javaScriptEnabled: false },
    );
  });

  test("show the pictures of the flows", async () => {
    await visit("flows.html", async (page) => {
      const widths = await page.evaluate(async () => {
        const pictures = [...document.images];
        for (const picture of pictures) picture.loading = "eager";
        await Promise.all(pictures.map((picture) => picture.decode()));
        return pictures.map(({ naturalWidth }) => naturalWidth);
      });
      expect(widths.length).toBeGreaterThan(5);
      expect(widths.filter((width) => width === 0)).toEqual([]);
    });
  });
});

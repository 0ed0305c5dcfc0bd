import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { Requirement } from "../../generated/contract.ts";
import type { Run } from "../report/check.ts";
import { htmlReport } from "../report/html/page.ts";
import { junitReport } from "../report/junit.ts";
import { checkOf, MIXED, REQUIREMENTS, runOf, traceOf, withTexts } from "../report/runs.test-support.ts";
import { launch } from "./chromium.ts";
import { lowestContrast } from "./contrast.ts";

const HOSTILE = `"'></script><script>document.title='hacked'</script><img src=x onerror="document.title='hacked'">`;

const folder = mkdtempSync(join(tmpdir(), "call-handoff-report-"));
let browser: Browser;
/** What browsers complained of, violations of the content security policy among it, and what they were to ask for. */
const faults: string[] = [];

beforeAll(async () => {
  browser = await launch();
});
afterAll(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(async () => {
  for (const context of browser.contexts()) await context.close();
  const found = faults.splice(0);
  if (found.length > 0) throw new Error(`The browser complains: ${found.join("; ")}`);
});

async function open(
  runs: readonly Run[],
  options: BrowserContextOptions = {},
  requirements: readonly Requirement[] = REQUIREMENTS,
): Promise<Page> {
  const file = join(folder, "report.html");
  writeFileSync(file, htmlReport(runs, { requirements }));
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  page.on("console", (message) => faults.push(message.text()));
  page.on("pageerror", (error) => faults.push(error.message));
  const address = pathToFileURL(file).href;
  page.on("request", (request) => {
    if (request.url() !== address) faults.push(`asks ${request.url()}`);
  });
  await page.goto(address);
  return page;
}

const visibleRows = (page: Page) => page.locator("tbody tr[id]:visible").count();
const visibleChecks = (page: Page) => page.locator("li[data-status]:visible").count();
const isOpen = (page: Page, selector: string) =>
  page.locator(selector).evaluate((element) => element.hasAttribute("open"));

/** Waits until some details have the focus. */
async function focusIn(page: Page, id: string): Promise<void> {
  await page.waitForFunction((wanted) => document.activeElement?.closest("details")?.id === wanted, id);
}

/** Opens all that can be opened, as somebody does who looks into everything. */
async function openAll(page: Page): Promise<void> {
  await page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });
}

describe("the HTML report", () => {
  test("shows verdicts, what is not as documented, and the matrix of requirements", async () => {
    const page = await open([MIXED]);
    expect(await page.title()).toBe("Call handoff: does not conform");
    expect(await page.locator("h2").allTextContents()).toEqual([
      "Verdicts",
      "Not as documented",
      "Requirements",
      "Other checks",
      "Flows on the wire",
    ]);
    const matrix = page.getByRole("table", { name: "Requirements of graph-transfer" });
    expect(await matrix.getByRole("columnheader").allTextContents()).toEqual([
      "Statement",
      "Level",
      "graph@beta",
      "graph@v1.0",
    ]);
    expect(await matrix.getByRole("rowheader").count()).toBe(4);
    expect(await matrix.getByRole("link", { name: "response/status: failed" }).count()).toBe(1);
    expect(await page.locator("#check-0-0").getByText("Expected status 202, saw 200.").isVisible()).toBe(
      true,
    );
  });

  test("leads from a statement to its check, and on to the flow and back", async () => {
    const page = await open([MIXED]);
    await page.getByRole("link", { name: "response/empty: passed" }).first().click();
    expect(await isOpen(page, "#check-0-1")).toBe(true);
    await focusIn(page, "check-0-1");
    await page.locator("#check-0-1").getByRole("link", { name: "Example 1" }).click();
    expect(await isOpen(page, "#trace-0-0")).toBe(true);
    expect(await page.locator("#trace-0-0 svg").isVisible()).toBe(true);
    await page.goBack();
    await focusIn(page, "check-0-1");
  });

  test("opens the wire of a message from its arrow", async () => {
    const page = await open([MIXED]);
    await page.locator("#check-0-0").getByRole("link", { name: "Example 1" }).click();
    const wire = page.locator("#wire-trace-0-0-1");
    expect(await wire.isVisible()).toBe(false);
    await page.locator("svg a", { hasText: "transferring" }).click();
    await wire.waitFor();
    expect(await wire.textContent()).toContain('"state": "transferring"');
    expect(await page.locator("#wire-trace-0-0-0").isVisible()).toBe(false);
  });

  test("is narrowed down by status, level, operation and text", async () => {
    const other = { id: "graph.redirect/a/b", operation: "graph.redirect" };
    const page = await open([runOf([...MIXED.checks, checkOf("a/b", "passed", other)])]);
    const found = page.locator("#filter-found");
    await page.getByLabel("Status").selectOption("excluded");
    expect(await found.textContent()).toBe("2 of 4 statements, 3 of 13 checks, 0 of 1 flows");
    expect(await visibleChecks(page)).toBe(3);
    expect(await visibleRows(page)).toBe(2);
    await page.getByLabel("Text").fill("ISSUER beta");
    await found.getByText("1 of 13 checks").waitFor();
    expect(await visibleChecks(page)).toBe(1);
    await page.getByRole("button", { name: "Show all" }).click();
    expect(await found.textContent()).toBe("");
    await page.getByLabel("Level").selectOption("SHOULD");
    expect(await found.textContent()).toContain("1 of 13 checks");
    await page.getByLabel("Level").selectOption("");
    await page.locator("#filter-operation").selectOption("graph.redirect");
    expect(await found.textContent()).toContain("0 of 4 statements, 1 of 13 checks, 0 of 1 flows");
    await page.locator("#filter-operation").selectOption("");
    expect(await visibleChecks(page)).toBe(6);
  });

  test("shows what a link leads to, though it is filtered away", async () => {
    const page = await open([MIXED]);
    await page.getByLabel("Text").fill("response/status");
    await page.locator("#row-0").waitFor({ state: "hidden" });
    await page.locator("#check-0-0").getByRole("link", { name: "graph-transfer/answer/accepted" }).click();
    await page.locator("#row-0").waitFor();
    expect(await page.getByLabel("Text").inputValue()).toBe("");
  });

  test("is used by the keyboard alone", async () => {
    const page = await open([MIXED]);
    await page.keyboard.press("Tab");
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe("Skip to the verdicts");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement?.id === "main");
    for (let times = 0; times < 30; times++) {
      await page.keyboard.press("Tab");
      if (await page.evaluate(() => document.activeElement?.parentElement?.matches("#check-0-0"))) break;
    }
    expect(await isOpen(page, "#check-0-0")).toBe(true);
    await page.keyboard.press("Enter");
    expect(await isOpen(page, "#check-0-0")).toBe(false);
  });

  test("is all there without scripts", async () => {
    const page = await open([MIXED], { javaScriptEnabled: false });
    expect(await page.locator("#filter").isVisible()).toBe(false);
    expect(await visibleRows(page)).toBe(4);
    await page.locator("#check-0-0").getByRole("link", { name: "Example 1" }).click();
    await page.locator("#trace-0-0 > summary").click();
    await page.locator("svg a", { hasText: "graph.transfer" }).click();
    await page.locator("#wire-trace-0-0-0").waitFor();
    expect(await page.locator("#wire-trace-0-0-0").textContent()).toContain("transferTarget");
  });

  test.each(["light", "dark"] as const)("is readable on %s ground", async (colorScheme) => {
    const page = await open([MIXED], { colorScheme });
    await openAll(page);
    expect(await page.locator(".badge:visible").count()).toBeGreaterThan(10);
    expect(await lowestContrast(page)).toBeGreaterThan(4.5);
  });

  test("fits a window that is 360 pixels wide", async () => {
    const wide = withTexts(MIXED, (text) => text + "x".repeat(200));
    for (const runs of [[MIXED], [wide]]) {
      const page = await open(runs, { viewport: { width: 360, height: 740 } });
      await openAll(page);
      const [content, window] = await page.evaluate(() => [
        document.documentElement.scrollWidth,
        document.documentElement.clientWidth,
      ]);
      expect(content).toBe(window);
    }
  });

  test("is on paper with its matrix, and without what cannot be used there", async () => {
    const rows = Array.from({ length: 70 }, (_, index) => ({ ...REQUIREMENTS[0], id: `row-${index}` }));
    const page = await open([MIXED], {}, rows);
    expect(await visibleRows(page)).toBe(0);
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("#filter").isVisible()).toBe(false);
    expect(await page.locator("#row-69").evaluate((row) => row.checkVisibility())).toBe(true);
  });

  test("runs nothing that a target sends", async () => {
    const page = await open([withTexts(MIXED, (text) => text + HOSTILE)]);
    await openAll(page);
    expect(await page.locator("img").count()).toBe(0);
    expect(await page.locator("script").count()).toBe(1);
    expect(await page.title()).toBe("Call handoff: does not conform");
    expect(await page.locator("pre", { hasText: "onerror" }).count()).toBeGreaterThan(0);
  });

  test("opens at once, as large as reports become", async () => {
    const ids = Array.from({ length: 250 }, (_, index) => `flow-${index}`);
    const [request, notification] = traceOf().exchanges;
    if (!request || !notification) throw new Error("There is nothing to show.");
    const body = JSON.stringify({ text: "x".repeat(1500) });
    const sent = { ...request, request: { ...request.request, body } };
    const traces = ids.map((id) => traceOf(id, [sent, notification, notification]));
    const checks = Array.from({ length: 600 }, (_, index) =>
      checkOf(`group/${index}`, "passed", { traces: ids.slice(index % 250, (index % 250) + 3) }),
    );
    const page = await open([runOf(checks, { traces })]);
    const [loaded = Infinity] = await page.evaluate(() =>
      performance.getEntriesByType("navigation").map(({ duration }) => duration),
    );
    // Half a second where nothing else runs.
    expect(loaded).toBeLessThan(2000);
  });
});

test("the JUnit report is XML for a browser's parser too", async () => {
  const page = await browser.newPage();
  const xml = junitReport([withTexts(MIXED, (text) => `${text}]]>\0\u001b\uD800&<${HOSTILE}\r\n`)]);
  const names = await page.evaluate((text) => {
    const parsed = new DOMParser().parseFromString(text, "application/xml");
    return [...parsed.querySelectorAll("*")].map(({ nodeName }) => nodeName);
  }, xml);
  expect(names).not.toContain("parsererror");
  expect(names.filter((name) => name === "testcase")).toHaveLength(MIXED.checks.length);
});

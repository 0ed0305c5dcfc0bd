import { existsSync } from "node:fs";
import { chromium, type Browser, type BrowserContextOptions, type Page } from "playwright-core";

/** A page that is being looked at. */
export interface Visit {
  readonly page: Page;
  /** What the browser complained of, and addresses elsewhere that it was to ask. */
  readonly faults: readonly string[];
}

/** Starts the browser that is installed, `CHROMIUM` or Debian's. */
export async function launch(): Promise<Browser> {
  const executablePath = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
  if (!existsSync(executablePath))
    throw new Error(
      `${executablePath} is not there: install Chromium (Debian: apt-get install chromium), or name another in CHROMIUM.`,
    );
  return chromium.launch({ executablePath, args: ["--no-sandbox"] });
}

/** Opens an address and waits until the page is connected, where it may run scripts. */
export async function visit(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext(options);
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const faults: string[] = [];
  // Violations of the content security policy are among these.
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) faults.push(message.text());
  });
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("request", (request) => {
    if (!request.url().startsWith(new URL(url).origin)) faults.push(`asks ${request.url()}`);
  });
  await page.goto(url);
  if (options.javaScriptEnabled !== false) await page.getByText("Live.").waitFor();
  return { page, faults };
}

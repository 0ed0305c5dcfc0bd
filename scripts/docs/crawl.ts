import { existsSync } from "node:fs";
import { pathToFileURL, fileURLToPath } from "node:url";
import type { Browser, Page } from "playwright-core";

/** What a browser found on a site. */
export interface Crawl {
  /** Addresses of pages that were opened, without fragments. */
  readonly pages: ReadonlySet<string>;
  /** Where links lead away from the site. They are not followed. */
  readonly outside: ReadonlySet<string>;
  /** What is wrong, each as a sentence that begins with the page. */
  readonly faults: readonly string[];
}

interface Link {
  readonly from: string;
  readonly to: URL;
}

/**
 * Opens a page and every page that can be reached from it, in several tabs. Each link has to lead to a page that is there
 * and to a place on it; no page may complain, or ask for anything that is not a file of the site.
 *
 * @param start - address of the first page
 */
export async function crawl(browser: Browser, start: string, tabs = 3): Promise<Crawl> {
  const site = new URL(".", start).href;
  const faults: string[] = [];
  const links: Link[] = [];
  const anchors = new Map<string, ReadonlySet<string>>();
  const outside = new Set<string>();
  const waiting = [start];
  const known = new Set(waiting);
  const work = async () => {
    const page = await browser.newPage();
    watch(page, site, faults);
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      await page.goto(next, { waitUntil: "load" });
      const seen = await look(page);
      anchors.set(next, new Set(seen.anchors));
      for (const href of seen.links) {
        const to = new URL(href, next);
        if (!to.href.startsWith(site)) {
          outside.add(to.href);
          continue;
        }
        links.push({ from: next, to });
        const address = withoutFragment(to);
        if (known.has(address) || !address.endsWith(".html") || !isThere(to)) continue;
        known.add(address);
        waiting.push(address);
      }
    }
    await page.close();
  };
  await work();
  // The first page gave the others enough to do; those that one found alone are done by then.
  await Promise.all(Array.from({ length: tabs }, work));
  for (const { from, to } of links) {
    const place = decodeURIComponent(to.hash.slice(1));
    const places = anchors.get(withoutFragment(to));
    // Fragments with a path belong to the routers of Redocly's pages.
    const isPlace = place === "" || place.startsWith("/") || places === undefined || places.has(place);
    if (!isThere(to)) faults.push(`${nameOf(from, site)}: ${to.href} is not there`);
    else if (!isPlace) faults.push(`${nameOf(from, site)}: ${nameOf(to.href, site)} has no such place`);
  }
  return { pages: known, outside, faults };
}

/** Notes what a page complains of and asks for. */
export function watch(page: Page, site: string, faults: string[]): void {
  const here = () => nameOf(page.url(), site);
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) faults.push(`${here()}: complains: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`${here()}: throws: ${error.message}`));
  page.on("request", (request) => {
    const isOwn = /^(?:data|blob):/.test(request.url()) || request.url().startsWith(site);
    if (!isOwn) faults.push(`${here()}: asks ${request.url()}`);
  });
  page.on("requestfailed", (request) => {
    faults.push(`${here()}: did not get ${request.url()}`);
  });
}

/** The links of a page, and the places that links can lead to. */
function look(page: Page): Promise<{ links: string[]; anchors: string[] }> {
  return page.evaluate(() => ({
    links: [...document.querySelectorAll("a[href]")].map((link) => link.getAttribute("href") ?? ""),
    anchors: [...document.querySelectorAll("[id]")].map(({ id }) => id),
  }));
}

function withoutFragment(address: URL): string {
  return address.href.replace(/#.*$/, "");
}

function isThere(address: URL): boolean {
  return existsSync(fileURLToPath(withoutFragment(address)));
}

function nameOf(address: string, site: string): string {
  return address.replace(site, "");
}

/** The address of a file. */
export function addressOf(file: string): string {
  return pathToFileURL(file).href;
}

import type { Page } from "playwright-core";
import { expect } from "vitest";

/** Goes to an operation within a page of Redocly, and gives back what is there. */
export async function follow(page: Page, link: string): Promise<string> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, link);
  // The router shows this instead of the content where it knows no such place.
  expect(await page.locator(".not-found-page").count()).toBe(0);
  const operation = page.locator(`[id="${link.slice(2)}"]`).first();
  await operation.getByText("Responses").first().waitFor();
  return operation.innerText();
}

/** The addresses of operations and webhooks within a page of Redocly, once it has made its links. */
export async function routesOf(page: Page, operations: readonly string[]): Promise<string[]> {
  for (const name of operations)
    await page
      .locator(`a[href^="#/"][href$="/${name.toLowerCase()}"]`)
      .first()
      .waitFor({ state: "attached" });
  const hrefs = await page.evaluate(() =>
    [...document.querySelectorAll("a[href]")].map((link) => link.getAttribute("href") ?? ""),
  );
  return [...new Set(hrefs.filter((href) => /^#\/[^/#]+\/[^/#]+$/.test(href)))];
}

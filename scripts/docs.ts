/**
 * Builds the site of the documentation into `reports/docs/`: one page per version, what changed between them, flows,
 * requirements, errata, limits and guides. It needs no server and asks none for anything.
 */
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSite, SITE_FOLDER } from "./docs/site.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
try {
  const { pages, references } = await buildSite(root, join(root, SITE_FOLDER));
  console.log(`${SITE_FOLDER}/index.html: ${pages.length + references.length} pages`);
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}

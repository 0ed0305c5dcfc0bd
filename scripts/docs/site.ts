import { cpSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { flows } from "../../generated/flows.ts";
import { requirements } from "../../generated/requirements.ts";
import { leniencies } from "../../src/simulator/leniencies.ts";
import { loadLedger } from "../examples/load-ledger.ts";
import { printProblem } from "../examples/problem.ts";
import { readLedger } from "../upstream/ledger.ts";
import { checkLinks } from "./check-links.ts";
import { errataPage } from "./errata.ts";
import { listDocuments, makeDocuments } from "./files.ts";
import { flowsPage } from "./flows.ts";
import { limitsPage } from "./limits.ts";
import { overviewPage } from "./overview.ts";
import { pageHtml, type Navigation, type Page } from "./page.ts";
import { requirementsPage } from "./requirements.ts";
import { buildReferences, listReferences, type Reference } from "./versions.ts";

/** What was built. */
export interface Site {
  /** Paths of our own pages. */
  readonly pages: readonly string[];
  /** Pages that Redocly made. */
  readonly references: readonly Reference[];
}

const PICTURES = "generated/flows";

/**
 * Builds the site into a folder, of which nothing else is left.
 *
 * @throws Error that names every link that leads nowhere; the folder then is as it was
 */
export async function buildSite(root: string, folder: string): Promise<Site> {
  const references = listReferences(root);
  const pictures = readdirSync(join(root, PICTURES)).map((name) => `${PICTURES}/${name}`);
  const { pages, copied, faults } = makePages(root, references);
  const navigation = navigationOf(pages);
  const texts = new Map(pages.map((page) => [page.path, pageHtml(page, navigation)]));
  const files = new Set([...pictures, ...copied]);
  const others = new Set([...files, ...references.map(({ path }) => path)]);
  const broken = faults.length > 0 ? faults : checkLinks(texts, others);
  if (broken.length > 0)
    throw new Error(`The site would have links that lead nowhere:\n${broken.toSorted().join("\n")}`);
  rmSync(folder, { recursive: true, force: true });
  for (const [path, text] of texts) write(join(folder, path), text);
  for (const path of files) cpSync(join(root, path), join(folder, path));
  await buildReferences(root, folder, references);
  return { pages: [...texts.keys()], references };
}

function write(file: string, text: string): void {
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

function makePages(
  root: string,
  references: readonly Reference[],
): { pages: Page[]; copied: readonly string[]; faults: readonly string[] } {
  const documents = makeDocuments(root, listDocuments(root));
  const byPath = new Map(documents.pages.map((page) => [page.path, page]));
  const { ledger, problems } = loadLedger(join(root, "specs/examples"));
  if (!ledger) throw new Error(`The errata cannot be read: ${problems.map(printProblem).join("; ")}`);
  const written = byPath.get("docs/limits.html");
  if (!written) throw new Error("docs/limits.md is not there, which says what is not checked.");
  byPath.set(
    written.path,
    limitsPage({ written, requirements, leniencies, noUpstream: readLedger(root).noUpstream }),
  );
  const figures = {
    statements: requirements.length,
    tested: requirements.filter(({ checks }) => checks.length > 0).length,
    errata: ledger.errata.length,
  };
  const own = [
    overviewPage({ references, documents: byPath, figures }),
    flowsPage(flows),
    requirementsPage(requirements),
    errataPage(ledger),
  ];
  return { pages: [...own, ...byPath.values()], copied: documents.copied, faults: documents.faults };
}

/** The head of every page; changes are there once they are written. */
function navigationOf(pages: readonly Page[]): Navigation {
  const links = [
    ["call-handoff", "index.html"],
    ["Versions", "index.html#versions"],
    ["Changes", "docs/changes/README.html"],
    ["Flows", "flows.html"],
    ["Requirements", "requirements.html"],
    ["Errata", "errata.html"],
    ["Limits", "docs/limits.html"],
    ["Guides", "index.html#guides"],
  ] as const;
  const paths = new Set(pages.map(({ path }) => path));
  return links.filter(([, href]) => paths.has(href.split("#")[0] ?? ""));
}

/** Where the site lies, relative to the repository. */
export const SITE_FOLDER = "reports/docs";

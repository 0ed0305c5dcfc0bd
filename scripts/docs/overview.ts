import { markup, type Content, type Markup } from "../../src/simulator/page/markup.ts";
import type { Page } from "./page.ts";
import type { Reference } from "./versions.ts";

/** What the first page leads to. */
export interface Contents {
  readonly references: readonly Reference[];
  /** Pages made of documents, by their paths in the site. */
  readonly documents: ReadonlyMap<string, Page>;
  readonly figures: { readonly statements: number; readonly tested: number; readonly errata: number };
}

/** The page that everything can be found from. */
export function overviewPage({ references, documents, figures }: Contents): Page {
  // What has no version is the simulator's.
  const versions = references.filter(({ apiVersion }) => apiVersion !== "");
  const services = [...new Set(versions.map(({ service }) => service))];
  const main = markup`<h1>call-handoff</h1>
<p>Handing a phone call on — transfer and redirect — through Azure Communication Services and Microsoft Graph: what the
services say, what follows a call, how that is checked, and what is not.</p>
<h2 id="versions">Versions</h2>
${services.map((service) => servicePart(service, versions, documents))}
<h3>The simulator</h3>
<ul class="cards">${references
    .filter(({ apiVersion }) => apiVersion === "")
    .map(({ path, title }) => card(path, title, "Its control API."))}</ul>
<h2 id="known">What is known</h2>
<ul class="cards">
${card("flows.html", "What follows a call", "Notifications of each operation, as pictures and tables.")}
${card("requirements.html", "Requirements", `${figures.statements} statements of the documents, ${figures.tested} of them checked.`)}
${card("errata.html", "Errata", `${figures.errata} defects of the official documents, and what is right.`)}
${card("docs/limits.html", "Limits", "What is not checked, and why.")}
${listed(documents, ["docs/upstream.html", "docs/changes/README.html", "docs/traceability.html"])}</ul>
<h2 id="guides">Guides</h2>
<ul class="cards">${listed(documents, guidesOf(documents))}</ul>
<h2 id="decisions">Decisions</h2>
<ul>${[...documents]
    .filter(([path]) => path.startsWith("docs/decisions/"))
    .map(([path, { title }]) => markup`<li><a href="${path}">${title}</a></li>\n`)}</ul>
<h2 id="api">Exported types</h2>
<ul>${[...documents]
    .filter(([path]) => path.startsWith("docs/api/"))
    .map(([path, { title }]) => markup`<li><a href="${path}">${title}</a></li>\n`)}</ul>`;
  return { path: "index.html", title: "Overview", main };
}

function servicePart(
  service: string,
  references: readonly Reference[],
  documents: ReadonlyMap<string, Page>,
): Markup {
  const own = references.filter((reference) => reference.service === service);
  const changes = [...documents].filter(([path]) => path.startsWith(`docs/changes/${service}-`));
  return markup`<h3>${own[0]?.title}</h3>
<ul class="cards">${own.map(({ path, name, apiVersion, operations }) =>
    card(path, apiVersion, [markup`<code>${name}</code>, `, `${operations.length} operations and webhooks`]),
  )}</ul>
${
  changes.length > 0 &&
  markup`<p>What changed:</p><ul>${changes.map(([path, { title }]) => markup`<li><a href="${path}">${title}</a></li>\n`)}</ul>`
}`;
}

/** What has no other place on this page. */
function guidesOf(documents: ReadonlyMap<string, Page>): string[] {
  const isGuide = (path: string) =>
    /^(?:[A-Z]+|docs\/[\w-]+|examples\/.*README)\.html$/.test(path) &&
    !["docs/limits.html", "docs/upstream.html", "docs/traceability.html"].includes(path);
  return [...documents.keys()].filter(isGuide);
}

function listed(documents: ReadonlyMap<string, Page>, paths: readonly string[]): Markup[] {
  return paths.flatMap((path) => {
    const page = documents.get(path);
    return page
      ? [card(path, page.title, markup`<span class="quiet">${path.replace(/html$/, "md")}</span>`)]
      : [];
  });
}

function card(href: string, title: string, about: Content): Markup {
  return markup`<li><a href="${href}">${title}</a><p>${about}</p></li>
`;
}

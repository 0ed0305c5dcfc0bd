import type { Erratum, Ledger } from "../examples/ledger-types.ts";
import { markup, type Content, type Markup } from "../../src/simulator/page/markup.ts";
import { breakable, prose, table, type Page } from "./page.ts";

/** What became of a defect, in words. */
export const DISPOSITIONS: Readonly<Record<Erratum["disposition"], string>> = {
  repaired: "repaired in the stored message",
  kept: "kept in the stored message as it is",
  element: "right in the specs",
  omission: "supplied by the specs",
};

/** The defects of the official documents, document by document. */
export function errataPage({ documents, errata }: Pick<Ledger, "documents" | "errata">): Page {
  const main = markup`<h1>Errata of the official documents</h1>
<p>What the four documents get wrong, leave out or show in a misleading form, what is right, and how that is known. The
stored messages are the documented ones with these repairs.</p>
<ul>${documents.map(
    ({ id, title }) =>
      markup`<li><a href="#${id}">${title}</a>: ${errata.filter(({ document }) => document === id).length}</li>`,
  )}</ul>
${documents.map(({ id, title, operation, apiVersion }) =>
  documentPart(
    id,
    [title, markup`, <code>${operation}</code> ${apiVersion}`],
    errata.filter(({ document }) => document === id),
  ),
)}`;
  return { path: "errata.html", title: "Errata of the official documents", main };
}

function documentPart(id: string, title: Content, errata: readonly Erratum[]): Markup {
  return markup`<h2 id="${id}">${title}</h2>
${table(
  `Errata of ${id}`,
  ["defect", "what is right", "how that is known", "kind", "what was done", "times"],
  errata.map((row) => ({
    id: row.id,
    cells: [
      markup`${prose(row.documented)}<br><a class="quiet" href="#${row.id}">${breakable(row.id)}</a>`,
      prose(row.right),
      prose(row.evidence),
      row.kind.replaceAll("-", " "),
      DISPOSITIONS[row.disposition],
      row.occurrences.length,
    ],
  })),
)}`;
}

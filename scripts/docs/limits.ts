import type { Row } from "../../conformance/requirements/coverage.ts";
import type { Leniency } from "../../src/simulator/leniencies.ts";
import { markup, type Content, type Markup } from "../../src/simulator/page/markup.ts";
import type { NoUpstreamRow } from "../upstream/ledger.ts";
import type { Rendered } from "./markdown.ts";
import { code, prose, relativeHref, table, type Page } from "./page.ts";

/** What the limits are made of. */
export interface Limits {
  /** What a person wrote. */
  readonly written: Rendered;
  readonly requirements: readonly Row[];
  readonly leniencies: readonly Leniency[];
  /** Parts of the specs for which no official definition was given, with the reasons why. */
  readonly noUpstream: readonly NoUpstreamRow[];
}

const PATH = "docs/limits.html";

/** What is not checked and why: what a person wrote, and then all that the tables of the project know of. */
export function limitsPage({ written, requirements, leniencies, noUpstream }: Limits): Page {
  const excluded = requirements.filter((row) => row.excluded !== undefined);
  const main = markup`${written.main}
<h2 id="named-leniencies">Named leniencies</h2>
${table(
  "Rules that are not insisted on",
  ["name", "reason"],
  leniencies.map(({ name, reason }) => ({ cells: [code(name), prose(reason)] })),
)}
<h2 id="no-upstream">Parts without an official definition</h2>
<p>${noUpstream.length === 0 ? "There is none." : "Nothing was compared here, so nothing is known to be the same."}</p>
${table(
  "Parts of the specs that no definition speaks of",
  ["part", "versions", "why"],
  noUpstream.flatMap(({ places, versions, reason }) =>
    places.map((place) => ({ cells: [code(place), versions.join(", "), prose(reason)] })),
  ),
)}
<h2 id="excluded-statements">Statements that have no check</h2>
<p>${excluded.length} of ${requirements.length} statements of the documents cannot be observed, by reason:</p>
${grouped(excluded).map(([kind, reasons]) => kindPart(kind, reasons))}`;
  return { path: PATH, title: written.title, main };
}

type Reasons = ReadonlyMap<string, readonly Row[]>;

/** Rows by kind and reason, the most frequent kind first. */
function grouped(rows: readonly Row[]): [string, Reasons][] {
  const kinds = new Map<string, Map<string, Row[]>>();
  for (const row of rows) {
    const reason = row.excluded ?? "";
    const kind = kindOf(reason);
    const reasons = kinds.get(kind) ?? new Map<string, Row[]>();
    kinds.set(kind, reasons);
    reasons.set(reason, [...(reasons.get(reason) ?? []), row]);
  }
  const count = (reasons: Reasons) => [...reasons.values()].flat().length;
  return [...kinds].toSorted(([, one], [, other]) => count(other) - count(one));
}

/** What stands before the colon where a reason is of a kind that others are of too, without the erratum that it names. */
function kindOf(reason: string): string {
  const [kind = "", rest] = reason.replace(/ \(erratum [^)]*\)/, "").split(":");
  return rest === undefined || kind.length > 45 ? "Other reasons" : kind;
}

function kindPart(kind: string, reasons: Reasons): Markup {
  return markup`<h3>${kind}</h3>
<ul>${[...reasons].map(
    ([reason, rows]) =>
      markup`<li>${prose(reason)} ${rows.map((row, index) => [index > 0 && ", ", linkTo(row)])}</li>\n`,
  )}</ul>
`;
}

function linkTo({ id }: Row): Content {
  return markup`<a class="quiet" href="${relativeHref(PATH, "requirements.html")}#${id}">${id}</a>`;
}

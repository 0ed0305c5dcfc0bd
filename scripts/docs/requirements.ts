import type { Requirement } from "../../generated/contract.ts";
import { totalsOf, versionsOf, type Row } from "../../conformance/requirements/coverage.ts";
import { markup, type Content, type Markup } from "../../src/simulator/page/markup.ts";
import { breakable, code, prose, table, type Page } from "./page.ts";

const LEVELS = ["MUST", "SHOULD", "MAY", "INFO"];

/** Narrows the table down. Without it all rows are there. */
const SCRIPT = `"use strict";
const form = document.getElementById("filter");
const rows = [...document.querySelectorAll("tr[data-level]")].map((row) => ({ row, text: row.textContent.toLowerCase() }));
const text = document.getElementById("filter-text");
const choices = ["level", "operation", "coverage", "document"].map((name) => [name, document.getElementById("filter-" + name)]);
function apply() {
  const words = text.value.toLowerCase().split(" ").filter(Boolean);
  let shown = 0;
  for (const { row, text } of rows) {
    const fits = words.every((word) => text.includes(word)) &&
      choices.every(([name, { value }]) => value === "" || row.dataset[name] === value);
    row.hidden = !fits;
    if (fits) shown++;
  }
  document.getElementById("filter-found").textContent = shown + " of " + rows.length + " statements";
}
function reset() {
  text.value = "";
  for (const [, choice] of choices) choice.value = "";
  apply();
}
function show() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (!target || !target.hidden) return;
  reset();
  target.scrollIntoView();
}
form.hidden = false;
form.addEventListener("input", apply);
document.getElementById("filter-reset").addEventListener("click", reset);
addEventListener("hashchange", show);
apply();`;

/** Every statement of the documents, with its checks or the reason why it has none. */
export function requirementsPage(rows: readonly Row[]): Page {
  const operations = [...new Set(rows.map(({ operation }) => operation))];
  const documents = [...new Set(rows.map(({ source }) => source.document))];
  const main = markup`<h1>Requirements</h1>
<p>Every statement of the documents, in our own words and with the level that the document gives it. Each has checks of
the gate, or a reason why nothing can be checked; there is nothing else.</p>
${table(
  "How many there are",
  ["operation or webhook", "statements", "tested", "excluded"],
  totalsOf(rows).map(({ operation, rows: all, tested, excluded }) => ({
    cells: [breakable(operation), all, tested, excluded],
  })),
)}
<h2 id="statements">Statements</h2>
<search id="filter" hidden>
<label>Text <input type="search" id="filter-text" autocomplete="off"></label>
${choice("level", "Level", LEVELS)}
${choice("operation", "Operation", operations)}
${choice("coverage", "Coverage", ["tested", "excluded"])}
${choice("document", "Document", documents)}
<button type="button" id="filter-reset">Show all</button>
<p role="status" id="filter-found"></p>
</search>
${table("Statements", ["statement", "level", "versions", "source", "coverage"], rows.map(rowOf))}`;
  return { path: "requirements.html", title: "Requirements", main, script: SCRIPT };
}

function rowOf(row: Row): { id: string; data: Markup; cells: readonly Content[] } {
  const { id, level, operation, source, text } = row;
  const coverage = row.excluded === undefined ? "tested" : "excluded";
  return {
    id,
    data: markup` data-level="${level}" data-operation="${operation}" data-coverage="${coverage}" data-document="${source.document}"`,
    cells: [
      markup`${prose(text)}<br><a class="quiet" href="#${id}">${breakable(id)}</a>`,
      level,
      versionsOf(row),
      [source.document, ", ", breakable(source.place)],
      coverageOf(row),
    ],
  };
}

function coverageOf({ checks, excluded = "" }: Requirement): Content {
  if (checks.length === 0) return ["excluded: ", prose(excluded)];
  return ["tested: ", checks.map((check, index) => [index > 0 && ", ", code(check)])];
}

function choice(name: string, title: string, values: readonly string[]): Markup {
  return markup`<label>${title} <select id="filter-${name}"><option value="">all</option>${values.map(
    (value) => markup`<option>${value}</option>`,
  )}</select></label>
`;
}

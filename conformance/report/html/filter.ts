import type { Run } from "../check.ts";
import { STATUS_WORDS } from "../severity.ts";
import { markup, type Markup } from "./parts.ts";

const LEVELS = ["MUST", "SHOULD", "MAY", "INFO"];

/** What narrows the page down, once a script takes care of it. */
export function filterOf(runs: readonly Run[]): Markup {
  const operations = new Set(runs.flatMap(({ checks }) => checks.map(({ operation }) => operation)));
  return markup`<search id="filter" role="search" aria-label="Filter" hidden>
<label>Text <input type="search" id="filter-text" autocomplete="off"></label>
${choice("status", "Status", Object.entries(STATUS_WORDS))}
${choice(
  "level",
  "Level",
  LEVELS.map((level) => [level, level]),
)}
${choice(
  "operation",
  "Operation",
  [...operations].toSorted().map((name) => [name, name]),
)}
<button type="button" id="filter-reset">Show all</button>
<p role="status" id="filter-found"></p>
</search>
`;
}

function choice(name: string, title: string, options: readonly (readonly [string, string])[]): Markup {
  return markup`<label>${title} <select id="filter-${name}"><option value="">all</option>${options.map(
    ([value, text]) => markup`<option value="${value}">${text}</option>`,
  )}</select></label>`;
}

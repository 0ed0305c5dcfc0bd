import { fails, summarise, type Check, type Feature, type Run, type Status } from "../check.ts";
import { grouped, STATUS_WORDS } from "../severity.ts";
import { counted, markup, SIGNS, toneOf, type Content, type Markup } from "./parts.ts";

const STATUSES: readonly Status[] = ["passed", "failed", "notTestable", "error", "knownFailing", "excluded"];

/** What a run came to: its verdict and its counts, what else is to be said, and a table by operation. */
export function totalsOf({ startedAt, durationMs, checks, notes, features }: Run, strict: boolean): Markup {
  const failing = fails(checks, strict);
  const counts = countsBy(checks);
  return markup`<p><span class="badge ${failing ? "bad" : "good"} verdict">${failing ? "does not conform" : "conforms"}</span> <time datetime="${startedAt}">${startedAt.replace("T", " ").slice(0, 19)}</time> UTC, in ${(durationMs / 1000).toFixed(1)} s</p>
<ul class="totals">${STATUSES.map(
    (status) =>
      markup`<li class="${counts[status] > 0 ? toneOf({ status, level: "MUST" }) : "quiet"}"><b>${counts[status]}</b> <span>${SIGNS[status]} ${STATUS_WORDS[status]}</span></li>`,
  )}</ul>
${checks.length === 0 && markup`<p class="bad">Nothing was judged, which is no success.</p>`}
${notes.length > 0 && markup`<ul class="notes">${notes.map((note) => markup`<li class="lines">${note}</li>`)}</ul>`}
${operationsOf(checks)}
${features && featuresOf(features)}`;
}

function countsBy(checks: readonly Check[]): Record<Status, number> {
  const { errors, ...rest } = summarise(checks);
  return { ...rest, error: errors };
}

function operationsOf(checks: readonly Check[]): Markup | false {
  if (checks.length === 0) return false;
  const rows = grouped(checks, ({ operation, apiVersion }) => `${operation} ${apiVersion}`);
  const used = STATUSES.filter((status) => checks.some((check) => check.status === status));
  return markup`<div class="wide" tabindex="0" role="region" aria-label="Verdicts by operation"><table>
<thead><tr><th scope="col">Operation and version</th>${used.map((status) => markup`<th scope="col">${STATUS_WORDS[status]}</th>`)}</tr></thead>
<tbody>${[...rows.keys()].toSorted().map((name) => {
    const counts = countsBy(rows.get(name) ?? []);
    return markup`<tr><th scope="row">${name}</th>${used.map(
      (status) =>
        markup`<td class="${counts[status] > 0 ? toneOf({ status, level: "MUST" }) : "quiet"}">${counts[status]}</td>`,
    )}</tr>
`;
  })}</tbody></table></div>`;
}

function featuresOf(features: readonly Feature[]): Content {
  const operations = grouped(features, ({ operation, apiVersion }) => `${operation} ${apiVersion}`);
  return [...operations].map(([name, own]) => {
    const exercised = own.filter((feature) => feature.exercised);
    return markup`<details class="group"><summary><h4>${name}</h4> <span class="level">exercised ${exercised.length} of ${counted(own.length, "feature")}</span></summary>
<ul class="features">${own.map(
      (feature) =>
        markup`<li class="${feature.exercised ? "good" : "quiet"}">${feature.exercised ? "✓ exercised" : "– not seen"}: <span>${feature.title}</span></li>
`,
    )}</ul></details>
`;
  });
}

import { createHash } from "node:crypto";
import type { Requirement } from "../../../generated/contract.ts";
import { requirements as documented } from "../../../generated/requirements.ts";
import { fails, type Run, type Status } from "../check.ts";
import { STATUS_WORDS, titleOf } from "../severity.ts";
import { placedChecks } from "./anchors.ts";
import { checksOf, troublesOf } from "./checks.ts";
import { filterOf } from "./filter.ts";
import { matrixOf, rowsOf } from "./matrix.ts";
import { counted, markup, SIGNS, toneOf, type Content, type Markup } from "./parts.ts";
import { SCRIPT } from "./script.ts";
import { STYLE } from "./style.ts";
import { totalsOf } from "./totals.ts";
import { DIAGRAM_STYLE, tracesOf, type LongestBodies } from "./traces.ts";

/** How the page is made. */
export interface HtmlOptions {
  /** Whether a failed SHOULD fails its run. Default `false`. */
  readonly strict?: boolean;
  /** The statements of the documents. Default: all that are known. */
  readonly requirements?: readonly Requirement[];
}

/** The largest page, in bytes. Bodies are cut off until it fits. */
const LIMIT = 4 * 1024 * 1024;

/** From what suffices for every documented message to none; what went well is cut off first. */
const LONGEST_BODIES: readonly LongestBodies[] = [
  { passed: 4000, others: 4000 },
  { passed: 1000, others: 4000 },
  { passed: 400, others: 4000 },
  { passed: 100, others: 1000 },
  { passed: 0, others: 100 },
  { passed: 0, others: 0 },
];

/** One page that stands by itself: what runs found, statement by statement, and what went over the wire. */
export function htmlReport(
  runs: readonly Run[],
  { strict = false, requirements = documented }: HtmlOptions = {},
): string {
  const main = verdictsOf(runs, strict, requirements);
  let html = "";
  for (const longest of LONGEST_BODIES) {
    const flows = inRuns(runs, (run, index) => tracesOf(run, index, longest));
    html = pageOf(runs, strict, [main, section("flows", "Flows on the wire", flows)]).html;
    if (Buffer.byteLength(html) <= LIMIT) break;
  }
  return html;
}

function pageOf(runs: readonly Run[], strict: boolean, main: Content): Markup {
  const failing = runs.filter(({ checks }) => fails(checks, strict)).length;
  const verdict = failing === 0 && runs.length > 0 ? "conforms" : "does not conform";
  const style = `${STYLE}${DIAGRAM_STYLE}`;
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policyOf(style)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<title>Call handoff: ${verdict}</title>
<link rel="icon" href="data:,">
<style>${{ html: style }}</style>
</head>
<body>
<a class="skip" href="#main">Skip to the verdicts</a>
<header>
<h1>Call handoff: ${verdict}</h1>
${runs.length > 1 && markup`<p class="level">${counted(runs.length, "run")}, ${failing} not as documented</p>`}
</header>
<main id="main" tabindex="-1">
${main}</main>
<script>${{ html: SCRIPT }}</script>
</body>
</html>
`;
}

/** All but the wire, which is the same however much of that is shown. */
function verdictsOf(runs: readonly Run[], strict: boolean, requirements: readonly Requirement[]): Markup {
  const rows = rowsOf(requirements, placedChecks(runs));
  const links = { strict, rows: new Map(rows.map(({ requirement, anchor }) => [requirement.id, anchor])) };
  const totals = inRuns(runs, (run) => totalsOf(run, strict));
  const troubles = inRuns(runs, (run, index) => troublesOf(run, index, links));
  const matrix = rows.length > 0 && [legend(), matrixOf(rows, strict)];
  const others = inRuns(runs, (run, index) => checksOf(run, index, links));
  return markup`${section("verdicts", "Verdicts", totals)}${filterOf(runs)}
${section("troubles", "Not as documented", troubles)}${section("requirements", "Requirements", matrix)}
${section("checks", "Other checks", others)}`;
}

/** Nothing where there is nothing in it. */
function section(id: string, heading: string, content: Content): Markup | false {
  if (content === false || (Array.isArray(content) && content.length === 0)) return false;
  return markup`<section aria-labelledby="${id}">
<h2 id="${id}">${heading}</h2>
${content}</section>
`;
}

/** What there is of each run, below its name. */
function inRuns(runs: readonly Run[], contentOf: (run: Run, index: number) => Content): Content {
  return runs.flatMap((run, index) => {
    const content = contentOf(run, index);
    if (content === false || (Array.isArray(content) && content.length === 0)) return [];
    return [
      markup`<h3>${titleOf(run)}</h3>
`,
      content,
    ];
  });
}

const STATUSES: readonly Status[] = ["passed", "failed", "notTestable", "error", "knownFailing", "excluded"];

function legend(): Markup {
  return markup`<p class="legend">${STATUSES.map(
    (status) =>
      markup`<span><span class="mark ${toneOf({ status, level: "MUST" })}">${SIGNS[status]}</span> ${STATUS_WORDS[status]}</span>`,
  )}</p>`;
}

/** Lets nothing be loaded, and neither a script nor a style be but the page's own. */
function policyOf(style: string): string {
  return [
    "default-src 'none'",
    `style-src ${hashOf(style)}`,
    `script-src ${hashOf(SCRIPT)}`,
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

function hashOf(text: string): string {
  return `'sha256-${createHash("sha256").update(text).digest("base64")}'`;
}

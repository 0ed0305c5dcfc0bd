import { drawDiagram, escaped, type DiagramStep } from "../../../src/flows/diagram.ts";
import { cut } from "../../../src/simulator/page/words.ts";
import type { Check, Run, Trace, WireExchange } from "../check.ts";
import { curl } from "../curl.ts";
import { grouped } from "../severity.ts";
import { lasting, shortened } from "../wire-text.ts";
import { traceAnchor } from "./anchors.ts";
import { labelOf } from "./label.ts";
import { badge, counted, filterable, markup, worstFirst, type Content, type Markup } from "./parts.ts";

/** Longer labels would make a diagram wider than what shows it. */
const LABEL = 44;

/** The gate, and who is judged by it. */
const PARTIES: Readonly<Record<Run["mode"], readonly [string, string]>> = {
  contract: ["Client", "Server"],
  server: ["Gate", "Server"],
  client: ["Gate, as server", "Client"],
  receiver: ["Gate, as service", "Receiver"],
};

const SENDERS = { gate: 0, target: 1 } as const;

const STYLE = /<style>.*?<\/style>/s;

/** What diagrams look like: once for the page, and not once for each. */
export const DIAGRAM_STYLE = STYLE.exec(
  drawDiagram({ title: "", parties: ["", ""], steps: [{ from: 0, to: 1, label: "", href: "#" }] }),
)?.[0].slice("<style>".length, -"</style>".length);

/** How much of a body is shown, in characters: of flows in which all is well, and of others. */
export interface LongestBodies {
  readonly passed: number;
  readonly others: number;
}

/** The traces of a run by operation and version, each a closed diagram with its messages below. */
export function tracesOf(run: Run, index: number, longest: LongestBodies): Content {
  const judged = new Map<string, Check[]>();
  for (const check of run.checks)
    for (const id of check.traces) {
      const own = judged.get(id);
      if (own) own.push(check);
      else judged.set(id, [check]);
    }
  const numbered = run.traces.map((trace, number) => ({ trace, anchor: traceAnchor(index, number) }));
  const groups = grouped(numbered, ({ trace }) => `${trace.operation} ${trace.apiVersion}`);
  return [...groups.keys()].toSorted().map((name) => {
    const own = groups.get(name) ?? [];
    return markup`<details class="group">
<summary><h4>${name}</h4> <span class="level">${counted(own.length, "flow")}</span></summary>
<div class="traces">
${own.map(({ trace, anchor }) => traceOf(trace, anchor, judged.get(trace.id) ?? []))}</div>
</details>
`;
  });

  function traceOf(trace: Trace, anchor: string, checks: readonly Check[]): Markup {
    const labels = trace.exchanges.map(labelOf);
    const [worst] = worstFirst(checks, (check) => check);
    const { title, operation, exchanges } = trace;
    const about = filterable(
      checks.map(({ status }) => status),
      checks.map(({ level }) => level),
      [operation],
    );
    const isWell = checks.every(({ status }) => status === "passed");
    const shown = { longestBody: isWell ? longest.passed : longest.others, hasCommand: !isWell };
    return markup`<details id="${anchor}" class="trace"${about}>
<summary>${worst && badge(worst)} <b>${title}</b> <span class="level">${counted(exchanges.length, "exchange")}</span></summary>
<div class="diagram" tabindex="0" role="region" aria-label="Diagram of ${title}">${{ html: diagramOf(trace, labels, run.mode, anchor) }}</div>
<ol class="exchanges">
${exchanges.map((exchange, at) =>
  messageOf(exchange, { label: labels[at] ?? "", anchor: `${anchor}-${at}`, ...shown }),
)}</ol>
</details>
`;
  }
}

function diagramOf(trace: Trace, labels: readonly string[], mode: Run["mode"], anchor: string): string {
  const { title, operation, apiVersion, exchanges } = trace;
  const timed = exchanges.flatMap(({ at, durationMs, sender, response }, index) => {
    const from = SENDERS[sender];
    const href = `#${wireAnchor(`${anchor}-${index}`)}`;
    const answer = response ? String(response.status) : "no answer";
    const steps: [number, DiagramStep][] = [
      [at, { from, to: 1 - from, label: cut(labels[index] ?? "", LABEL), href }],
      [at + durationMs, { from: 1 - from, to: from, label: answer, dashed: true, href }],
    ];
    return steps;
  });
  // As they were seen: a notification may come before the answer to what it is about.
  const steps = timed.toSorted(([one], [other]) => one - other).map(([, step]) => step);
  return drawDiagram({
    title: cut(title, LABEL * 2),
    subtitle: cut(`${operation}, ${apiVersion}`, LABEL),
    parties: PARTIES[mode],
    steps,
  }).replace(STYLE, "");
}

function wireAnchor(anchor: string): string {
  return `wire-${anchor}`;
}

interface Shown {
  readonly label: string;
  readonly anchor: string;
  readonly longestBody: number;
  /** Whether it is shown how to send it again. */
  readonly hasCommand: boolean;
}

/** A line that opens to show the message as it was sent. Browsers open it when an address leads to what is inside. */
function messageOf(exchange: WireExchange, { label, anchor, longestBody, hasCommand }: Shown): Markup {
  const { sender, at, durationMs, request, response } = exchange;
  const end = response ? String(response.status) : "no answer";
  return markup`<li><details class="exchange">
<summary><span class="time">+${lasting(at)}</span> <span class="level">${sender}</span> <b>${cut(label, 2 * LABEL)}</b> <span class="level">${end} after ${lasting(durationMs)}</span></summary>
<div id="${wireAnchor(anchor)}" class="wire"><pre>${text(wire(`${request.method} ${request.url}`, request, longestBody))}</pre>
<pre>${response ? text(wire(String(response.status), response, longestBody)) : "No answer."}</pre>
${
  hasCommand &&
  sender === "gate" &&
  markup`<pre class="command">${text(curl(exchange))}</pre>
`
}</div>
</details></li>
`;
}

function wire(
  first: string,
  { headers, body }: { readonly headers: Readonly<Record<string, string>>; readonly body: string },
  longestBody: number,
): string {
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${shortened(value, longestBody)}`);
  const shown = body === "" ? [] : ["", shortened(indented(body), longestBody)];
  return [shortened(first, longestBody), ...lines, ...shown].join("\n");
}

/** Text that stands between tags, where quotes need no escape: JSON is full of them. */
function text(content: string): Markup {
  return { html: escaped(content).replaceAll("&quot;", '"') };
}

/** JSON with a line for each member; anything else as it came. */
function indented(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), undefined, 2);
  } catch {
    return body;
  }
}

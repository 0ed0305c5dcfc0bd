import type { Flow, FlowTransition } from "../../generated/contract.ts";
import { markup, type Content, type Markup } from "../../src/simulator/page/markup.ts";
import { code, table, type Page } from "./page.ts";

/** What may follow each operation: pictures, and every step with what says so. */
export function flowsPage(flows: Readonly<Record<string, Flow>>): Page {
  const names = Object.keys(flows);
  const main = markup`<h1>What follows a call</h1>
<p>What each operation may be followed by, read off the documented messages. The simulator sends what stands here, the
gate judges by it, and <code>call-handoff/flows</code> reads it.</p>
<ul>${names.map((name) => markup`<li><a href="#${name}">${flows[name]?.title}</a></li>`)}</ul>
${Object.entries(flows).map(([name, flow]) => flowPart(name, flow))}`;
  return { path: "flows.html", title: "What follows a call", main };
}

function flowPart(name: string, flow: Flow): Markup {
  const variants = Object.entries(flow.variants);
  return markup`<h2 id="${name}">${flow.title}</h2>
<p><code>${name}</code>, told of by the webhook <code>${flow.webhook}</code>. A success is answered with ${flow.success}.</p>
${variants.map(([variant, { title, when }]) => {
  const condition = when === undefined ? "" : ` (where the request has ${when})`;
  return markup`<figure><img src="generated/flows/${name}.${variant}.svg" alt="Sequence diagram: ${flow.title}, ${title}. The steps stand in the table below." loading="lazy">
<figcaption>${title}${condition}</figcaption></figure>`;
})}
${table(
  `Steps of ${name}`,
  ["from", "when", "to", "in", "said by"],
  flow.transitions.map((transition) => ({ cells: cellsOf(transition, flow) })),
)}
${table(
  `States of ${name}`,
  ["state", "what it means", "state of the call", "end"],
  Object.entries(flow.states).map(([state, { title, call, end }]) => ({
    cells: [code(state), title, code(call), end ?? ""],
  })),
)}`;
}

function cellsOf(
  { from, to, answer, notification, variants, source }: FlowTransition,
  flow: Flow,
): Content[] {
  const told = notification === undefined ? "" : (flow.notifications[notification]?.title ?? notification);
  const answered = answer === "success" ? "the answer is a success" : "the answer is no success";
  return [
    listed(from),
    answer === undefined ? told : answered,
    to === "same" ? "the same" : code(to),
    variants === undefined ? "all variants" : listed(variants),
    listed(source),
  ];
}

function listed(names: readonly string[]): Content {
  return names.map((name, index) => [index > 0 && ", ", code(name)]);
}

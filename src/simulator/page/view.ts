import { drawDiagram, type Diagram } from "../../flows/diagram.ts";
import type { Call, JournalEntry } from "../control.ts";
import { markup, type Markup } from "./markup.ts";
import { messageOf } from "./message.ts";
import { stepsOf } from "./steps.ts";
import { BOT, cut, serviceTitle, shortened } from "./words.ts";

/** The newest that are shown; a view is drawn anew with each message. */
const MOST = 200;

/** One call: what it is, the diagram of its messages, and the messages as they were on the wire. */
export function viewOf(call: Call, entries: readonly JournalEntry[]): Markup {
  const { id, state, kind, scenario } = call;
  const service = serviceTitle(call.service);
  const title = `${service}, call ${shortened(id)}`;
  const journal = `simulator/journal?call=${encodeURIComponent(id)}`;
  return markup`<h2>${service} <code>${id}</code></h2>
<dl class="facts">${fact("State", state)}${fact("Kind", kind)}${fact("Scenario", scenario)}</dl>
${more(call)}
${messagesOf(entries, { title, subtitle: cut(state, 40), parties: [BOT, service] }, journal)}`;
}

/** The messages that belong to no call. */
export function viewOfNoCall(entries: readonly JournalEntry[]): Markup {
  const title = "Messages of no call";
  return markup`<h2>${title}</h2>
<p>They name no call, or one that is not known.</p>
${messagesOf(entries, { title, parties: [BOT, serviceTitle(undefined)] }, "simulator/journal")}`;
}

function messagesOf(
  entries: readonly JournalEntry[],
  diagram: Omit<Diagram, "steps">,
  journal: string,
): Markup {
  if (entries.length === 0) return markup`<p>Nothing was sent yet.</p>`;
  const shown = entries.slice(-MOST);
  const earlier = entries.length - shown.length;
  return markup`<div class="diagram">${{ html: drawDiagram({ ...diagram, steps: shown.flatMap(stepsOf) }) }}</div>
<h3>Messages</h3>
${earlier > 0 && markup`<p>${earlier} earlier ones are in the <a href="${journal}">journal</a>.</p>`}
<ol class="messages">
${shown.map(
  (entry) => markup`<li id="message-${entry.sequence}">${messageOf(entry)}</li>
`,
)}</ol>`;
}

function fact(name: string, value: string | undefined): Markup | false {
  return value !== undefined && markup`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}

/** What some calls have: participants, a second call, how the call was handed on. */
function more({ participants, relatedCallId, handedOn }: Call): Markup | false {
  const rest = { participants, relatedCallId, handedOn };
  if (Object.values(rest).every((value) => value === undefined)) return false;
  return markup`<details id="more"><summary>${handedOn ? `Handed on by ${handedOn.operation}` : "More of this call"}</summary>
<pre>${JSON.stringify(rest, undefined, 2)}</pre></details>`;
}

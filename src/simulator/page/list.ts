import type { Call, JournalEntry } from "../control.ts";
import { markup, type Markup } from "./markup.ts";
import { shortened } from "./words.ts";

/** What the page knows when it is asked for. */
export interface Overview {
  /** The newest first. */
  readonly calls: readonly Call[];
  readonly entries: readonly JournalEntry[];
  /** How many older entries are no longer kept. */
  readonly dropped: number;
  /** Entries that belong to no call that is known. */
  readonly strays: readonly JournalEntry[];
  /** Id of the call that is shown, `""` for messages of no call. */
  readonly shown: string;
}

/** The list of calls, each a link to its view. */
export function listOf({ calls, entries, strays, shown }: Overview): Markup {
  const deviating = new Map<string | undefined, number>();
  for (const { callId } of entries.filter(isDeviating))
    deviating.set(callId, (deviating.get(callId) ?? 0) + 1);
  return markup`<h2 id="calls-heading">Calls</h2>
<ul>
${calls.map(
  ({ id, service, kind, state, scenario }) => markup`<li id="call-${id}">${link(id, shown)}
<code title="${id}">${shortened(id)}</code> <span class="state">${state}</span>
<small>${[service, kind, scenario].filter((word) => word !== undefined).join(", ")}</small>
${mark(deviating.get(id) ?? 0)}</a></li>
`,
)}${
    strays.length > 0 &&
    markup`<li id="no-call">${link("", shown)}<span>Messages of no call</span> <span class="state">${strays.length}</span>
${mark(strays.filter(isDeviating).length)}</a></li>
`
  }</ul>`;
}

/** Whether an entry is a request that is not as the contract has it. */
export function isDeviating(entry: JournalEntry): boolean {
  return entry.kind === "request" && entry.verdict === "deviating";
}

function link(id: string, shown: string): Markup {
  return markup`<a href="?call=${encodeURIComponent(id)}"${id === shown && markup` aria-current="page"`}>`;
}

function mark(count: number): Markup | false {
  return count > 0 && markup`<strong class="bad">${count} deviating</strong>`;
}

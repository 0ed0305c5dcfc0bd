import type { JournalEntry, JournalViolation, NotificationEntry, RequestEntry } from "../control.ts";
import { markup, type Markup } from "./markup.ts";
import { badge, lasting, listed, moment, section, wire } from "./parts.ts";
import { cut, outcomeWord } from "./words.ts";

type Attempt = NotificationEntry["attempts"][number];

/** One entry of the journal: a line that opens to show all that is known of it. */
export function messageOf(entry: JournalEntry): Markup {
  const request = entry.kind === "request";
  return markup`<details>
<summary>${moment(entry.at)} ${request ? requestLine(entry) : notificationLine(entry)}</summary>
<div id="wire-${entry.sequence}" class="wire">${request ? requestInside(entry) : notificationInside(entry)}</div>
</details>`;
}

function requestLine({ operation, method, path, status, verdict, replayed }: RequestEntry): Markup {
  return markup`<span class="way" aria-hidden="true">→</span> <span class="hidden">Request</span>
<b>${operation ?? `${method} ${cut(path, 80)}`}</b>
${badge(status === 0 ? "no answer" : String(status), status >= 200 && status < 300 ? "good" : "bad")}
${verdict === "deviating" && badge("deviating", "bad")}${replayed === true && badge("replayed")}`;
}

function requestInside(entry: RequestEntry): Markup {
  const { method, path, headers, body, status, code, message, duration, version } = entry;
  const { violations, notes, leniencies } = entry;
  const lines = Object.entries(headers).map(([name, value]) => `${name}: ${value}`);
  return markup`${violations.length > 0 && section("Not as documented", violations.map(violationOf))}
${listed("Notes", notes)}${listed("Leniencies that were made use of", leniencies)}
${section("Request", wire([`${method} ${path}`, ...lines], body))}
<h4>Answer</h4>
<p>${status === 0 ? "The connection was broken" : status} ${code !== undefined && markup`<code>${code}</code>`}
after ${lasting(duration)}${version !== undefined && `, by ${version}`}</p>
${message !== undefined && markup`<p>${message}</p>`}`;
}

function violationOf({ where, rule, expected, received, source }: JournalViolation): Markup {
  return markup`<dl class="violation"><dt>Where</dt><dd><code>${where}</code> (${rule})</dd>
<dt>Expected</dt><dd>${expected}</dd><dt>Received</dt><dd>${received}</dd><dt>Source</dt><dd>${source}</dd></dl>`;
}

const ENDS = { pending: undefined, taken: "good", givenUp: "bad", blocked: "bad", dropped: "bad" } as const;

function notificationLine({ title, outcome, attempts, troubles = [] }: NotificationEntry): Markup {
  const status = attempts.at(-1)?.status;
  const end = status === undefined ? outcomeWord(outcome) : `${status}, ${outcomeWord(outcome)}`;
  return markup`<span class="way" aria-hidden="true">←</span> <span class="hidden">Notification</span>
<b>${title}</b>
${badge(end, ENDS[outcome])}
${attempts.length > 1 && badge(`${attempts.length} attempts`)}${troubles.map((trouble) => badge(trouble))}`;
}

function notificationInside({ names, to, body, attempts, troubles = [] }: NotificationEntry): Markup {
  return markup`${section("Notification", wire([`POST ${to}`], body))}
${listed("What it tells", names)}${listed("What went wrong on purpose", troubles)}
${listed("Attempts", attempts.map(attemptOf))}`;
}

function attemptOf({ at, status, fault, duration }: Attempt): Markup {
  return markup`${moment(at)} ${status ?? "no answer"}${fault !== undefined && ` (${fault})`} after ${lasting(duration)}`;
}

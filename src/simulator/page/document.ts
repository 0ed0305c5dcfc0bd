import { isDeviating, listOf, type Overview } from "./list.ts";
import { markup, type Markup } from "./markup.ts";
import { SCRIPT } from "./script.ts";
import type { PageSource } from "./source.ts";
import { STYLE } from "./style.ts";
import { viewOf, viewOfNoCall } from "./view.ts";

/**
 * The whole page. All addresses in it are relative, so that it may stand behind a proxy with a path of its own.
 *
 * @param selected - id of the call that is shown, `""` for messages of no call; absent means the newest call
 */
export function documentOf(source: PageSource, selected: string | undefined): Markup {
  const overview = overviewOf(source, selected);
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Call simulator</title>
<link rel="icon" href="data:,">
<style>${{ html: STYLE }}</style>
</head>
<body>
<a class="skip" href="#view">Skip to the call</a>
<header>
<h1>Call simulator</h1>
<p role="status" aria-live="polite"><span id="connection"></span> <span id="tally">${tallyOf(overview)}</span></p>
<noscript><p>This page does not change by itself without scripts: load it anew to see what is new.</p></noscript>
</header>
<nav id="calls" aria-labelledby="calls-heading">${listOf(overview)}</nav>
<main id="view" tabindex="-1" data-call="${overview.shown}">${mainOf(source, overview)}</main>
<script>${{ html: SCRIPT }}</script>
</body>
</html>
`;
}

/** Lets no script run but the page's own, and no address be asked but the simulator's. */
export async function policyOf(): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(SCRIPT));
  const hash = btoa(String.fromCharCode(...new Uint8Array(digest)));
  return [
    "default-src 'none'",
    "style-src 'unsafe-inline'",
    `script-src 'sha256-${hash}'`,
    "connect-src 'self'",
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}

function overviewOf(source: PageSource, selected: string | undefined): Overview {
  const calls = source.listCalls();
  const { entries, dropped } = source.getJournal();
  // The list is short of the oldest calls, so those it lacks are asked for.
  const known = new Set(calls.map(({ id }) => id));
  for (const { callId } of entries)
    if (callId !== undefined && !known.has(callId) && source.getCall(callId)) known.add(callId);
  const strays = entries.filter(({ callId }) => callId === undefined || !known.has(callId));
  return { calls, entries, dropped, strays, shown: selected ?? calls[0]?.id ?? "" };
}

function mainOf(source: PageSource, { entries, strays, shown, calls }: Overview): Markup {
  const call = shown === "" ? undefined : source.getCall(shown);
  if (call) {
    return viewOf(
      call,
      entries.filter(({ callId }) => callId === shown),
    );
  }
  if (shown !== "") return markup`<h2>No such call</h2><p>There is no call <code>${shown}</code>.</p>`;
  if (strays.length > 0) return viewOfNoCall(strays);
  return markup`<h2>${calls.length === 0 ? "No calls yet" : "No such messages"}</h2>
<p>A call is made by <code>POST /simulator/calls</code> with a body such as</p>
<pre>${JSON.stringify({ service: "graph", kind: "peerToPeer", callbackUri: "http://127.0.0.1:3978/callbacks" }, undefined, 2)}</pre>`;
}

function tallyOf({ calls, entries, dropped }: Overview): string {
  const deviating = entries.filter(isDeviating).length;
  return [
    counted(calls.length, "call"),
    counted(entries.length, "message"),
    ...(deviating === 0 ? [] : [`${counted(deviating, "request")} not as documented`]),
    ...(dropped === 0 ? [] : [`${counted(dropped, "older message")} no longer kept`]),
  ].join(", ");
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

import type { WireAnswer, WireRequest } from "../wire.ts";
import { documentOf, policyOf } from "./document.ts";
import { streamEntries } from "./events.ts";
import type { PageSource } from "./source.ts";

/** A page may hold what bots sent: nothing keeps it, and nothing takes it for something else. */
const HEADERS = {
  "cache-control": "no-store",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
};

/**
 * Answers for the page that people look at: `GET /simulator`, and the events that keep it up to date.
 *
 * @param closing - open events, by how each is ended
 * @returns `undefined` where the request is for something else
 */
export async function answerPage(
  request: WireRequest,
  source: PageSource,
  closing: Set<() => void>,
): Promise<WireAnswer | undefined> {
  if (request.method !== "GET") return undefined;
  const { pathname, searchParams } = new URL(request.url);
  if (pathname === "/simulator")
    return answerHtml(200, documentOf(source, searchParams.get("call") ?? undefined).html);
  if (pathname === "/simulator/events")
    return {
      status: 200,
      headers: { ...HEADERS, "content-type": "text/event-stream" },
      body: streamEntries(source, request.headers["last-event-id"], closing),
    };
  return undefined;
}

async function answerHtml(status: number, body: string): Promise<WireAnswer> {
  const headers = {
    ...HEADERS,
    "content-type": "text/html; charset=utf-8",
    "content-security-policy": await policyOf(),
  };
  return { status, headers, body };
}

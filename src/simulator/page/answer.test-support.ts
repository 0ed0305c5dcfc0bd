import type { WireAnswer } from "../wire.ts";
import { answerPage } from "./answer.ts";
import { fakeSource, notificationEntry, requestEntry, type FakeSource } from "./source.test-support.ts";

/** What the page answers for a path. */
export async function get(
  path: string,
  source: FakeSource = fakeSource(),
  method = "GET",
): Promise<WireAnswer | undefined> {
  const request = { method, url: `http://127.0.0.1:4010${path}`, headers: {}, body: "" };
  return answerPage(request, source, new Set<() => void>());
}

export async function htmlOf(path: string, source: FakeSource): Promise<string> {
  return textOf(await get(path, source));
}

export function textOf(answer: WireAnswer | undefined): string {
  if (typeof answer?.body !== "string") throw new Error("There is no text.");
  return answer.body;
}

/** The words of some HTML, as a reader sees them. */
export function words(html: string): string {
  const text = html
    .replaceAll(/<(style|script)>.*?<\/\1>/gs, "")
    .replaceAll(/<[^<>]*>/g, " ")
    .replaceAll(/\s+/g, " ");
  return text
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}

/** One call of each service, and a few messages. */
export function sourceWithCalls(): FakeSource {
  const source = fakeSource();
  source.put({ id: "one", state: "established", service: "graph", kind: "peerToPeer", scenario: "success" });
  source.put({ id: "two/zwei", state: "incoming", service: "acs", kind: "incoming" });
  source.tell(
    requestEntry(1, { callId: "two/zwei", service: "acs", operation: "acs.redirectCall" }),
    requestEntry(2),
    notificationEntry(3),
  );
  return source;
}

import { expect, test } from "vitest";
import { htmlOf } from "./answer.test-support.ts";
import { fakeSource, notificationEntry, requestEntry } from "./source.test-support.ts";

const HOSTILE = `"><img src=x onerror="alert('&')">`;

test.each([
  ["a call", `/simulator?call=${encodeURIComponent(HOSTILE)}`],
  ["messages of no call", "/simulator?call="],
  ["a call that is not there", `/simulator?call=${encodeURIComponent(`${HOSTILE}2`)}`],
])("text from elsewhere stays text in the page of %s", async (_, path) => {
  const html = await htmlOf(path, hostileSource());
  expect(html).toContain("&lt;img");
  expect(html).not.toContain("<img");
  // Nothing leaves the attribute that it stands in.
  for (const [tag] of html.matchAll(/<[a-z][^<>]*>/g)) expect(tag).not.toContain('onerror="');
});

/** Has the same words in the place of every text. */
function hostileSource() {
  const source = fakeSource();
  source.put({
    id: HOSTILE,
    state: HOSTILE,
    service: HOSTILE,
    kind: HOSTILE,
    scenario: HOSTILE,
    relatedCallId: HOSTILE,
    participants: [{ id: HOSTILE, identity: { [HOSTILE]: HOSTILE } }],
    handedOn: { operation: HOSTILE, targets: [{ [HOSTILE]: HOSTILE }] },
  });
  const request = {
    at: HOSTILE,
    service: HOSTILE,
    operation: HOSTILE,
    version: HOSTILE,
    method: HOSTILE,
    path: HOSTILE,
    headers: { [HOSTILE]: HOSTILE },
    body: HOSTILE,
    code: HOSTILE,
    message: HOSTILE,
    violations: [{ where: HOSTILE, rule: HOSTILE, expected: HOSTILE, received: HOSTILE, source: HOSTILE }],
    notes: [HOSTILE],
    leniencies: [HOSTILE],
  };
  const notification = {
    at: HOSTILE,
    service: HOSTILE,
    names: [HOSTILE],
    title: HOSTILE,
    to: HOSTILE,
    body: HOSTILE,
    troubles: [HOSTILE],
    attempts: [{ at: HOSTILE, fault: HOSTILE, duration: 1 }],
  };
  for (const [index, callId] of [HOSTILE, "gone"].entries())
    source.tell(
      requestEntry(index * 2 + 1, { ...request, callId, verdict: "deviating" }),
      notificationEntry(index * 2 + 2, { ...notification, callId, outcome: "givenUp" }),
    );
  return source;
}

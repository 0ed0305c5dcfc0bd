import { describe, expect, test } from "vitest";
import type { JournalEntry } from "../control.ts";
import { htmlOf, sourceWithCalls, words } from "./answer.test-support.ts";
import { notificationEntry, requestEntry } from "./source.test-support.ts";

describe("the view of a call", () => {
  const view = async (...entries: readonly JournalEntry[]) => {
    const source = sourceWithCalls();
    source.tell(...entries);
    return htmlOf("/simulator?call=one", source);
  };
  const labels = (html: string) =>
    [...html.matchAll(/<text[^>]*y="[^"]*">([^<]*)<\/text>/g)].map(([, label]) => label);

  test("shows the messages of the call alone, there and back, as diagram and on the wire", async () => {
    const html = await view();
    expect(labels(html).slice(2)).toEqual([
      "Bot",
      "Microsoft Graph",
      "graph.transfer",
      "202",
      "Transfer accepted",
      "202",
    ]);
    expect(html.match(/<details>/g)).toHaveLength(2);
    const text = words(html);
    expect(text).toContain("POST /v1.0/communications/calls/one/transfer content-type: application/json");
    expect(text).toContain('{ "transferTarget": { "endpointType": "default" } }');
    expect(html).not.toContain("acs.redirectCall");
  });

  test("leads from each arrow to its details", async () => {
    const html = await view();
    const targets = [...html.matchAll(/<a href="#([^"]*)">/g)].map(([, id]) => id);
    expect(targets).toEqual(["wire-2", "wire-3"]);
    for (const id of targets) expect(html).toContain(`id="${id}"`);
  });

  test("shows what is wrong with a request, and what the documents say", async () => {
    const text = words(
      await view(
        requestEntry(4, {
          verdict: "deviating",
          status: 400,
          code: "BadRequest",
          message: "transferTarget is missing.",
          violations: [
            {
              where: "/body",
              rule: "required",
              expected: "transferTarget",
              received: "{}",
              source: "call: transfer",
            },
          ],
          notes: ["It came twice."],
          leniencies: ["loopback-http"],
          replayed: true,
        }),
      ),
    );
    for (const said of [
      "graph.transfer (deviating)",
      "400 BadRequest",
      "Where /body (required) Expected transferTarget Received {} Source call: transfer",
      "transferTarget is missing.",
      "It came twice.",
      "loopback-http",
      "replayed",
    ])
      expect(text).toContain(said);
  });

  test("shows every attempt to deliver", async () => {
    const at = "2026-11-21T10:00:02.000Z";
    const html = await view(
      notificationEntry(4, {
        title: "Terminated",
        outcome: "givenUp",
        troubles: ["delayed"],
        attempts: [
          { at, status: 500, duration: 3 },
          { at, fault: "connection refused", duration: 1 },
        ],
      }),
    );
    expect(labels(html).slice(-4)).toEqual([
      "Terminated",
      "500",
      "Terminated (attempt 2)",
      "no answer, given up",
    ]);
    expect(words(html)).toContain("no answer (connection refused) after 1 ms");
    expect(words(html)).toContain("delayed");
  });

  test.each(["pending", "blocked", "dropped"] as const)(
    "shows that a notification is %s",
    async (outcome) => {
      const html = await view(notificationEntry(4, { title: "Terminated", outcome, attempts: [] }));
      expect(labels(html).at(-1)).toBe(`Terminated: ${outcome}`);
    },
  );

  test("shows that a connection was broken", async () => {
    const html = await view(requestEntry(4, { status: 0 }));
    expect(labels(html).at(-1)).toBe("no answer");
    expect(words(html)).toContain("The connection was broken");
  });

  test("leaves bodies that are no JSON as they came", async () => {
    expect(words(await view(requestEntry(4, { body: '{"half":' })))).toContain('{"half":');
  });

  test("shows how the call was handed on, without its context", async () => {
    const source = sourceWithCalls();
    source.put({
      id: "one",
      state: "transferring",
      incomingCallContext: "secret",
      handedOn: { operation: "graph.transfer", targets: [{ user: { id: "bob" } }], ringsFor: 30 },
    });
    const html = await htmlOf("/simulator?call=one", source);
    expect(words(html)).toContain('"ringsFor": 30');
    expect(html).not.toContain("secret");
  });

  test("shows the newest of very many messages", async () => {
    const html = await view(...Array.from({ length: 300 }, (_, index) => requestEntry(index + 10)));
    expect(html.match(/<details>/g)).toHaveLength(200);
    expect(words(html)).toContain("102 earlier ones");
  });
});

import { describe, expect, test } from "vitest";
import { get, htmlOf, sourceWithCalls, textOf, words } from "./answer.test-support.ts";
import { fakeSource, requestEntry, strayEntry } from "./source.test-support.ts";

describe("the paths of the page", () => {
  test.each(["/", "/simulator/", "/simulator/calls", "/simulator/calls/one", "/simulator/calls/a/b/view"])(
    "do not include %s",
    async (path) => {
      expect(await get(path)).toBeUndefined();
    },
  );

  test("can only be got", async () => {
    expect(await get("/simulator", fakeSource(), "POST")).toBeUndefined();
  });
});

describe("the page", () => {
  test("lets no script run but its own", async () => {
    const answer = await get("/simulator");
    const [, script = ""] = /<script>(.*)<\/script>/s.exec(textOf(answer)) ?? [];
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(script));
    const hash = Buffer.from(digest).toString("base64");
    expect(script).toContain("EventSource");
    expect(answer?.headers["content-security-policy"]).toBe(
      `default-src 'none'; style-src 'unsafe-inline'; script-src 'sha256-${hash}'; connect-src 'self'; ` +
        "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    );
    expect(answer?.headers["cache-control"]).toBe("no-store");
  });

  test("lists the calls and shows the newest", async () => {
    const html = await htmlOf("/simulator", sourceWithCalls());
    expect(html).toContain('href="?call=two%2Fzwei" aria-current="page"');
    expect(html).toContain('<a href="?call=one">');
    expect(words(html)).toContain("2 calls, 3 messages");
    expect(html).toContain("<h2>Call Automation <code>two/zwei</code></h2>");
  });

  test("shows the call of the address", async () => {
    const html = await htmlOf("/simulator?call=one", sourceWithCalls());
    expect(html).toContain('<a href="?call=one" aria-current="page">');
    expect(html).toContain("<h2>Microsoft Graph <code>one</code></h2>");
    expect(words(html)).toContain("State established");
  });

  test("says how to make a call where there is none", async () => {
    expect(words(await htmlOf("/simulator", fakeSource()))).toContain("POST /simulator/calls");
  });

  test("says that a call is not there", async () => {
    expect(words(await htmlOf("/simulator?call=three", sourceWithCalls()))).toContain(
      "There is no call three",
    );
  });

  test("marks calls with requests that deviate", async () => {
    const source = sourceWithCalls();
    source.tell(requestEntry(4, { verdict: "deviating" }));
    const text = words(await htmlOf("/simulator", source));
    expect(text).toContain("graph, peerToPeer, success 1 deviating");
    expect(text).toContain("1 request not as documented");
  });

  test("keeps messages of no call apart", async () => {
    const source = sourceWithCalls();
    source.tell(strayEntry(5, "/nowhere"), requestEntry(6, { callId: "gone" }));
    const html = await htmlOf("/simulator?call=", source);
    expect(html).toContain('<a href="?call=" aria-current="page">');
    expect(words(html)).toContain("Messages of no call 2");
    expect(words(html)).toContain("POST /nowhere");
  });
});

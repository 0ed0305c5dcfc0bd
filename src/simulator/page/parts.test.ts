import { expect, test } from "vitest";
import { badge, lasting, listed, moment, section, wire } from "./parts.ts";
import { notificationEntry, requestEntry } from "./source.test-support.ts";
import { stepsOf } from "./steps.ts";
import { cut, outcomeWord, serviceTitle, shortened, timeOfDay } from "./words.ts";

test("texts are cut by characters, and only where they are longer", () => {
  expect([cut("abcd", 4), cut("abcde", 4), cut("\u{1f4de}".repeat(5), 4)]).toEqual([
    "abcd",
    "abcd…",
    `${"\u{1f4de}".repeat(4)}…`,
  ]);
  expect(cut("\u{1f4de}".repeat(4), 4)).toBe("\u{1f4de}".repeat(4));
  expect([shortened("x".repeat(20)), shortened("12345678901234567890z")]).toEqual([
    "x".repeat(20),
    "12345678…67890z",
  ]);
});

test("words for people", () => {
  expect(timeOfDay("2026-11-21T10:11:12.345Z")).toBe("10:11:12.345");
  expect([outcomeWord("givenUp"), outcomeWord("taken")]).toEqual(["given up", "taken"]);
  expect([serviceTitle(undefined), serviceTitle("other")]).toEqual(["Service", "other"]);
  expect(serviceTitle("graph")).not.toBe("graph");
  expect([lasting(1.26), lasting(3)]).toEqual(["1.3 ms", "3 ms"]);
});

test("pieces of the page", () => {
  const html = (part: unknown) => String(Reflect.get(Object(part), "html"));
  expect(html(badge("failed", "bad"))).toBe('<span class="badge bad">failed</span>\n');
  expect(html(section("A & B", "inside"))).toBe("<h4>A &amp; B</h4>inside\n");
  expect(html(listed("list", ["a", "b"]))).toBe("<h4>list</h4><ul><li>a</li><li>b</li></ul>\n");
  expect(listed("list", [])).toBe(false);
  expect(html(moment("2026-11-21T10:11:12.345Z"))).toBe(
    '<time datetime="2026-11-21T10:11:12.345Z">10:11:12.345</time>',
  );
  expect(html(wire(["POST /", "a: b"], undefined))).toBe("<pre>POST /\na: b</pre>");
  expect(html(wire(["POST /"], '{"a":1}'))).toBe("<pre>POST /\n\n{\n  &quot;a&quot;: 1\n}</pre>");
  expect(html(wire(["POST /"], "no JSON"))).toBe("<pre>POST /\n\nno JSON</pre>");
});

test("a request is a message there and one back, with what is wrong with it", () => {
  const long = "o".repeat(60);
  const of = (more: object) => stepsOf({ ...requestEntry(1), ...more });
  const [asked, answered] = of({
    sequence: 7,
    operation: "graph.transfer",
    status: 202,
    verdict: "documented",
  });
  expect(asked).toEqual({ from: 0, to: 1, label: "graph.transfer", href: "#wire-7" });
  expect(answered).toEqual({ from: 1, to: 0, label: "202", dashed: true, href: "#wire-7" });
  expect(of({ operation: undefined, method: "PUT", path: "/x" })[0]?.label).toBe("PUT /x");
  expect(of({ operation: long, verdict: "deviating" })[0]?.label).toBe(`${"o".repeat(31)}… (deviating)`);
  expect(of({ operation: long, verdict: "documented" })[0]?.label).toBe(`${"o".repeat(44)}…`);
  expect(of({ status: 0 })[1]?.label).toBe("no answer");
  expect(of({ status: 401, code: "7509" })[1]?.label).toBe("401 7509");
});

test("a notification is two messages for each attempt, or one where nothing was sent", () => {
  const title = "t".repeat(60);
  const labels = (more: object) =>
    stepsOf({ ...notificationEntry(1), ...more }).map(({ label, dashed }) => [label, dashed]);
  expect(labels({ title, outcome: "givenUp", attempts: [] })).toEqual([
    [`${"t".repeat(31)}…: given up`, true],
  ]);
  expect(
    labels({ title: "t", outcome: "givenUp", attempts: [{ status: undefined }, { status: 500 }] }),
  ).toEqual([
    ["t", undefined],
    ["no answer", true],
    ["t (attempt 2)", undefined],
    ["500, given up", true],
  ]);
  expect(labels({ title, outcome: "taken", attempts: [{ status: 202 }] })).toEqual([
    [`${"t".repeat(31)}…`, undefined],
    ["202", true],
  ]);
  const twice = [{ status: 500 }, { status: 202 }];
  expect(labels({ title, outcome: "taken", attempts: twice })[2]).toEqual([
    `${"t".repeat(31)}… (attempt 2)`,
    undefined,
  ]);
});

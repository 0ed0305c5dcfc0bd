import { expect, test } from "vitest";
import { extractMessages } from "./extract.ts";
import { headingsByLanguage } from "./headings.ts";
import { dutch, japanese } from "./made-up-acs-documents.ts";
import { textOf, type MadeUpDocument } from "./made-up-documents.ts";
import { chinese, french } from "./made-up-graph-documents.ts";

function extracted(document: MadeUpDocument, lines: string[] = document.lines) {
  return extractMessages(lines.join("\n"), headingsByLanguage[document.entry.language]);
}

test.each([
  ["a page with blank lines and a response that is only a body", japanese],
  ["a page without blank lines and with an empty response", dutch],
  ["numbered examples whose notifications lack the blank line", chinese],
  ["numbered examples whose first notification is only a body", french],
])("every message is found in %s", (_shape, document) => {
  expect(extracted(document)).toEqual(
    document.messages.map((message) => ({
      slug: message.slug,
      direction: message.direction,
      lines: message.lines,
      text: textOf(document, message),
      closed: true,
    })),
  );
});

test("a body that is not JSON is taken whole", () => {
  const lines = french.lines.map((line) => (line === '  "to": "a"' ? '  "to": {"a": "}",},' : line));
  expect(extracted(french, lines)[1]).toMatchObject({ lines: [17, 22], closed: true });
});

test("URL templates outside the examples are no messages", () => {
  expect(extracted(chinese).some((message) => message.text.includes("{id}"))).toBe(false);
});

test("Windows line ends do not change what is found", () => {
  const windows = extractMessages(chinese.lines.join("\r\n"), headingsByLanguage.zh);
  expect(windows).toEqual(extracted(chinese));
});

test("a body that is never closed is reported as such", () => {
  const lines = japanese.lines.slice(0, 10);
  expect(extracted(japanese, lines)).toEqual([
    { slug: "request", direction: "request", lines: [7, 10], text: lines.slice(6).join("\n"), closed: false },
  ]);
});

test("a second message under one heading, and one without a heading, get names of their own", () => {
  const lines = ["POST https://widgets.example/a", "", ...dutch.lines];
  lines.splice(12, 0, "POST https://widgets.example/b");
  expect(extracted(dutch, lines).map((message) => message.slug)).toEqual([
    "unplaced-line-1",
    "request",
    "request-again-line-13",
    "response",
  ]);
});

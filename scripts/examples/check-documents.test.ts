import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { runExamplesCheck } from "./command.ts";
import { complaints, damage, temporaryFolder } from "./ledger-copy.ts";
import { dutch, japanese } from "./made-up-acs-documents.ts";
import { chinese, french } from "./made-up-graph-documents.ts";
import { writeDocuments, writeMadeUpLedger } from "./made-up-ledger.ts";

const all = [japanese, dutch, chinese, french];

function madeUp(): { ledger: string; documents: string } {
  const ledger = temporaryFolder();
  const documents = temporaryFolder();
  writeMadeUpLedger(ledger, all);
  writeDocuments(documents, all);
  return { ledger, documents };
}

test("documents that fit the ledger pass, and are said to have been compared", () => {
  const { ledger, documents } = madeUp();
  const { exitCode, output, errors } = runExamplesCheck(["--documents", documents], ledger);
  expect(errors).toEqual([]);
  expect(exitCode).toBe(0);
  expect(output.at(-1)).toMatch(/^All 4 documents .* no message missing, extra or altered\.$/u);
});

test("a document under another name is found by its content", () => {
  const { ledger, documents } = madeUp();
  renameSync(join(documents, "zh.txt"), join(documents, "renamed.md"));
  expect(runExamplesCheck(["--documents", documents], ledger).exitCode).toBe(0);
});

test("a document that is missing is named", () => {
  const { ledger, documents } = madeUp();
  renameSync(join(documents, "zh.txt"), join(documents, "renamed.md"));
  damage(documents, "renamed.md", "202", "203");
  expect(complaints(ledger, "--documents", documents)).toContain("zh.txt: is not in");
});

test("one changed letter of a payload is caught, with both lines", () => {
  const { ledger, documents } = madeUp();
  damage(documents, "zh.txt", '"state": "moving"', '"state": "Moving"');
  const said = complaints(ledger, "--documents", documents);
  expect(said).toContain("zh.txt: has changed");
  expect(said).toContain("moving/03-example-1-notification-transferring: differs from zh.txt at its line 4");
  expect(said).toContain("Moving");
});

test("a stale hash of a document is caught even when no message changed", () => {
  const { ledger, documents } = madeUp();
  damage(documents, "ja.txt", "Widget - Pass On", "Widget - Hand On");
  expect(complaints(ledger, "--documents", documents).split("\n")).toEqual([
    expect.stringContaining("ja.txt: has changed: its sha256 is"),
    "examples:check: 1 found",
  ]);
});

test("a message that the document lost is missing", () => {
  const { ledger, documents } = madeUp();
  damage(documents, "fr.txt", "Notification - terminée", "");
  const said = complaints(ledger, "--documents", documents);
  expect(said).toContain("turning/04-example-1-notification-terminated: is missing in fr.txt");
});

test("a heading whose message is gone counts as an empty message", () => {
  const { ledger, documents } = madeUp();
  damage(documents, "zh.txt", "HTTP/1.1 202 Accepted\n", "\n");
  const said = complaints(ledger, "--documents", documents);
  expect(said).toContain("moving/02-example-1-response: differs from zh.txt at its line 1");
});

test("a message that the ledger lacks is extra", () => {
  const { ledger, documents } = madeUp();
  const path = join(documents, "zh.txt");
  writeFileSync(path, `${readFileSync(path, "utf8")}\n\n通知 - 转移失败\n\n{\n}`);
  const said = complaints(ledger, "--documents", documents);
  expect(said).toContain(
    "zh.txt:49: a message (example-2-notification-transfer-failed, lines 49-50) is not in the ledger",
  );
});

test("an empty sample that was filled is caught", () => {
  const { ledger, documents } = madeUp();
  damage(documents, "nl.txt", "Voorbeeldrespons\n", "Voorbeeldrespons\nHTTP/1.1 204 No Content\n");
  expect(complaints(ledger, "--documents", documents)).toContain(
    "sending-on/02-response: differs from nl.txt",
  );
});

test("a message that moved is caught by its lines", () => {
  const { ledger, documents } = madeUp();
  damage(documents, "ja.txt", "要求のサンプル\n", "\n要求のサンプル\n");
  const said = complaints(ledger, "--documents", documents);
  expect(said).toContain("passing-on/01-request: stands on lines 8-12 of ja.txt, the ledger says 7-11");
});

test("an erratum whose text is gone from its line is caught", () => {
  const { ledger, documents } = madeUp();
  damage(documents, "nl.txt", "Voorbeeldrespons", "Voorbeeld");
  expect(complaints(ledger, "--documents", documents)).toContain(
    'sending-on/X1: "Voorbeeldrespons" does not stand on line 11 of nl.txt',
  );
});

test("a body that the document no longer closes is caught", () => {
  const { ledger, documents } = madeUp();
  damage(documents, "fr.txt", '  "state": "terminated"\n}', '  "state": "terminated"');
  expect(complaints(ledger, "--documents", documents)).toContain("its body is never closed in fr.txt");
});

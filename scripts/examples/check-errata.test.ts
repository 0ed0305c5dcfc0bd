import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { complaints, copyOfStoredLedger, damage } from "./ledger-copy.ts";

const failed = "graph-transfer/06-example-1-notification-transfer-failed";
const groupCall = "graph-transfer/25-example-5-request";
const subCode = String.raw`text: "\"subCode\": 7000", message: ${failed}`;

test.each([
  ["a repair that no longer applies", String.raw`find: "\"subCode\""`, 'find: "sub-code"', "does not apply"],
  [
    "a repair that changes nothing",
    String.raw`replace: "\"subcode\""`,
    String.raw`replace: "\"subCode\""`,
    "changes nothing",
  ],
  [
    "an occurrence whose text is gone",
    subCode,
    `text: "code 7", message: ${failed}`,
    "does not stand on line 168",
  ],
  ["an occurrence outside its message", "{ line: 168,", "{ line: 175,", "line 175 lies outside"],
  ["an occurrence that hides its message", subCode, 'text: "7000"', `line 168 lies in ${failed}`],
  [
    "two rows of one id",
    "id: graph-transfer/A2\n",
    "id: graph-transfer/A1\n",
    "graph-transfer/A1 stands more than once",
  ],
  [
    "an id of another document",
    "id: graph-transfer/A2\n",
    "id: graph-redirect/A2\n",
    "does not begin with its document",
  ],
  [
    "a kind outside the vocabulary",
    "kind: invalid-json",
    "kind: broken",
    'kind is "broken", expected one of',
  ],
  ["a repaired row called kept", "disposition: repaired", "disposition: kept", "is kept with 1 repairs"],
  [
    "a message that does not exist",
    `message: ${groupCall}\n`,
    "message: graph-transfer/99-x\n",
    "is no message of",
  ],
  ["a file that is not YAML", "- id: graph-transfer/A1\n", "- id: [\n", "errata.yaml: cannot be read"],
])("%s is caught", (_name, find, replace, said) => {
  const folder = copyOfStoredLedger();
  damage(folder, "errata.yaml", find, replace);
  expect(complaints(folder)).toContain(said);
});

/** A row of its own, about line 168 of graph-transfer, at the end of the ledger. */
function addRow(folder: string, id: string, members: object): void {
  const row = {
    id,
    document: "graph-transfer",
    kind: "omission",
    documented: "a",
    right: "b",
    evidence: "c",
    disposition: "kept",
    occurrences: [],
    repairs: [],
    ...members,
  };
  appendFileSync(join(folder, "errata.yaml"), `- ${JSON.stringify(row)}\n`);
}

test("a row without an occurrence is caught, and an omission may have none", () => {
  const folder = copyOfStoredLedger();
  addRow(folder, "graph-transfer/A98", { disposition: "omission" });
  addRow(folder, "graph-transfer/A99", { disposition: "element" });
  const said = complaints(folder);
  expect(said).toContain("graph-transfer/A99: shows no occurrence");
  expect(said).not.toContain("A98");
});

test("a text that is called kept and was repaired away is caught", () => {
  const folder = copyOfStoredLedger();
  addRow(folder, "graph-transfer/A99", { occurrences: [{ line: 168, text: "subCode", message: failed }] });
  expect(complaints(folder)).toContain('graph-transfer/A99: is kept, but "subCode" is gone');
});

test("a repaired row that shows a defect and leaves it there is caught", () => {
  const folder = copyOfStoredLedger();
  addRow(folder, "graph-transfer/A99", {
    disposition: "repaired",
    occurrences: [{ line: 168, text: "subCode", message: failed }],
    repairs: [{ message: groupCall, find: "Heidi Steen", replace: "Heidi" }],
  });
  expect(complaints(folder)).toContain(
    `graph-transfer/A99: shows a defect in ${failed} and does not repair it there`,
  );
});

test("every complaint is one line that ends with how to mend it", () => {
  const folder = copyOfStoredLedger();
  damage(folder, "errata.yaml", String.raw`find: "\n  },`, String.raw`find: "\n  }},`);
  const lines = complaints(folder).split("\n");
  expect(lines[0]).toMatch(/^graph-transfer\/A2: its repair .*; make find a text that occurs exactly once$/u);
  expect(lines.at(-1)).toBe("examples:check: 1 found");
});

import { cpSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { complaints, copyOfStoredLedger, damage } from "./ledger-copy.ts";

const failed = "graph-transfer/06-example-1-notification-transfer-failed";
const groupCall = "graph-transfer/25-example-5-request";

test.each([
  ["a hash that is none", '"sha256": "', '"sha256": "0000', "member sha256"],
  ["an unknown member", '"example": 1', '"exampel": 1', "member exampel is not a member of this shape"],
  ["a missing member", '"example": 1,', "", "member example is missing"],
  ["a member of the wrong type", '"order": 6', '"order": "6"', 'member order is "6", expected an integer'],
  ["an order with a gap", '"order": 6', '"order": 7', `${failed}: has order 7, expected 6`],
  ["another id", `"id": "${failed}"`, '"id": "graph-transfer/06-x"', "its id is graph-transfer/06-x"],
  ["a difference that no row lists", '"code": 500', '"code": 501', "resultInfo.code is 501 and not 500"],
  ["an unlisted row", '"graph-transfer/A4",', "", `${failed}: errata lists`],
  ["a wrong line range", "[153, 174]", "[153, 175]", "documented has 22 lines, lines spans 23"],
  ["lines that overlap", "[153, 174]", "[140, 161]", "begins at line 140, before the end"],
  ["another version", '"apiVersion": "beta"', '"apiVersion": "2026-03-12"', "another operation or version"],
  ["a wrong direction", '"direction": "notification"', '"direction": "response"', "has no status"],
  ["a lost webhook", '"webhook": "commsNotifications",', "", "has webhook without being a notification"],
  ["an altered payload", "<message>", "<massage>", `${failed}: sha256 does not fit documented`],
])("%s in a message file is caught", (_name, find, replace, said) => {
  const folder = copyOfStoredLedger();
  damage(folder, `${failed}.json`, find, replace);
  expect(complaints(folder)).toContain(said);
});

test("a member that the stored message lacks is caught by name", () => {
  const folder = copyOfStoredLedger();
  damage(folder, `${groupCall}.json`, ',\n        "region": "region-value"', "");
  expect(complaints(folder)).toContain(
    `${groupCall}: message is not the repaired text: message.body.transferTarget.region is missing`,
  );
});

test("a document whose count is not met is caught", () => {
  const folder = copyOfStoredLedger();
  damage(folder, "documents.json", '"messages": 30', '"messages": 31');
  expect(complaints(folder)).toContain("graph-transfer: has 30 message files, documents.json says 31");
});

test("a removed message file is caught by the count and the order", () => {
  const folder = copyOfStoredLedger();
  rmSync(join(folder, `${failed}.json`));
  const said = complaints(folder);
  expect(said).toContain("graph-transfer: has 29 message files, documents.json says 30");
  expect(said).toContain("has order 7, expected 6");
});

test("a second file for a message is caught", () => {
  const folder = copyOfStoredLedger();
  cpSync(join(folder, `${failed}.json`), join(folder, "graph-transfer/31-copy.json"));
  expect(complaints(folder)).toContain(`the id ${failed} stands more than once`);
});

test("a file that is not JSON is caught", () => {
  const folder = copyOfStoredLedger();
  writeFileSync(join(folder, `${failed}.json`), "{");
  expect(complaints(folder)).toContain(`${failed}.json: cannot be read`);
});

test.each(["notes.txt", "graph-transfer/notes.txt", "graph-transfer/1-request.json"])(
  "the orphan %s is caught",
  (file) => {
    const folder = copyOfStoredLedger();
    writeFileSync(join(folder, file), "{}");
    expect(complaints(folder)).toContain(`${file}: belongs to no document of documents.json`);
  },
);

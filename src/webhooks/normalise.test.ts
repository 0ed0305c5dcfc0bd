import { describe, expect, test } from "vitest";
import { knownNames, type Mutable, recased, renamed, unquoted } from "./normalise.ts";
import type { Normalisation } from "./notification.ts";

/** What a function makes of an object, and what it reports. */
function changed(holder: Mutable, change: (holder: Mutable, found: Normalisation[]) => void) {
  const found: Normalisation[] = [];
  change(holder, found);
  return [holder, found];
}

describe("a member under another name", () => {
  const rename = (holder: Mutable, found: Normalisation[]) =>
    renamed(holder, "/at", "subCode", "subcode", found);

  test("gets the name of the contract, which is reported", () => {
    expect(changed({ subCode: 7 }, rename)).toEqual([
      { subcode: 7 },
      [{ where: "/at/subcode", changed: "name", wire: "subCode" }],
    ]);
  });

  test("stays where something stands under the right one", () => {
    expect(changed({ subCode: 7, subcode: 8 }, rename)).toEqual([{ subCode: 7, subcode: 8 }, []]);
  });
});

describe("a number in quotes", () => {
  test.each([
    ["7", 7],
    ["-7", -7],
    ["1234567890", 1234567890],
  ])("%j is one", (wire, value) => {
    expect(changed({ code: wire }, (holder, found) => unquoted(holder, "/at", "code", wire, found))).toEqual([
      { code: value },
      [{ where: "/at/code", changed: "number", wire }],
    ]);
  });

  test.each(["", "-", "7.5", "7 ", " 7", "0x7", "12345678901", "--7"])("%j stays text", (wire) => {
    expect(changed({ code: wire }, (holder, found) => unquoted(holder, "/at", "code", wire, found))).toEqual([
      { code: wire },
      [],
    ]);
  });
});

describe("a name in other capitals", () => {
  const names = knownNames(["callTransfer", "other"]);
  const recase = (holder: Mutable, found: Normalisation[]) => recased(holder, "/at", "type", names, found);

  test("is written as in the contract, which is reported", () => {
    expect(changed({ type: "CallTransfer" }, recase)).toEqual([
      { type: "callTransfer" },
      [{ where: "/at/type", changed: "case", wire: "CallTransfer" }],
    ]);
  });

  test.each(["unknown", 7, undefined])("%j stays", (type) => {
    expect(changed({ type }, recase)).toEqual([{ type }, []]);
  });
});

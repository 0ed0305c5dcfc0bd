import { describe, expect, test } from "vitest";
import type { Difference, VersionComparison } from "./difference.ts";
import { judge } from "./judge.ts";
import { parseLedger } from "./ledger.ts";

const difference: Difference = {
  version: "acs@1",
  place: "Request.member",
  aspect: "required",
  ours: true,
  official: false,
};

function comparison(
  differences: readonly Difference[],
  noUpstream: readonly string[] = [],
): VersionComparison {
  return {
    version: "acs@1",
    source: "a file",
    compared: 10,
    differences,
    noUpstream: noUpstream.map((place) => ({ version: "acs@1", place, lacks: "a definition" })),
  };
}

/** A ledger of one row, its versions and the text of its differences. */
function ledger(versions: string, ...differences: readonly string[]) {
  return parseLedger(
    `differences:\n  - { versions: [${versions}], reason: Ours., evidence: [a page], differences: [${differences.join(", ")}] }\n`,
  );
}

const row = "{ places: [Request.member], aspect: required, ours: true, official: false }";

describe("a difference", () => {
  test("without a row is unexplained", () => {
    expect(judge([comparison([difference])], parseLedger("{}")).unexplained).toEqual([difference]);
  });

  test("with a row of the same values is explained by its reason", () => {
    const { explained, unexplained, stale } = judge([comparison([difference])], ledger("acs@1", row));
    expect(explained).toEqual([{ ...difference, reason: "Ours.", evidence: ["a page"] }]);
    expect([...unexplained, ...stale]).toEqual([]);
  });

  test("with other values than its row is unexplained, and the row is stale", () => {
    const other = { ...difference, ours: "sometimes" };
    const { unexplained, stale } = judge([comparison([other])], ledger("acs@1", row));
    expect(unexplained).toEqual([other]);
    expect(stale).toEqual([
      {
        version: "acs@1",
        place: "Request.member, required",
        why: 'ours is "sometimes" and official false now',
      },
    ]);
  });
});

test("a difference whose official value is another one is unexplained", () => {
  const other = { ...difference, official: "sometimes" };
  expect(judge([comparison([other])], ledger("acs@1", row)).unexplained).toEqual([other]);
});

describe("a row", () => {
  test("that nothing matches is stale, in each of its places and versions", () => {
    const two = row.replace("[Request.member]", "[Request.member, Request.other]");
    const { stale } = judge([comparison([difference])], ledger("acs@1, acs@2", two));
    expect(stale.map(({ version, place }) => `${version} ${place}`)).toEqual([
      "acs@1 Request.other, required",
      "acs@2 Request.member, required",
      "acs@2 Request.other, required",
    ]);
  });

  test("that says what an earlier one says is stale", () => {
    expect(judge([comparison([difference])], ledger("acs@1", row, row)).stale).toMatchObject([
      { why: "an earlier row explains it too" },
    ]);
  });

  test("fills in the version and the type of its place", () => {
    const named = {
      ...difference,
      ours: { closed: ["1"] },
      official: ["Request"],
    };
    const filled =
      '{ places: [Request.member], aspect: required, ours: { closed: ["{version}"] }, official: ["{type}"] }';
    expect(judge([comparison([named])], ledger("acs@1", filled)).unexplained).toEqual([]);
  });

  test("of a service holds for each version that has a definition, and for no other", () => {
    const without = { version: "acs@2", compared: 0, differences: [], noUpstream: [] };
    const { explained, stale } = judge([comparison([difference]), without], ledger("acs", row));
    expect([explained.length, stale.length]).toEqual([1, 0]);
    const second = { ...comparison([]), version: "acs@2" };
    expect(judge([comparison([difference]), second], ledger("acs", row)).stale).toMatchObject([
      { version: "acs@2" },
    ]);
  });

  test("can hold for some of its versions alone", () => {
    const narrow = row.replace("{", "{ versions: [acs@1],");
    const second = { ...comparison([]), version: "acs@2" };
    const { explained, stale } = judge([comparison([difference]), second], ledger("acs", narrow));
    expect([explained.length, stale.length]).toEqual([1, 0]);
  });
});

describe("a part without a definition", () => {
  const listed = (places: string) =>
    parseLedger(`noUpstream:\n  - { versions: [acs], reason: Not published., places: [${places}] }\n`);

  test("is told with its reason where it is listed", () => {
    const { noUpstream, unlisted } = judge([comparison([], ["Envelope"])], listed("Envelope"));
    expect(noUpstream).toMatchObject([{ place: "Envelope", reason: "Not published." }]);
    expect(unlisted).toEqual([]);
  });

  test("is a fault where it is not listed, so that nothing leaves the comparison unnoticed", () => {
    expect(judge([comparison([], ["Envelope"])], parseLedger("{}")).unlisted).toMatchObject([
      { place: "Envelope" },
    ]);
  });

  test("that has got one makes its row stale, and so does a second row", () => {
    expect(judge([comparison([])], listed("Envelope")).stale).toMatchObject([{ place: "Envelope" }]);
    expect(judge([comparison([], ["Envelope"])], listed("Envelope, Envelope")).stale).toMatchObject([
      { why: "it is listed twice" },
    ]);
  });
});

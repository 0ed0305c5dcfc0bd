import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { examples } from "../../generated/examples.ts";
import { requirements } from "../../generated/requirements.ts";
import { loadLedger } from "../examples/load-ledger.ts";
import { parseLedger, readLedger } from "./ledger.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
const ledger = readLedger(root);

describe("the ledger of this project", () => {
  const evidence = [...new Set(ledger.differences.flatMap((row) => row.evidence))];
  const errata = loadLedger(join(root, "specs/examples")).ledger?.errata ?? [];
  const kinds: Readonly<Record<string, (name: string) => boolean>> = {
    requirement: (name) => requirements.some(({ id }) => id === name),
    erratum: (name) => errata.some(({ id }) => id === name),
    example: (name) => examples.some(({ id }) => id === name),
    decision: (name) => existsSync(join(root, `docs/decisions/${name}.md`)),
  };

  test.each(evidence)("evidence %s is there", (text) => {
    const [kind = "", name = ""] = text.split(" ");
    const known = kinds[kind];
    // What is no row of this project is named as a document: more than a word.
    expect(known === undefined ? text.length > 20 : known(name)).toBe(true);
  });
});

test.each([
  [
    "a row without a reason",
    "differences: [{ versions: [acs], evidence: [a], differences: [] }]",
    /lists no differences/,
  ],
  [
    "an empty reason",
    "noUpstream: [{ versions: [acs], reason: ' ', places: [a] }]",
    /noUpstream\[0\] lacks its reason/,
  ],
  [
    "no evidence",
    "differences: [{ versions: [acs], reason: a, differences: [{ places: [a], aspect: b, ours: 1, official: 2 }] }]",
    /lacks its evidence/,
  ],
  [
    "no value",
    "differences: [{ versions: [acs], reason: a, evidence: [a], differences: [{ places: [a], aspect: b, ours: 1 }] }]",
    /lacks official; what is not there is absent/,
  ],
  [
    "no aspect",
    "differences: [{ versions: [acs], reason: a, evidence: [a], differences: [{ places: [a], ours: 1, official: 2 }] }]",
    /lacks its aspect/,
  ],
  [
    "an unknown key",
    "noUpstream: [{ versions: [acs], reason: a, place: [a] }]",
    /has "place", which means nothing/,
  ],
  ["versions that are no texts", "noUpstream: [{ versions: [1], reason: a, places: [a] }]", /no texts/],
  ["what is no list", "differences: {}", /differences is no list of rows/],
  ["what is no object", "- a", /has no rows/],
  ["malformed YAML", "differences: [", /specs\/upstream-differences\.yaml: /],
])("%s is told", (_name, text, message) => {
  expect(() => parseLedger(text)).toThrow(message);
});

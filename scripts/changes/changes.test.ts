import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { readSeeds } from "../../conformance/diff/seeds/seeds.ts";
import { driftLines, driftOf, repair } from "./folder.ts";
import { ungrouped } from "./index-page.ts";
import { lineDiff } from "./line-diff.ts";
import { fileOf, pairsOf } from "./pairs.ts";
import { bumpsOn, judgedSeed, seedsPage } from "./seeds-page.ts";

describe("pairs", () => {
  test("are neighbours in time, and both ways where no version is the older", () => {
    const names = ["acs@2026-03-12", "acs@2024-09-15", "acs@2025-06-15", "graph@beta", "graph@v1.0"];
    expect(pairsOf(names).map(fileOf)).toEqual([
      "acs-2024-09-15-to-acs-2025-06-15.md",
      "acs-2025-06-15-to-acs-2026-03-12.md",
      "graph-beta-to-graph-v1.0.md",
      "graph-v1.0-to-graph-beta.md",
    ]);
    expect(pairsOf(["acs@2024-09-15"])).toEqual([]);
  });
});

describe("the difference of two texts", () => {
  test("is as short as it can be", () => {
    expect(lineDiff("a\nb\nc\n", "a\nc\nd\n")).toBe("  a\n- b\n  c\n+ d");
    expect(lineDiff("a", "b")).toBe("- a\n+ b");
    expect(lineDiff("a\nb", "a\nb")).toBe("  a\n  b");
    expect(lineDiff("a", "a\nb")).toBe("  a\n+ b");
  });
});

describe("a folder", () => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "call-handoff-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test("is told to hold other pages, and repaired", () => {
    const wanted = new Map([
      ["a.md", "a"],
      ["rules/b.md", "b"],
    ]);
    mkdirSync(join(folder, "rules"));
    writeFileSync(join(folder, "a.md"), "other");
    writeFileSync(join(folder, "rules/c.md"), "c");
    writeFileSync(join(folder, "seeds.md"), "seeds");
    const drift = driftOf(folder, wanted, ["seeds.md"]);
    expect(driftLines(drift)).toEqual([
      "missing      rules/b.md",
      "stale        a.md",
      "superfluous  rules/c.md",
    ]);
    repair(folder, wanted, drift);
    expect(driftLines(driftOf(folder, wanted, ["seeds.md"]))).toEqual([]);
    expect(readdirSync(folder).toSorted()).toEqual(["a.md", "rules", "seeds.md"]);
  });
});

test("every rule stands in one group of the index", () => {
  expect(ungrouped()).toEqual([]);
});

test("the page of the seeds tells both verdicts, from which those of redocly can be read again", () => {
  const seeds = readSeeds()
    .filter(({ area }) => area === "requirement")
    .slice(0, 4);
  const bumps = ["nothing", "major", "minor", "patch"] as const;
  const page = seedsPage(seeds.map((seed, index) => judgedSeed(seed, bumps[index] ?? "nothing")));
  expect([...bumpsOn(page)]).toEqual(seeds.map(({ id }, index) => [id, bumps[index]]));
  expect(page).toContain("| **all** | 4 | 4 |");
  expect(page).not.toContain("**wrong**");
  const [seed] = seeds;
  if (!seed) throw new Error("There are no seeds.");
  expect(seedsPage([judgedSeed({ ...seed, known: [] }, "major")])).toMatch(
    /\*\*wrong\*\* \| major: too high \|$/m,
  );
});

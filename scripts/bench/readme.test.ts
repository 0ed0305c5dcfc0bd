import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "./built.ts";
import { medianOf, ratiosOf, type Figure } from "./figures.ts";
import { PARTS } from "./parts.ts";
import { readResults } from "./results.ts";

const read = (path: string) => readFileSync(join(root, path), "utf8");
const results = readResults(read("scripts/bench/results.json"));

/** The cells beside the name of a row of the comparison in the README. */
function row(name: string): string[] {
  const line = read("README.md")
    .split("\n")
    .find((one) => one.startsWith(`| ${name} `));
  return (line ?? "")
    .split("|")
    .slice(2, -1)
    .map((cell) => cell.trim());
}

function figure(part: string, name: string, peer?: string): Figure {
  const found = results[part]?.figures.find((one) => one.name === name && (!peer || one.peer?.name === peer));
  if (!found) throw new Error(`There is no figure ${name} of ${part}.`);
  return found;
}

const peerOf = ({ peer }: Figure) => medianOf(peer?.values ?? []);

test("every part of the benchmark has been measured", () => {
  expect(Object.keys(results)).toEqual(Object.keys(PARTS));
});

test("the sizes in the README are those that were measured", () => {
  const acs = figure("size", "createAcsClient of call-handoff/acs");
  const graph = figure("size", "createGraphClient of call-handoff/graph");
  const kilobytes = (size: number) => `${size.toFixed(1)} kB`;
  expect(row("client, minified and gzipped").slice(0, 3)).toEqual([
    [acs, graph].map(({ values }) => kilobytes(medianOf(values))).join(", "),
    kilobytes(peerOf(acs)),
    kilobytes(peerOf(graph)),
  ]);
});

test("the packages in the README are those that were counted", () => {
  const packages = figure("package", "packages that are installed, itself included");
  const cells = row("packages installed, itself included");
  expect(cells.slice(0, 2)).toEqual([
    String(medianOf(packages.values)),
    `${peerOf(packages)}, both official clients together`,
  ]);
});

test("the processor times in the README are what was measured, to 0.05", () => {
  const told = /^ACS, signed: (?<acs>[\d.]+); Graph: (?<graph>[\d.]+)$/.exec(
    row("processor time of a call, official client = 1")[0] ?? "",
  )?.groups;
  const acs = figure("cpu", "our ACS client, key, call-handoff/node", "official ACS client, key");
  const graph = figure("cpu", "our Graph client", "official Graph client");
  expect(Math.abs(Number(told?.["acs"]) - medianOf(ratiosOf(acs)))).toBeLessThan(0.05);
  expect(Math.abs(Number(told?.["graph"]) - medianOf(ratiosOf(graph)))).toBeLessThan(0.05);
});

import path from "node:path";
import type { RunOrder } from "./messages.ts";

/** Most mutants are found by the tests beside them. */
function distance(source: string, test: string): number {
  if (test.replace(".test.ts", ".ts") === source) return 1;
  if (path.dirname(test) === path.dirname(source)) return 2;
  // They do much before their tests begin.
  if (test.startsWith("conformance/")) return 7;
  return test.split("/")[1] === source.split("/")[1] ? 4 : 8;
}

/** Tests that take longer are left out where quicker ones run the same place: those of other folders, and of its own. */
const LONG_MS = 2_000;
const LONG_HERE_MS = 10_000;
/** For so long altogether do tests of other folders look for a mutant that its own folder's did not find. */
const ELSEWHERE_MS = 4_000;

/** For so long do all tests together look for one mutant, where there are so many of them. */
const ALL_MS = 40_000;
/** For a test that waits for what never comes. */
const TIMEOUT_MS = 5_000;

/** The tests with these ids by file: the near and quick ones first. */
export function nearestFirst(
  source: string,
  ids: readonly string[],
  durations: Readonly<Record<string, number>>,
): RunOrder["files"] {
  const isQuick = (id: string) =>
    (durations[id] ?? 0) <= (distance(source, id.slice(0, id.indexOf("#"))) <= 2 ? LONG_HERE_MS : LONG_MS);
  const quick = ids.filter(isQuick);
  const byFile = new Map<string, string[]>();
  for (const id of quick.length > 0 ? quick : ids) {
    const file = id.slice(0, id.indexOf("#"));
    byFile.set(file, [...(byFile.get(file) ?? []), id]);
  }
  let elsewhere = 0;
  let all = 0;
  return [...byFile]
    .map(([file, tests]) => {
      const milliseconds = tests.reduce((total, id) => total + (durations[id] ?? 0), 100);
      const timeout = Math.max(TIMEOUT_MS, 6 * Math.max(...tests.map((id) => durations[id] ?? 0)));
      return { path: file, tests, timeout, milliseconds, away: distance(source, file) };
    })
    .toSorted((one, other) => one.milliseconds * one.away - other.milliseconds * other.away)
    .filter((part, index) => {
      all += part.milliseconds;
      if (all > ALL_MS && index > 0 && part.away > 1) return false;
      if (part.away < 8) return true;
      elsewhere += part.milliseconds;
      return elsewhere <= ELSEWHERE_MS || index === 0;
    });
}

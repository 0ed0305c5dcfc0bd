import { isDeepStrictEqual } from "node:util";
import type { Difference, NoUpstream, VersionComparison } from "../difference.ts";

/** What stands for a value that one side does not have. */
export const ABSENT = "absent";

/** Takes down what was compared. */
export interface Findings {
  /** One fact: the same on both sides, or a difference. `undefined` is `absent`. */
  fact(place: string, aspect: string, ours: unknown, official: unknown): void;
  /** A part that the official definition does not speak of. */
  lacking(place: string, lacks: string): void;
  result(source: string): VersionComparison;
}

/** An empty sheet for one version. */
export function findings(version: string): Findings {
  let compared = 0;
  const differences: Difference[] = [];
  const noUpstream = new Map<string, NoUpstream>();
  return {
    fact(place, aspect, ours = ABSENT, official = ABSENT) {
      compared += 1;
      if (isDeepStrictEqual(ours, official)) return;
      differences.push({ version, place, aspect, ours, official });
    },
    lacking(place, lacks) {
      if (!noUpstream.has(place)) noUpstream.set(place, { version, place, lacks });
    },
    result: (source) => ({
      version,
      source,
      compared,
      differences: differences.toSorted(byPlace),
      noUpstream: [...noUpstream.values()].toSorted(byPlace),
    }),
  };
}

function byPlace(
  a: { readonly place: string; readonly aspect?: string },
  b: { readonly place: string; readonly aspect?: string },
): number {
  const [left, right] = [`${a.place}\n${a.aspect ?? ""}`, `${b.place}\n${b.aspect ?? ""}`];
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

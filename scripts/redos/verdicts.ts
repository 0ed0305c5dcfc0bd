import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";
import { judge, type Verdict } from "./judge.ts";
import type { Pattern } from "./pattern.ts";

/** What recheck has said of a pattern. To ask it takes minutes for all, so the answers are kept. */
const KEPT = z.record(
  z.string(),
  z.strictObject({ status: z.enum(["safe", "vulnerable", "unknown"]), reason: z.string().optional() }),
);

type Kept = z.infer<typeof KEPT>;

const keyOf = ({ source, flags }: Pattern): string => `/${source}/${flags}`;

/** What was found out about all patterns. */
export interface Judged {
  readonly verdicts: readonly Verdict[];
  /** How many of them were judged just now. */
  readonly fresh: number;
  /** Patterns of which a verdict is kept, but that are nowhere any more. */
  readonly stale: readonly string[];
}

/** Judges patterns: by what is kept of them, or afresh. */
export function judgeAll(patterns: readonly Pattern[], file: string, again: boolean): Judged {
  const kept: Kept = existsSync(file) && !again ? KEPT.parse(JSON.parse(readFileSync(file, "utf8"))) : {};
  const places = new Map<string, { readonly pattern: Pattern; readonly at: string[] }>();
  for (const pattern of patterns) {
    const known = places.get(keyOf(pattern));
    if (known) known.at.push(pattern.at);
    else places.set(keyOf(pattern), { pattern, at: [pattern.at] });
  }
  let fresh = 0;
  const verdicts = [...places].map(([key, { pattern, at }]): Verdict => {
    const found = Object.hasOwn(kept, key) ? kept[key] : undefined;
    if (found) return { pattern, places: at, status: found.status, reason: found.reason ?? "" };
    fresh++;
    return { ...judge(pattern), places: at };
  });
  return { verdicts, fresh, stale: Object.keys(kept).filter((key) => !places.has(key)) };
}

/** Keeps verdicts, in the order of their patterns. */
export function keep(verdicts: readonly Verdict[], file: string): void {
  const rows = verdicts
    .map(({ pattern, status, reason }): [string, Kept[string]] => [
      keyOf(pattern),
      { status, ...(reason !== "" && { reason }) },
    ])
    .toSorted(([one], [other]) => (one < other ? -1 : 1));
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(rows), undefined, 2)}\n`);
}

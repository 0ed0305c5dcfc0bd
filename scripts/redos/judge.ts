import type { Pattern } from "./pattern.ts";

// Before recheck is loaded: its other backends need Java or a program of the platform.
process.env["RECHECK_BACKEND"] = "pure";
const { checkSync } = await import("recheck");

/** What was found out about a pattern. */
export interface Verdict {
  readonly pattern: Pattern;
  /** All places where the same pattern stands. */
  readonly places: readonly string[];
  readonly status: "safe" | "vulnerable" | "unknown";
  /** Of a vulnerable one how the time grows, of an unknown one why it is; of a safe one nothing. */
  readonly reason: string;
}

/** How long one pattern may take, in milliseconds. */
const LIMIT = 60_000;

/** Asks recheck about a pattern. */
export function judge(pattern: Pattern): Verdict {
  // Part of its search is random, and has to come to the same each time.
  const found = checkSync(pattern.source, pattern.flags, { timeout: LIMIT, randomSeed: 1 });
  const { status } = found;
  const reason =
    status === "vulnerable" ? found.complexity.summary : status === "unknown" ? found.error.kind : "";
  return { pattern, places: [pattern.at], status, reason };
}

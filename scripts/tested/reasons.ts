import { readFileSync } from "node:fs";
import type { FileLines } from "./coverage.ts";

/** A line that no test runs, by its text, as numbers change, and why that is so. */
interface Reason {
  readonly file: string;
  readonly line: string;
  readonly reason: string;
}

export interface NotRun {
  readonly file: string;
  readonly line: number;
  readonly text: string;
  /** `undefined` where nobody gave one. */
  readonly reason: string | undefined;
}

const FILE = "scripts/tested/not-run.json";

/** The lines that no test runs, each with the reason that was given for it. */
export function notRun(coverage: Readonly<Record<string, FileLines>>): readonly NotRun[] {
  const reasons: readonly Reason[] = JSON.parse(readFileSync(FILE, "utf8"));
  return Object.entries(coverage).flatMap(([file, found]) => {
    if (found.notRun.length === 0) return [];
    const lines = readFileSync(file, "utf8").split("\n");
    return found.notRun.map((line) => {
      const text = (lines[line - 1] ?? "").trim();
      const given = reasons.find((one) => one.file === file && one.line === text);
      return { file, line, text, reason: given?.reason };
    });
  });
}

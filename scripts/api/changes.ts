import type ts from "typescript";

/** Whether code that compiled and worked before may no longer do so. */
export type Impact = "breaking" | "compatible";

/** Who sees values of a type: users give them, get them, or either. Decides what may be wider and what narrower. */
export type Direction = "given" | "received" | "both";

/** One difference in a declaration. */
export interface Difference {
  readonly impact: Impact;
  /** Where within the declaration, such as `retry.attempts`; empty for all of it. */
  readonly place: string;
  readonly message: string;
}

/** What comparing needs to know of the two surfaces, and where it tells what it finds. */
export interface Context {
  /** @param addsTo - where something was added to, if that is all */
  note(impact: Impact, place: string, message: string, addsTo?: string): void;
  /** Whether a name of the old surface means what one of the new surface means. */
  isSame(old: string, now: string): boolean;
  compare(old: ts.TypeNode, now: ts.TypeNode, direction: Direction, place: string): void;
}

/** The direction of the arguments of a function. */
export function flipped(direction: Direction): Direction {
  return ({ given: "received", received: "given", both: "both" } as const)[direction];
}

/** A text that is no longer than what fits a line. */
export function short(text: string): string {
  const line = text.replaceAll(/\s+/g, " ").trim();
  return line.length > 90 ? `${line.slice(0, 89)}…` : line;
}

import type { Change, Side } from "../change.ts";
import { documentRules, type DocumentRuleId } from "../rules/document.ts";

/** One difference, before it is known what else it reaches. */
export interface Found {
  readonly rule: DocumentRuleId;
  readonly side: Side;
  readonly place: string;
  readonly message: string;
  /** The operation or webhook by which it was come to; absent for what belongs to none. */
  readonly reach?: string | undefined;
  readonly oldPointer?: string | undefined;
  readonly newPointer?: string | undefined;
}

/** Gathers differences. A component is come to by many ways: what is found again there only reaches further. */
export class Findings {
  readonly #changes = new Map<string, { change: Omit<Change, "reaches">; reaches: Set<string> }>();

  add(found: Found): void {
    const { rule, place, message, reach, oldPointer, newPointer } = found;
    // What is said of a component is said once, whoever sends it.
    const side = rule.startsWith("document-") ? "document" : found.side;
    const key = JSON.stringify([rule, side, place, message]);
    const known = this.#changes.get(key) ?? {
      change: {
        rule,
        impact: documentRules[rule].impact,
        side,
        place,
        message,
        ...(oldPointer !== undefined && { oldPointer }),
        ...(newPointer !== undefined && { newPointer }),
      },
      reaches: new Set<string>(),
    };
    this.#changes.set(key, known);
    if (reach !== undefined) known.reaches.add(reach);
  }

  /** Whether a rule has found something. */
  has(rule: DocumentRuleId): boolean {
    return this.changes().some((change) => change.rule === rule);
  }

  /** All differences, in the order in which they were found. */
  changes(): Change[] {
    return [...this.#changes.values()].map(({ change, reaches }) => ({ ...change, reaches: [...reaches] }));
  }
}

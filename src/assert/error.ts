import type { Violation } from "../validate/violation.ts";

/**
 * What the assertions throw. Runners know it by its name and code, which are those of `node:assert`. The message names
 * each broken rule.
 */
export class ContractAssertionError extends Error {
  override readonly name = "AssertionError";
  readonly code = "ERR_ASSERTION";
  /** Each broken rule. */
  readonly violations: readonly Violation[];

  constructor(message: string, violations: readonly Violation[]) {
    super(message);
    this.violations = violations;
  }
}

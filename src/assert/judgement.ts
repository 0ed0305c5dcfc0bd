import type { Violation } from "../validate/violation.ts";

/** What was found of something that was judged. */
export interface Judgement {
  /** Whether it is as documented. */
  readonly pass: boolean;
  /** Each broken rule: where, which, what was expected and what came. Without text of the message. */
  readonly violations: readonly Violation[];
  /** The same for people, secrets redacted. Where there is nothing to find fault with, it says that. */
  readonly message: string;
}

/** What was judged, in words. */
export interface Subject {
  /** Such as `The answer`. */
  readonly what: string;
  /** What it had to be, such as `conform to graph.transfer (v1.0)`. */
  readonly demand: string;
  /** The thing itself, redacted. */
  readonly shown?: string;
}

/** How much of a body is shown, in characters. */
const MAX_SHOWN = 1_000;

/** Puts what was found into words. */
export function judgementOf({ what, demand, shown }: Subject, violations: readonly Violation[]): Judgement {
  if (violations.length === 0) return { pass: true, violations, message: `${what} does ${demand}.` };
  const lines = violations.map(
    ({ where, rule, expected, received }) =>
      `  ${where} (${rule}): expected ${expected}, received ${received}`,
  );
  const it = shown === undefined ? [] : [`It is: ${cut(shown)}`];
  return { pass: false, violations, message: [`${what} does not ${demand}:`, ...lines, ...it].join("\n") };
}

function cut(text: string): string {
  return text.length > MAX_SHOWN
    ? `${text.slice(0, MAX_SHOWN)} … and ${text.length - MAX_SHOWN} characters more`
    : text;
}

import { markup, type Content, type Markup } from "../../../src/simulator/page/markup.ts";
import type { Check, Status } from "../check.ts";
import { STATUS_WORDS } from "../severity.ts";

export { markup, type Content, type Markup } from "../../../src/simulator/page/markup.ts";

/** From the worst on. */
const WORST: readonly Status[] = ["error", "failed", "notTestable", "knownFailing", "excluded", "passed"];

/** Shapes, so that colours are not all there is. */
export const SIGNS: Readonly<Record<Status, string>> = {
  passed: "✓",
  failed: "✗",
  knownFailing: "≈",
  notTestable: "?",
  excluded: "–",
  error: "!",
};

/** Checks in the order in which they are looked at, those that passed last. */
export function worstFirst<Item>(items: readonly Item[], checkOf: (item: Item) => Check): Item[] {
  const rank = (item: Item) => WORST.indexOf(checkOf(item).status);
  return items.toSorted((one, other) => rank(one) - rank(other));
}

/** The colour of a verdict: a rule that may be broken is broken less. */
export function toneOf({ status, level }: Pick<Check, "status" | "level">): string {
  const isMild = status === "failed" && level !== "MUST";
  return isMild
    ? "mild"
    : {
        passed: "good",
        excluded: "quiet",
        knownFailing: "mild",
        failed: "bad",
        notTestable: "bad",
        error: "bad",
      }[status];
}

/** A verdict as a word that stands out. */
export function badge(check: Pick<Check, "status" | "level">): Markup {
  return markup`<span class="badge ${toneOf(check)}">${SIGNS[check.status]} ${STATUS_WORDS[check.status]}</span>`;
}

/** Names and values. What has no value is left out. */
export function facts(rows: readonly (readonly [string, Content])[]): Markup {
  return markup`<dl>${rows
    .filter(([, value]) => value !== undefined && value !== false && value !== "" && !isEmptyList(value))
    .map(([name, value]) => markup`<dt>${name}</dt><dd>${value}</dd>`)}</dl>`;
}

function isEmptyList(value: Content): boolean {
  return Array.isArray(value) && value.length === 0;
}

/** What filters look at. */
export function filterable(
  statuses: Iterable<string>,
  levels: Iterable<string>,
  operations: Iterable<string>,
): Markup {
  const list = (values: Iterable<string>) => [...new Set(values)].join(" ");
  return markup` data-status="${list(statuses)}" data-level="${list(levels)}" data-operation="${list(operations)}"`;
}

/** Our own wording, in which names stand between backticks. */
export function prose(text: string): Content {
  return text.split("`").map((part, index) => (index % 2 === 1 ? markup`<code>${part}</code>` : part));
}

/** A number and what it is of. */
export function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? "" : "s"}`;
}

/** Several things with a comma between. */
export function joined(items: readonly Content[]): Content {
  return items.map((item, index) => (index === 0 ? item : [", ", item]));
}

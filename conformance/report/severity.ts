import { isFatal, type Check, type Run } from "./check.ts";

/** How much of a matter a verdict is. */
export type Severity = "error" | "warning" | "notice";

/** What is said of a check: it lets the run fail, it warns, it is noted. Absent where there is nothing to say. */
export function severityOf(check: Check, strict: boolean): Severity | undefined {
  if (isFatal(check, strict)) return "error";
  if (check.status !== "failed") return undefined;
  return check.level === "SHOULD" ? "warning" : "notice";
}

/** A status in words. */
export const STATUS_WORDS = {
  passed: "passed",
  failed: "failed",
  knownFailing: "known failing",
  notTestable: "not testable",
  excluded: "excluded",
  error: "error",
} as const satisfies Record<Check["status"], string>;

/** What is judged, such as `server http://127.0.0.1:4010`. */
export function titleOf({ mode, target }: Run): string {
  return target === "" ? mode : `${mode} ${target}`;
}

/**
 * The verdicts of a run in words: what failed, apart from what only warns or is noted. What there is none of is left out,
 * but for what passed and failed.
 */
export function countsOf({ checks, summary }: Pick<Run, "checks" | "summary">, strict: boolean): string {
  const { passed, failed, knownFailing, notTestable, excluded, errors } = summary;
  const countOf = (severity: Severity) =>
    checks.filter((check) => check.status === "failed" && severityOf(check, strict) === severity).length;
  const [warnings, notes] = [countOf("warning"), countOf("notice")];
  const rest = [
    [warnings, warnings === 1 ? "warning" : "warnings"],
    [notes, notes === 1 ? "note" : "notes"],
    [knownFailing, "known failing"],
    [notTestable, "not testable"],
    [excluded, "excluded"],
    [errors, errors === 1 ? "error" : "errors"],
  ] as const;
  const told = rest.filter(([count]) => count > 0).map(([count, word]) => `${count} ${word}`);
  return [`${passed} passed`, `${failed - warnings - notes} failed`, ...told].join(", ");
}

/** Items by the name that each has, in the order in which the names come. */
export function grouped<Item, Name>(items: readonly Item[], nameOf: (item: Item) => Name): Map<Name, Item[]> {
  const groups = new Map<Name, Item[]>();
  for (const item of items) {
    const group = groups.get(nameOf(item));
    if (group) group.push(item);
    else groups.set(nameOf(item), [item]);
  }
  return groups;
}

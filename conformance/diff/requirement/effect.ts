import type { JsonObject } from "../change.ts";
import { textsOf } from "../json.ts";
import type { requirementRules } from "../rules/requirements.ts";

/** What one set of statements judges. */
interface Checks {
  /** Checks of statements that are a MUST. */
  readonly musts: ReadonlySet<string>;
  /** Checks of all statements. */
  readonly all: ReadonlySet<string>;
  /** Checks of statements that say what the service takes. */
  readonly taken: ReadonlySet<string>;
}

/** What is judged before and after. */
export interface Judged {
  readonly old: Checks;
  readonly revised: Checks;
}

/** What comes to a statement, or its level. */
type Event = "added" | "removed" | "raised" | "lowered";

/** What it comes to. */
interface Effect {
  readonly rule: keyof typeof requirementRules;
  /** The checks that it comes to by. */
  readonly checks: readonly string[];
}

/** Groups of checks that judge callers and receivers, or that the service refuses those who do otherwise. */
const DUTIES = new Set(["client", "receiver", "refuses", "access"]);

/** Groups of checks that judge what the service takes. */
const TAKING = new Set(["accepts", "deprecated"]);

/** The checks of some statements. */
export function judgedBy(rows: readonly JsonObject[]): Checks {
  const musts = rows.filter(({ level }) => level === "MUST").flatMap((row) => textsOf(row["checks"]));
  const taking = rows.filter((row) => textsOf(row["checks"]).some((check) => TAKING.has(groupOf(check))));
  return {
    musts: new Set(musts),
    all: new Set(rows.flatMap((row) => textsOf(row["checks"]))),
    taken: new Set(taking.flatMap((row) => textsOf(row["checks"]))),
  };
}

/** What it means that a statement comes or goes, or becomes a MUST or is one no longer. */
export function effectOf(row: JsonObject, event: Event, judged: Judged): Effect {
  const checks = textsOf(row["checks"]);
  const isComing = event === "added" || event === "raised";
  const others = isComing ? judged.old : judged.revised;
  if (row["level"] !== "MUST") return adviceOf(row, event, others);
  if (checks.length === 0) return { rule: "requirement-unjudged-changed", checks };
  const decisive = checks.filter((check) => !others.musts.has(check));
  if (decisive.length === 0) return { rule: repeatedRule(event), checks: [] };
  const duties = decisive.filter((check) => DUTIES.has(groupOf(check)));
  const isTerm = isComing
    ? termsIn(checks, judged.revised, judged.old)
    : termsIn(checks, judged.old, judged.revised);
  const hasDuties = !duties.every(isTerm);
  const hasPromises = duties.length < decisive.length;
  if (!hasDuties && !hasPromises)
    return { rule: `requirement-terms-${isComing ? "added" : "removed"}`, checks: decisive };
  // One that binds both counts as what breaks.
  const isDuty = isComing ? hasDuties : !hasPromises;
  return { rule: `requirement-${isDuty ? "duty" : "promise"}-${event}`, checks: decisive };
}

/**
 * Which checks of a statement judge only who uses what one side takes, and the other does not: those that the other does
 * not know, where the statement shares such a check with one that says what is taken.
 */
function termsIn(checks: readonly string[], here: Checks, there: Checks): (check: string) => boolean {
  const isOfPossibility = checks.some((check) => here.taken.has(check) && !there.all.has(check));
  return (check) => isOfPossibility && !there.all.has(check);
}

function adviceOf(row: JsonObject, event: Event, others: Checks): Effect {
  const checks = textsOf(row["checks"]);
  const decisive = checks.filter((check) => !others.all.has(check));
  const isNothing = checks.length > 0 && decisive.length === 0;
  if (row["level"] !== "SHOULD" || isNothing) return { rule: repeatedRule(event), checks: [] };
  const kind = checks.length === 0 ? "unjudged-advice" : "advice";
  return { rule: `requirement-${kind}-${event === "added" ? "added" : "removed"}`, checks: decisive };
}

function repeatedRule(event: Event): Effect["rule"] {
  if (event === "added") return "requirement-statement-added";
  return event === "removed" ? "requirement-statement-removed" : "requirement-level-changed";
}

/** Of `acs.redirectCall/client/version`: `client`. */
function groupOf(check: string): string {
  return check.split("/")[1] ?? "";
}

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
  const isOptional = isOfPossibility(checks, judged);
  const hasDuties = decisive.some(
    (check) => DUTIES.has(groupOf(check)) && !(isOptional && !judged.old.all.has(check)),
  );
  const hasPromises = decisive.some((check) => !DUTIES.has(groupOf(check)));
  // One that binds both counts as what breaks.
  const isDuty = isComing ? hasDuties : !hasPromises;
  return { rule: `requirement-${isDuty ? "duty" : "promise"}-${event}`, checks: decisive };
}

/**
 * Whether a statement is about something that is newly taken, so that it concerns only who uses that: it shares a new
 * check with what says so.
 */
function isOfPossibility(checks: readonly string[], { old, revised }: Judged): boolean {
  return checks.some((check) => revised.taken.has(check) && !old.all.has(check));
}

function adviceOf(row: JsonObject, event: Event, others: Checks): Effect {
  const decisive = textsOf(row["checks"]).filter((check) => !others.all.has(check));
  if (row["level"] !== "SHOULD" || decisive.length === 0) return { rule: repeatedRule(event), checks: [] };
  return { rule: `requirement-advice-${event === "added" ? "added" : "removed"}`, checks: decisive };
}

function repeatedRule(event: Event): Effect["rule"] {
  if (event === "added") return "requirement-statement-added";
  return event === "removed" ? "requirement-statement-removed" : "requirement-level-changed";
}

/** Of `acs.redirectCall/client/version`: `client`. */
function groupOf(check: string): string {
  return check.split("/")[1] ?? "";
}

import type { Change, JsonObject } from "./change.ts";
import { isSame, listed, shown, textsOf, without } from "./json.ts";
import { effectOf, judgedBy, type Judged } from "./requirement/effect.ts";
import { newsIn, type News } from "./requirement/news.ts";
import { requirementRules } from "./rules/requirements.ts";

type RequirementRule = keyof typeof requirementRules;

/** One statement, with where it stands. */
interface Statement {
  readonly row: JsonObject;
  readonly pointer: string;
}

/** How many checks or places a message names. */
const SHOWN = 4;

/** What else a row may hold: what it is compared by, and in which versions it holds, by which it was chosen. */
const COMPARED = new Set(["id", "level", "checks", "excluded", "versions"]);

const WORDING: ReadonlyMap<string, RequirementRule> = new Map([
  ["text", "requirement-reworded"],
  ["source", "requirement-source-changed"],
  ["operation", "requirement-operation-changed"],
]);

/**
 * Compares what the documents demand. What a statement does to whom is known by its checks: those of clients and
 * receivers judge duties, the others promises of the service. What other statements demand already is nothing new.
 *
 * @param documentChanges - those of the documents of both, by which a new duty of receivers may be explained
 */
export function compareRequirements(
  old: readonly JsonObject[],
  revised: readonly JsonObject[],
  documentChanges: readonly Change[] = [],
): Change[] {
  const [before, after] = [statementsOf(old), statementsOf(revised)];
  const differing = [...new Set([...before.keys(), ...after.keys()])].filter(
    (id) => !isSame(before.get(id)?.row, after.get(id)?.row),
  );
  if (differing.length === 0) return [];
  const judged = { old: judgedBy(old), revised: judgedBy(revised) };
  const news = newsIn(documentChanges, old);
  return differing.flatMap((id) => {
    const [one, other] = [before.get(id), after.get(id)];
    if (!one) return other ? [addition(other, judged, news)] : [];
    return other ? changesOf(one, other, judged) : [removal(one, judged)];
  });
}

function statementsOf(rows: readonly JsonObject[]): ReadonlyMap<string, Statement> {
  return new Map(rows.map((row, index) => [String(row["id"]), { row, pointer: `/${index}` }]));
}

function found(rule: RequirementRule, message: string, old?: Statement, revised?: Statement): Change {
  const row = revised?.row ?? old?.row ?? {};
  return {
    rule,
    impact: requirementRules[rule].impact,
    side: "requirement",
    place: String(row["id"]),
    message,
    reaches: typeof row["operation"] === "string" ? [row["operation"]] : [],
    ...(old && { oldPointer: old.pointer }),
    ...(revised && { newPointer: revised.pointer }),
  };
}

function addition(statement: Statement, judged: Judged, news: News): Change {
  const { rule, checks } = effectOf(statement.row, "added", judged);
  const message = `${levelOf(statement.row)} "${textOf(statement.row)}" is new${judges(checks)}.`;
  const places = rule === "requirement-duty-added" ? news(checks) : [];
  if (places.length === 0) return found(rule, message, undefined, statement);
  return found(
    "requirement-duty-follows",
    `${message} It is about what is new in the notifications: ${named(places)}.`,
    undefined,
    statement,
  );
}

function removal(statement: Statement, judged: Judged): Change {
  const { rule, checks } = effectOf(statement.row, "removed", judged);
  return found(
    rule,
    `${levelOf(statement.row)} "${textOf(statement.row)}" is gone${judges(checks)}.`,
    statement,
  );
}

/** Texts stand between marks, so that it is seen where they end. */
function quoted(value: unknown): string {
  return typeof value === "string" ? `"${shown(value)}"` : shown(value);
}

function judges(checks: readonly string[]): string {
  return checks.length === 0 ? "" : `; judged by ${named(checks)}`;
}

/** The first few of them. */
function named(names: readonly string[]): string {
  const more = names.length - SHOWN;
  return listed(more > 1 ? [...names.slice(0, SHOWN), `${more} more`] : names);
}

function levelOf(row: JsonObject): string {
  return shown(row["level"]);
}

/** A full stop at its end is that of the sentence around it. */
function textOf(row: JsonObject): string {
  return String(row["text"]).replace(/\.$/, "");
}

function changesOf(old: Statement, revised: Statement, judged: Judged): Change[] {
  const tell = (rule: RequirementRule, message: string): Change => found(rule, message, old, revised);
  const members = new Set([...Object.keys(old.row), ...Object.keys(revised.row)]);
  const others = [...members].filter(
    (member) => !COMPARED.has(member) && !isSame(old.row[member], revised.row[member]),
  );
  return [
    ...levelChange(old.row, revised.row, judged, tell),
    ...judgementChange(old.row, revised.row, tell),
    ...others.map((member) =>
      tell(
        WORDING.get(member) ?? "requirement-part-changed",
        `Its ${member} was ${quoted(old.row[member])} and is ${quoted(revised.row[member])}.`,
      ),
    ),
  ];
}

type Tell = (rule: RequirementRule, message: string) => Change;

function levelChange(old: JsonObject, revised: JsonObject, judged: Judged, tell: Tell): Change[] {
  if (isSame(old["level"], revised["level"])) return [];
  const message = `It was ${levelOf(old)} and is ${levelOf(revised)}.`;
  if (revised["level"] === "MUST") return [tell(effectOf(revised, "raised", judged).rule, message)];
  if (old["level"] === "MUST") return [tell(effectOf(old, "lowered", judged).rule, message)];
  return [tell("requirement-level-changed", message)];
}

function judgementChange(old: JsonObject, revised: JsonObject, tell: Tell): Change[] {
  const [before, after] = [textsOf(old["checks"]), textsOf(revised["checks"])];
  const [gone, fresh] = [without(before, after), without(after, before)];
  if (gone.length === 0 && fresh.length === 0)
    return isSame(old["excluded"], revised["excluded"])
      ? []
      : [
          tell(
            "requirement-reason-changed",
            `It was excluded as "${shown(old["excluded"])}", and is as "${shown(revised["excluded"])}".`,
          ),
        ];
  if (before.length === 0) return [tell("requirement-now-tested", `It is now judged by ${named(fresh)}.`)];
  if (after.length === 0)
    return [
      tell(
        "requirement-now-excluded",
        `It was judged by ${named(gone)}, and is excluded: ${shown(revised["excluded"])}`,
      ),
    ];
  const parts = [
    ...(gone.length > 0 ? [`no longer judged by ${named(gone)}`] : []),
    ...(fresh.length > 0 ? [`now judged by ${named(fresh)}`] : []),
  ];
  return [tell("requirement-checks-changed", `It is ${listed(parts)}.`)];
}

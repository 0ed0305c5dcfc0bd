import type { Change, JsonObject } from "../change.ts";
import { isObject, isSame, listed, objectOf, shown, textsOf } from "../json.ts";
import { found, type FlowPair } from "./found.ts";

/** A step out of one state in one variant, by an answer or a notification. */
interface Step {
  readonly from: string;
  readonly trigger: Trigger;
  readonly variant: string;
  readonly to: string;
  readonly sources: readonly string[];
  /** What else is said of it. */
  readonly rest: JsonObject;
}

interface Trigger {
  readonly by: "answer" | "notification";
  readonly name: string;
}

/** What of a step is different. */
interface Difference {
  readonly rule: "flow-transition-added" | "flow-transition-removed" | "flow-transition-changed";
  readonly trigger: Trigger;
  readonly from: string;
  readonly variant: string;
  readonly was: string;
  readonly is: string;
}

const COMPARED = new Set(["from", "to", "answer", "notification", "variants", "source"]);

/**
 * The steps from state to state. What belongs to a state or notification that has come or gone is told by that alone:
 * but for a new notification that leads from one known state to another, which who overlooks it does not notice.
 */
export function compareTransitions(pair: FlowPair): Change[] {
  const variants = variantsOf(pair.revised);
  const before = stepsOf(pair.old, variants);
  const after = stepsOf(pair.revised, variants);
  const differences = keysOf([...before, ...after]).flatMap(
    (step) => differenceOf(pair, step, toOf(before, step), toOf(after, step)) ?? [],
  );
  return [...changesOf(pair, differences, variants.length), ...sameSteps(pair, before, after)];
}

/** Each step by itself. A variant that this flow does not tell apart is followed as its first one is. */
function stepsOf(flow: JsonObject, variants: readonly string[]): Step[] {
  const own = variantsOf(flow);
  const transitions = Array.isArray(flow["transitions"]) ? flow["transitions"].filter(isObject) : [];
  return transitions.flatMap((transition) =>
    variants
      .filter((variant) => {
        const name = own.includes(variant) ? variant : (own[0] ?? "");
        return transition["variants"] === undefined || textsOf(transition["variants"]).includes(name);
      })
      .flatMap((variant) => textsOf(transition["from"]).map((from) => stepOf(transition, from, variant))),
  );
}

/** The first is the one without a condition; a flow that tells none apart has one all the same. */
function variantsOf(flow: JsonObject): string[] {
  const names = Object.keys(objectOf(flow["variants"]));
  return names.length === 0 ? [""] : names;
}

function stepOf(transition: JsonObject, from: string, variant: string): Step {
  const by = transition["answer"] === undefined ? "notification" : "answer";
  const to = String(transition["to"]);
  return {
    from,
    trigger: { by, name: String(transition[by]) },
    variant,
    to: to === from ? "same" : to,
    sources: textsOf(transition["source"]),
    rest: Object.fromEntries(Object.entries(transition).filter(([member]) => !COMPARED.has(member))),
  };
}

function keyOf({ from, trigger, variant }: Step): string {
  return JSON.stringify([trigger.by, trigger.name, from, variant]);
}

/** One step of each that there is. */
function keysOf(steps: readonly Step[]): Step[] {
  return [...new Map(steps.toReversed().map((step) => [keyOf(step), step])).values()].toReversed();
}

function toOf(steps: readonly Step[], step: Step): string[] {
  const key = keyOf(step);
  return [...new Set(steps.filter((one) => keyOf(one) === key).map(({ to }) => to))].toSorted();
}

function differenceOf(
  { old, revised }: FlowPair,
  { from, trigger, variant }: Step,
  was: readonly string[],
  is: readonly string[],
): Difference | undefined {
  if (isSame(was, is)) return undefined;
  const states = [objectOf(old["states"]), objectOf(revised["states"])];
  const isKnown = (name: string) => name === "same" || states.every((list) => name in list);
  if (!isKnown(from)) return undefined;
  const base = { trigger, from, variant, was: listed(was), is: listed(is) };
  const { by, name } = trigger;
  if (by === "notification" && !(name in objectOf(revised["notifications"]))) return undefined;
  const isNew = by === "notification" && !(name in objectOf(old["notifications"]));
  if (was.length === 0)
    return is.some((to) => isKnown(to) && !(isNew && to === "same"))
      ? { rule: "flow-transition-added", ...base }
      : undefined;
  if (is.length === 0) return was.some(isKnown) ? { rule: "flow-transition-removed", ...base } : undefined;
  return { rule: "flow-transition-changed", ...base };
}

/** States and variants for which the same is different are told of together. */
function changesOf({ operation }: FlowPair, differences: readonly Difference[], variants: number): Change[] {
  const groups = new Map<string, Difference[]>();
  for (const one of differences) {
    const key = JSON.stringify([one.rule, one.trigger, one.was, one.is]);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return [...groups.values()].flatMap((group) => {
    const [first] = group;
    if (!first) return [];
    const from = [...new Set(group.map((one) => one.from))];
    const own = [...new Set(group.map((one) => one.variant))];
    const condition = own.length < variants ? `, variant ${listed(own)}` : "";
    return [
      found(
        operation,
        first.rule,
        ["transitions"],
        `In ${listed(from)}${condition}: ${sentenceOf(first)}`,
        "both",
      ),
    ];
  });
}

function sentenceOf({ rule, trigger, was, is }: Difference): string {
  const what = spoken(trigger);
  if (rule === "flow-transition-added") return `${what} may now come, ${leads(is)}.`;
  if (rule === "flow-transition-removed") return `${what} no longer comes; it ${ledTo(was)}.`;
  return `${what} ${ledTo(was)} before, and now ${leadsTo(is)}.`;
}

function spoken({ by, name }: Trigger): string {
  if (by === "notification") return `the notification ${name}`;
  return name === "success" ? "an answer of success" : `an answer (${name})`;
}

function leads(to: string): string {
  return to === "same" ? "and changes no state" : `and leads to ${to}`;
}

function ledTo(to: string): string {
  return to === "same" ? "changed no state" : `led to ${to}`;
}

function leadsTo(to: string): string {
  return to === "same" ? "changes no state" : `leads to ${to}`;
}

/** Of steps that lead where they led: what says so, and what else is said of them. */
function sameSteps({ operation }: FlowPair, before: readonly Step[], after: readonly Step[]): Change[] {
  const changes = after.flatMap((step) => {
    const old = before.find((one) => keyOf(one) === keyOf(step) && one.to === step.to);
    if (!old) return [];
    const what = `Of ${spoken(step.trigger)} that ${leadsTo(step.to)}`;
    const tell = (rule: "flow-source-changed" | "flow-part-changed", message: string): Change =>
      found(operation, rule, ["transitions"], message);
    return [
      ...(isSame(old.rest, step.rest)
        ? []
        : [
            tell(
              "flow-part-changed",
              `${what}: ${shown(old.rest)} was said besides, and now ${shown(step.rest)}.`,
            ),
          ]),
      ...(isSame(old.sources.toSorted(), step.sources.toSorted())
        ? []
        : [
            tell(
              "flow-source-changed",
              `${what}: ${listed(old.sources)} told, and now ${listed(step.sources)}.`,
            ),
          ]),
    ];
  });
  return [...new Map(changes.map((change) => [`${change.rule} ${change.message}`, change])).values()];
}

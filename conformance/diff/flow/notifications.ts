import type { Change, JsonObject } from "../change.ts";
import { isSame, listed, objectOf, shown, textsOf, without } from "../json.ts";
import { found, type FlowPair, type FlowRule } from "./found.ts";

const COMPARED = new Set(["title", "where", "without", "must", "may", "destinations"]);

/** The notifications of a flow: by what they are known, what they hold, and where they go. */
export function compareNotifications({ operation, old, revised }: FlowPair): Change[] {
  const [before, after] = [objectOf(old["notifications"]), objectOf(revised["notifications"])];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) => {
    const part = ["notifications", name];
    const [one, other] = [objectOf(before[name]), objectOf(after[name])];
    if (!(name in after))
      return [
        found(
          operation,
          "flow-notification-removed",
          part,
          `The notification ${name} (${shown(one["title"])}) no longer comes.`,
          "old",
        ),
      ];
    if (!(name in before))
      return [
        found(
          operation,
          "flow-notification-added",
          part,
          `The notification ${name} (${shown(other["title"])}) is new.`,
          "new",
        ),
      ];
    const tell = (rule: FlowRule, message: string): Change => found(operation, rule, part, message);
    return [
      ...compareSigns(one, other, tell),
      ...comparePlaces(one, other, tell),
      ...compareDestinations(one, other, tell),
      ...compareRest(one, other, tell),
    ];
  });
}

type Tell = (rule: FlowRule, message: string) => Change;

/** By what it is known: one of the values at each place, and nothing at others. */
function compareSigns(old: JsonObject, revised: JsonObject, tell: Tell): Change[] {
  const [before, after] = [objectOf(old["where"]), objectOf(revised["where"])];
  const places = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  const signs = places.flatMap((place) => {
    const [values, newValues] = [jsonOf(before[place]), jsonOf(after[place])];
    if (!(place in after))
      return [tell("flow-notification-sign-removed", `It was known by ${place} being ${spoken(values)}.`)];
    if (!(place in before))
      return [
        tell("flow-notification-sign-added", `It is also known by ${place} being ${spoken(newValues)}.`),
      ];
    const gone = without(values, newValues);
    const fresh = without(newValues, values);
    return [
      ...(fresh.length > 0
        ? [
            tell(
              "flow-notification-value-added",
              `${place} may now be ${spoken(fresh)}, not only ${spoken(values)}.`,
            ),
          ]
        : []),
      ...(gone.length > 0
        ? [tell("flow-notification-value-removed", `${place} is no longer ${spoken(gone)}.`)]
        : []),
    ];
  });
  const [absent, newAbsent] = [old["without"], revised["without"]].map((list) => textsOf(list).toSorted());
  return isSame(absent, newAbsent)
    ? signs
    : [
        ...signs,
        tell(
          "flow-notification-absence-changed",
          `Empty had to be ${spoken(absent ?? [])}, and has to be ${spoken(newAbsent ?? [])}.`,
        ),
      ];
}

function jsonOf(values: unknown): string[] {
  return Array.isArray(values) ? values.map((value) => JSON.stringify(value)) : [];
}

function spoken(words: readonly string[]): string {
  return words.length === 0 ? "nothing" : shown(listed(words));
}

/** What it holds always, and what it may hold. */
function comparePlaces(old: JsonObject, revised: JsonObject, tell: Tell): Change[] {
  const before = holdingOf(old);
  const after = holdingOf(revised);
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((place) => {
    const [was, is] = [before.get(place), after.get(place)];
    // A place that it is known by is told of by the rules about these.
    if (was === is || was === "sign" || is === "sign") return [];
    if (was === undefined)
      return [tell("flow-member-added", `It ${is === "must" ? "always holds" : "may hold"} ${place}.`)];
    if (is === undefined) return [tell("flow-member-removed", `It no longer holds ${place}.`)];
    return is === "must"
      ? [tell("flow-member-now-always", `It could lack ${place}, and always holds it.`)]
      : [tell("flow-member-no-longer-always", `It always held ${place}, and may lack it.`)];
  });
}

function holdingOf(notification: JsonObject): ReadonlyMap<string, "may" | "must" | "sign"> {
  return new Map([
    ...textsOf(notification["may"]).map((place) => [place, "may"] as const),
    ...textsOf(notification["must"]).map((place) => [place, "must"] as const),
    ...Object.keys(objectOf(notification["where"])).map((place) => [place, "sign"] as const),
  ]);
}

function compareDestinations(old: JsonObject, revised: JsonObject, tell: Tell): Change[] {
  const [before, after] = [destinationsOf(old), destinationsOf(revised)];
  if (isSame(before, after)) return [];
  const message = `It went to ${spokenOrder(before)}, and goes to ${spokenOrder(after)}.`;
  const isLonger = isSame(before, after.slice(0, before.length));
  return [tell(isLonger ? "flow-destination-added" : "flow-destination-changed", message)];
}

function destinationsOf({ destinations }: JsonObject): string[] {
  if (!Array.isArray(destinations)) return [];
  return destinations.map((one) => {
    const { of: whose, at } = objectOf(one);
    return at === undefined ? `the ${shown(whose)}` : `${shown(at)} of the ${shown(whose)}`;
  });
}

function spokenOrder(destinations: readonly string[]): string {
  return destinations.length === 0 ? "nobody" : destinations.join(", or else ");
}

function compareRest(old: JsonObject, revised: JsonObject, tell: Tell): Change[] {
  const members = [...new Set([...Object.keys(old), ...Object.keys(revised)])];
  return members
    .filter((member) => member === "title" || !COMPARED.has(member))
    .filter((member) => !isSame(old[member], revised[member]))
    .map((member) =>
      tell(
        member === "title" ? "flow-reworded" : "flow-part-changed",
        `Its ${member} was ${shown(old[member])} and is ${shown(revised[member])}.`,
      ),
    );
}

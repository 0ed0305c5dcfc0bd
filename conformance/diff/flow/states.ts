import type { Change, JsonObject } from "../change.ts";
import { isSame, objectOf, shown } from "../json.ts";
import { found, type FlowPair, type FlowRule } from "./found.ts";

const RULES: ReadonlyMap<string, FlowRule> = new Map([
  ["title", "flow-reworded"],
  ["call", "flow-state-call-changed"],
  ["over", "flow-state-over-changed"],
  ["end", "flow-outcome-changed"],
]);

/** The states that an operation comes to. */
export function compareStates({ operation, old, revised }: FlowPair): Change[] {
  const [before, after] = [objectOf(old["states"]), objectOf(revised["states"])];
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) => {
    const [one, other] = [objectOf(before[name]), objectOf(after[name])];
    if (!(name in after))
      return [
        found(operation, "flow-state-removed", ["states", name], `${kindOf(one)} ${name} is gone.`, "old"),
      ];
    if (!(name in before))
      return [
        found(operation, "flow-state-added", ["states", name], `${kindOf(other)} ${name} is new.`, "new"),
      ];
    return compareState(operation, name, one, other);
  });
}

function kindOf({ end }: JsonObject): string {
  return end === undefined ? "The state" : `The end (${shown(end)})`;
}

function compareState(operation: string, name: string, old: JsonObject, revised: JsonObject): Change[] {
  return [...new Set([...Object.keys(old), ...Object.keys(revised)])]
    .filter((member) => !isSame(old[member], revised[member]))
    .map((member) =>
      found(
        operation,
        RULES.get(member) ?? "flow-part-changed",
        ["states", name],
        `${member} of the state ${name} was ${shown(old[member])} and is ${shown(revised[member])}.`,
      ),
    );
}

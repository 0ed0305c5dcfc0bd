/** The first place where two JSON values differ, or nothing when they are deeply equal. */
import type { Json } from "./ledger-types.ts";

type Comparable = Json | undefined | object;

export function firstDifference(left: Comparable, right: Comparable, path = "message"): string | undefined {
  if (Object.is(left, right)) return undefined;
  if (!isObject(left) || !isObject(right) || Array.isArray(left) !== Array.isArray(right)) {
    return `${path} is ${printed(left)} and not ${printed(right)}`;
  }
  const rightMembers = new Map<string, Comparable>(Object.entries(right));
  for (const [name, value] of Object.entries(left)) {
    if (!rightMembers.has(name)) return `${path}.${name} is one too many`;
    const difference = firstDifference(value, rightMembers.get(name), `${path}.${name}`);
    if (difference !== undefined) return difference;
    rightMembers.delete(name);
  }
  const [missing] = rightMembers.keys();
  return missing === undefined ? undefined : `${path}.${missing} is missing`;
}

function isObject(value: Comparable): value is object {
  return typeof value === "object" && value !== null;
}

function printed(value: Comparable): string {
  const text = JSON.stringify(value) ?? "absent";
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

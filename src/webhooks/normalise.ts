import { isRecord } from "../http/result.ts";
import type { Normalisation } from "./notification.ts";

/** An object out of `JSON.parse`, which nobody else holds yet. */
export type Mutable = Record<string, unknown>;

/** Whether a parsed value is an object that may be changed. */
export function isMutable(value: unknown): value is Mutable {
  return isRecord(value);
}

/** Gives a member the name of the contract where it came under another, and nothing stands under the right one. */
export function renamed(
  holder: Mutable,
  at: string,
  wire: string,
  name: string,
  found: Normalisation[],
): void {
  if (holder[name] !== undefined || holder[wire] === undefined) return;
  holder[name] = holder[wire];
  delete holder[wire];
  found.push({ where: `${at}/${name}`, changed: "name", wire });
}

/** Takes a whole number out of its quotes. */
export function unquoted(holder: Mutable, at: string, name: string, found: Normalisation[]): void {
  const wire = holder[name];
  if (typeof wire !== "string" || !/^-?\d{1,10}$/.test(wire)) return;
  holder[name] = Number(wire);
  found.push({ where: `${at}/${name}`, changed: "number", wire });
}

/** Writes a name as the contract does where it came with other capitals. */
export function recased(
  holder: Mutable,
  at: string,
  name: string,
  known: ReadonlyMap<string, string>,
  found: Normalisation[],
): void {
  const wire = holder[name];
  if (typeof wire !== "string") return;
  const right = known.get(wire.toLowerCase());
  if (right === undefined || right === wire) return;
  holder[name] = right;
  found.push({ where: `${at}/${name}`, changed: "case", wire });
}

/** Known names by what they are in lower case. */
export function byLowerCase(names: readonly string[]): ReadonlyMap<string, string> {
  return new Map(names.map((name) => [name.toLowerCase(), name]));
}

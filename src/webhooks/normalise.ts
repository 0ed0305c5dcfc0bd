import { isRecord } from "../http/result.ts";
import type { Normalisation } from "./notification.ts";

/** An object out of `JSON.parse`, which nobody else holds yet. */
export type Mutable = Record<string, unknown>;

/** Whether a parsed value is an object that may be changed. */
export function isMutable(value: unknown): value is Mutable {
  return isRecord(value);
}

// The readers look at each member by its name first, which is fast, and call these only where there is something to do.

/** Gives a member the name of the contract where it came under another, and nothing stands under the right one. */
export function renamed(
  holder: Mutable,
  at: string,
  wire: string,
  name: string,
  found: Normalisation[],
): void {
  if (holder[name] !== undefined) return;
  holder[name] = holder[wire];
  delete holder[wire];
  found.push({ where: `${at}/${name}`, changed: "name", wire });
}

/** Takes a whole number out of its quotes. */
export function unquoted(
  holder: Mutable,
  at: string,
  name: string,
  wire: string,
  found: Normalisation[],
): void {
  if (!/^-?\d{1,10}$/.test(wire)) return;
  holder[name] = Number(wire);
  found.push({ where: `${at}/${name}`, changed: "number", wire });
}

/** Names of the contract. */
export interface KnownNames {
  readonly exact: ReadonlySet<unknown>;
  readonly byLowerCase: ReadonlyMap<string, string>;
}

/** Keeps names so that they are found in whatever capitals. */
export function knownNames(names: readonly string[]): KnownNames {
  return { exact: new Set(names), byLowerCase: new Map(names.map((name) => [name.toLowerCase(), name])) };
}

/** Writes a name as the contract does where it came with other capitals. */
export function recased(
  holder: Mutable,
  at: string,
  name: string,
  { byLowerCase }: KnownNames,
  found: Normalisation[],
): void {
  const wire = holder[name];
  const right = typeof wire === "string" ? byLowerCase.get(wire.toLowerCase()) : undefined;
  if (typeof wire !== "string" || right === undefined) return;
  holder[name] = right;
  found.push({ where: `${at}/${name}`, changed: "case", wire });
}

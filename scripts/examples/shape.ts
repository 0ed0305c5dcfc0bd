/**
 * Small guards that say which member of a parsed file is wrong. A guard both narrows the type and
 * reports, so a file is either typed or explained.
 */
import type { Json } from "./ledger-types.ts";

export type Report = (member: string, wrong: string) => void;
export type Guard<T> = (value: unknown, at: string, report: Report) => value is T;

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** A string, not empty unless `pattern` allows it. */
export function text(pattern: RegExp = /\S/u): Guard<string> {
  return (value, at, report): value is string => {
    if (typeof value === "string" && pattern.test(value)) return true;
    report(at, `is ${shown(value)}, expected a string matching ${String(pattern)}`);
    return false;
  };
}

export function integer(minimum: number): Guard<number> {
  return (value, at, report): value is number => {
    if (typeof value === "number" && Number.isInteger(value) && value >= minimum) return true;
    report(at, `is ${shown(value)}, expected an integer of at least ${minimum}`);
    return false;
  };
}

export function oneOf<T extends string>(values: readonly T[]): Guard<T> {
  return (value, at, report): value is T => {
    if (values.some((known) => known === value)) return true;
    report(at, `is ${shown(value)}, expected one of ${values.join(", ")}`);
    return false;
  };
}

export function list<T>(item: Guard<T>): Guard<T[]> {
  return (value, at, report): value is T[] => {
    if (!Array.isArray(value)) {
      report(at, `is ${shown(value)}, expected a list`);
      return false;
    }
    // Every item is looked at, so that one run reports all of them.
    return value.map((entry, index) => item(entry, `${at}[${index}]`, report)).every(Boolean);
  };
}

/** An object with exactly these members; those named in `optional` may be missing. */
export function members<T extends object>(
  guards: { [K in keyof T]-?: Guard<Exclude<T[K], undefined>> },
  optional: readonly (keyof T & string)[] = [],
): Guard<T> {
  const known: [string, Guard<unknown>][] = Object.entries(guards);
  const mayLack = new Set<string>(optional);
  return (value, at, report): value is T => {
    if (!isRecord(value)) {
      report(at, `is ${shown(value)}, expected an object`);
      return false;
    }
    const prefix = at === "" ? "" : `${at}.`;
    let good = true;
    for (const name of Object.keys(value)) {
      if (known.some(([member]) => member === name)) continue;
      report(prefix + name, "is not a member of this shape");
      good = false;
    }
    for (const [name, guard] of known) {
      if (name in value) good = guard(value[name], prefix + name, report) && good;
      else if (!mayLack.has(name)) {
        report(prefix + name, "is missing");
        good = false;
      }
    }
    return good;
  };
}

export const json: Guard<Json> = (value, at, report): value is Json => {
  if (isJson(value)) return true;
  report(at, "is not a JSON value");
  return false;
};

function isJson(value: unknown): boolean {
  if (value === null || ["boolean", "number", "string"].includes(typeof value)) return true;
  if (Array.isArray(value)) return value.every(isJson);
  return isRecord(value) && Object.values(value).every(isJson);
}

function shown(value: unknown): string {
  const printed = JSON.stringify(value) ?? String(value);
  return printed.length > 60 ? `${printed.slice(0, 57)}...` : printed;
}

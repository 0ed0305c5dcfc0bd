import type { Requirement } from "../../generated/contract.ts";
import { requirements, type CheckId } from "../../generated/requirements.ts";

/** A statement of the documents. */
export type Row = Requirement<CheckId>;

/** How many statements of an operation have checks, and how many have a reason why not. There is nothing else. */
export interface Totals {
  /** An operation or webhook, or `all`. */
  readonly operation: string;
  readonly rows: number;
  readonly tested: number;
  readonly excluded: number;
}

/** Every operation and webhook that statements are about, in their order. */
export const operations: readonly string[] = [...new Set(requirements.map(({ operation }) => operation))];

/** The statements about operations, in the order of operations and documents. */
export function rowsOf(names: readonly string[]): Row[] {
  return operations
    .filter((name) => names.includes(name))
    .flatMap((name) => requirements.filter(({ operation }) => operation === name));
}

/** Counts rows by operation, and all of them where there are several. */
export function totalsOf(rows: readonly Row[]): Totals[] {
  const names = [...new Set(rows.map(({ operation }) => operation))];
  const counted = names.map((name) =>
    count(
      name,
      rows.filter(({ operation }) => operation === name),
    ),
  );
  return names.length > 1 ? [...counted, count("all", rows)] : counted;
}

function count(operation: string, rows: readonly Row[]): Totals {
  const tested = rows.filter(({ checks }) => checks.length > 0).length;
  return { operation, rows: rows.length, tested, excluded: rows.length - tested };
}

/** In which versions a statement holds, such as `2026-03-12`, or `all`. */
export function versionsOf({ versions }: Row): string {
  return versions?.map((name) => name.slice(name.indexOf("@") + 1)).join(", ") ?? "all";
}

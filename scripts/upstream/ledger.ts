/** `specs/upstream-differences.yaml`: why our documents differ from the official definitions, row by row. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { isRecord, type SchemaObject } from "../generate/schema.ts";
import { UpstreamInputError } from "./input-error.ts";

export const LEDGER_FILE = "specs/upstream-differences.yaml";

/** One reason, and the differences that it explains. */
export interface LedgerRow {
  /** Versions of ours; the name of a service stands for all of its versions that have a definition. */
  readonly versions: readonly string[];
  readonly reason: string;
  /** What shows it: ids of requirements, decisions and examples of this project, or a document by its name. */
  readonly evidence: readonly string[];
  readonly differences: readonly LedgerDifference[];
}

/** What differs in each of the places, in every version of the row. `{version}` and `{type}` stand for those of a place. */
export interface LedgerDifference {
  /** Where not all versions of the row have it. */
  readonly versions?: readonly string[];
  readonly places: readonly string[];
  readonly aspect: string;
  readonly ours: unknown;
  readonly official: unknown;
}

/** Parts that no definition is given for, and why there is none. */
export interface NoUpstreamRow {
  readonly versions: readonly string[];
  readonly reason: string;
  readonly places: readonly string[];
}

export interface Ledger {
  readonly differences: readonly LedgerRow[];
  readonly noUpstream: readonly NoUpstreamRow[];
}

/**
 * Reads the ledger; a project without one explains nothing.
 *
 * @throws UpstreamInputError where a row lacks something
 */
export function readLedger(root: string): Ledger {
  const file = join(root, LEDGER_FILE);
  return existsSync(file) ? parseLedger(readFileSync(file, "utf8")) : { differences: [], noUpstream: [] };
}

/**
 * Reads the text of a ledger.
 *
 * @throws UpstreamInputError where a row lacks something
 */
export function parseLedger(text: string): Ledger {
  let document: unknown;
  try {
    document = parse(text);
  } catch (error) {
    throw new UpstreamInputError(
      `${LEDGER_FILE}: ${error instanceof Error ? error.message : String(error)}`,
      {
        cause: error,
      },
    );
  }
  if (!isRecord(document)) throw new UpstreamInputError(`${LEDGER_FILE} has no rows.`);
  return {
    differences: rows(document, "differences").map((row, index) =>
      differenceRow(row, `differences[${index}]`),
    ),
    noUpstream: rows(document, "noUpstream").map((row, index) => {
      const where = `noUpstream[${index}]`;
      only(row, ["versions", "reason", "places"], where);
      return {
        versions: texts(row, "versions", where),
        reason: sentence(row, where),
        places: texts(row, "places", where),
      };
    }),
  };
}

function differenceRow(row: SchemaObject, where: string): LedgerRow {
  only(row, ["versions", "reason", "evidence", "differences"], where);
  const differences = rows(row, "differences");
  if (differences.length === 0) throw wrong(where, "lists no differences");
  return {
    versions: texts(row, "versions", where),
    reason: sentence(row, where),
    evidence: texts(row, "evidence", where),
    differences: differences.map((difference, index) => {
      const here = `${where}.differences[${index}]`;
      only(difference, ["versions", "places", "aspect", "ours", "official"], here);
      for (const side of ["ours", "official"])
        if (difference[side] === undefined) throw wrong(here, `lacks ${side}; what is not there is absent`);
      const { aspect } = difference;
      if (typeof aspect !== "string") throw wrong(here, "lacks its aspect");
      return {
        ...("versions" in difference ? { versions: texts(difference, "versions", here) } : {}),
        places: texts(difference, "places", here),
        aspect,
        ours: difference["ours"],
        official: difference["official"],
      };
    }),
  };
}

function only(row: SchemaObject, known: readonly string[], where: string): void {
  const other = Object.keys(row).find((key) => !known.includes(key));
  if (other !== undefined) throw wrong(where, `has "${other}", which means nothing`);
}

function sentence(row: SchemaObject, where: string): string {
  const { reason } = row;
  if (typeof reason !== "string" || reason.trim() === "") throw wrong(where, "lacks its reason");
  return reason.trim();
}

function texts(row: SchemaObject, key: string, where: string): string[] {
  const value = row[key];
  if (!Array.isArray(value) || value.length === 0) throw wrong(where, `lacks its ${key}`);
  if (!value.every((part) => typeof part === "string")) throw wrong(where, `has ${key} that are no texts`);
  return value;
}

function rows(document: SchemaObject, key: string): SchemaObject[] {
  const value = document[key] ?? [];
  if (!Array.isArray(value) || !value.every(isRecord)) throw wrong(key, "is no list of rows");
  return value;
}

function wrong(where: string, what: string): UpstreamInputError {
  return new UpstreamInputError(`${LEDGER_FILE}: ${where} ${what}.`);
}

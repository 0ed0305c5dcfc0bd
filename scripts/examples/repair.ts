/** Applies the ledger's repairs to a documented text, in ledger order. */
import type { Erratum, Repair } from "./ledger-types.ts";

export interface PlacedRepair {
  erratum: string;
  repair: Repair;
}

export type RepairedText = { ok: true; text: string } | { ok: false; erratum: string; reason: string };

export function repairsOf(message: string, errata: readonly Erratum[]): PlacedRepair[] {
  return errata.flatMap((row) =>
    row.repairs.filter((repair) => repair.message === message).map((repair) => ({ erratum: row.id, repair })),
  );
}

export function applyRepairs(documented: string, repairs: readonly PlacedRepair[]): RepairedText {
  let text = documented;
  for (const { erratum, repair } of repairs) {
    if ("insert" in repair) {
      text = repair.insert + text;
      continue;
    }
    // The documented text is asked as well, so that a row can be read against the document alone.
    const problem =
      misfit(repair.find, documented, "the documented text") ??
      misfit(repair.find, text, "the text after the repairs before it");
    if (problem !== undefined) return { ok: false, erratum, reason: problem };
    // A function, because "$&" in a replacement string would be a pattern and not text.
    text = text.replace(repair.find, () => repair.replace);
  }
  return { ok: true, text };
}

function misfit(find: string, text: string, place: string): string | undefined {
  const count = text.split(find).length - 1;
  return count === 1 ? undefined : `${JSON.stringify(find)} occurs ${count} times in ${place}`;
}

/** What the rows of the ledger say, place by place. */
import { isDeepStrictEqual } from "node:util";
import { isRecord } from "../generate/schema.ts";
import type { Difference } from "./difference.ts";
import type { Ledger, LedgerDifference, LedgerRow } from "./ledger.ts";

/** What a row says of one place in one version. */
export interface Claim extends Difference {
  readonly reason: string;
  readonly evidence: readonly string[];
}

/** What a row says of one part that has no definition. */
export interface Listing extends Place {
  readonly reason: string;
}

interface Place {
  readonly version: string;
  readonly place: string;
}

/** What the ledger says of differences; `versions` are those that the name of a service stands for. */
export function claimsOf(ledger: Ledger, versions: readonly string[]): Claim[] {
  return ledger.differences.flatMap((row) =>
    row.differences.flatMap((part) =>
      named(part.versions ?? row.versions, versions).flatMap((version) => claims(row, part, version)),
    ),
  );
}

/** What the ledger says of parts that have no definition. */
export function listingsOf(ledger: Ledger, versions: readonly string[]): Listing[] {
  return ledger.noUpstream.flatMap((row) =>
    named(row.versions, versions).flatMap((version) =>
      row.places.map((place) => ({ version, place, reason: row.reason })),
    ),
  );
}

/**
 * The reason that the ledger gives for a difference.
 *
 * @param as - the version whose rows are asked
 */
export function reasonFor(difference: Difference, ledger: Ledger, as: string): string | undefined {
  for (const row of ledger.differences) {
    for (const part of row.differences) {
      const holds = named(part.versions ?? row.versions, [as]).includes(as);
      const explains = claims(row, part, difference.version).some((claim) => isClaim(claim, difference));
      if (holds && explains) return row.reason;
    }
  }
  return undefined;
}

/** Whether a claim explains a difference: the same place and the same values. */
export function isClaim(claim: Claim, difference: Difference): boolean {
  return (
    sameAspect(claim, difference) &&
    isDeepStrictEqual(claim.ours, difference.ours) &&
    isDeepStrictEqual(claim.official, difference.official)
  );
}

/** Whether two speak of the same thing in the same place. */
export function sameAspect(a: Difference, b: Difference): boolean {
  return samePlace(a, b) && a.aspect === b.aspect;
}

/** Whether two speak of the same place in the same version. */
export function samePlace(a: Place, b: Place): boolean {
  return a.version === b.version && a.place === b.place;
}

function claims({ reason, evidence }: LedgerRow, part: LedgerDifference, version: string): Claim[] {
  return part.places.map((place) => {
    const names = { version: version.replace(/^.*@/, ""), type: place.replace(/\..*$/, "") };
    const { aspect } = part;
    return {
      version,
      place,
      aspect,
      reason,
      evidence,
      ours: filled(part.ours, names),
      official: filled(part.official, names),
    };
  });
}

/** Versions by name; the name of a service stands for those of `all` that are of it. */
function named(names: readonly string[], all: readonly string[]): string[] {
  return names.flatMap((name) =>
    name.includes("@") ? [name] : all.filter((version) => version.startsWith(`${name}@`)),
  );
}

function filled(value: unknown, names: { readonly version: string; readonly type: string }): unknown {
  if (typeof value === "string")
    return value.replaceAll("{version}", names.version).replaceAll("{type}", names.type);
  if (Array.isArray(value)) return value.map((part: unknown) => filled(part, names));
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, filled(part, names)]));
}

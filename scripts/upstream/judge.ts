/** Holds what was found against the ledger: what is explained, what is not, and which rows explain nothing any more. */
import { claimsOf, isClaim, listingsOf, sameAspect, samePlace, type Claim } from "./claims.ts";
import type { Difference, NoUpstream, VersionComparison } from "./difference.ts";
import type { Ledger } from "./ledger.ts";

/** A difference with the reason that the ledger gives for it. */
export interface ExplainedDifference extends Difference {
  readonly reason: string;
  readonly evidence: readonly string[];
}

/** A part without a definition, with the reason that the ledger gives. */
export interface ExplainedNoUpstream extends NoUpstream {
  readonly reason: string;
}

/** What a row says that is not so. */
export interface StaleRow {
  readonly version: string;
  readonly place: string;
  readonly why: string;
}

export interface Judgement {
  readonly explained: readonly ExplainedDifference[];
  readonly unexplained: readonly Difference[];
  readonly noUpstream: readonly ExplainedNoUpstream[];
  /** Parts without a definition that the ledger does not list: nothing leaves the comparison unnoticed. */
  readonly unlisted: readonly NoUpstream[];
  readonly stale: readonly StaleRow[];
}

/** Judges what was found in all versions. */
export function judge(comparisons: readonly VersionComparison[], ledger: Ledger): Judgement {
  // A version without any definition makes no row stale that speaks of all versions of its service.
  const defined = comparisons.filter(({ source }) => source !== undefined).map(({ version }) => version);
  const claims = claimsOf(ledger, defined);
  const listed = listingsOf(ledger, defined);
  const found = comparisons.flatMap(({ differences }) => differences);
  const without = comparisons.flatMap(({ noUpstream }) => noUpstream);
  const explained = found.flatMap((difference) => {
    const claim = claims.find((candidate) => isClaim(candidate, difference));
    return claim === undefined ? [] : [{ ...difference, reason: claim.reason, evidence: claim.evidence }];
  });
  const accepted = without.flatMap((part) => {
    const row = listed.find((candidate) => samePlace(candidate, part));
    return row === undefined ? [] : [{ ...part, reason: row.reason }];
  });
  return {
    explained,
    unexplained: found.filter((difference) => !claims.some((claim) => isClaim(claim, difference))),
    noUpstream: accepted,
    unlisted: without.filter((part) => !listed.some((row) => samePlace(row, part))),
    stale: [
      ...claims.flatMap((claim, index) => staleClaim(claim, claims.slice(0, index), found)),
      ...listed.flatMap((row, index) => staleListing(row, listed.slice(0, index), without)),
    ],
  };
}

function staleClaim(claim: Claim, before: readonly Claim[], found: readonly Difference[]): StaleRow[] {
  const { version, place, aspect } = claim;
  const here = found.find((difference) => sameAspect(difference, claim));
  const say = (why: string) => [{ version, place: `${place}, ${aspect}`, why }];
  if (here === undefined) return say("there is no such difference");
  if (!isClaim(claim, here))
    return say(`ours is ${JSON.stringify(here.ours)} and official ${JSON.stringify(here.official)} now`);
  return before.some((other) => sameAspect(other, claim)) ? say("an earlier row explains it too") : [];
}

function staleListing(
  row: { readonly version: string; readonly place: string },
  before: readonly { readonly version: string; readonly place: string }[],
  without: readonly NoUpstream[],
): StaleRow[] {
  const { version, place } = row;
  if (before.some((other) => samePlace(other, row))) return [{ version, place, why: "it is listed twice" }];
  if (without.some((part) => samePlace(part, row))) return [];
  return [{ version, place, why: "it has a definition, or is not there any more" }];
}

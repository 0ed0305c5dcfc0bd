import type { UpstreamResult } from "../index.ts";

/** What was found in one version, in numbers. */
export interface Tally {
  readonly version: string;
  /** Absent where no definition was given. */
  readonly source: string | undefined;
  readonly compared: number;
  readonly same: number;
  readonly explained: number;
  readonly unexplained: number;
  readonly noUpstream: number;
}

/** The numbers of each version. */
export function tallies({ comparisons, explained }: UpstreamResult): Tally[] {
  return comparisons.map(({ version, source, compared, differences, noUpstream }) => {
    const known = explained.filter((difference) => difference.version === version).length;
    return {
      version,
      source,
      compared,
      same: compared - differences.length,
      explained: known,
      unexplained: differences.length - known,
      noUpstream: noUpstream.length,
    };
  });
}

/** One line that says how it stands. */
export function standing(result: UpstreamResult): string {
  const { unexplained, unlisted, stale, staleStored } = result;
  const faults = [
    [unexplained.length, "unexplained"],
    [unlisted.length, "no upstream and not listed"],
    [stale.length, "stale rows"],
    [staleStored.length, "stale files"],
  ] as const;
  const found = faults.filter(([count]) => count > 0).map(([count, name]) => `${count} ${name}`);
  if (found.length > 0) return `upstream: ${found.join(", ")}`;
  const compared = result.comparisons.reduce((sum, comparison) => sum + comparison.compared, 0);
  return (
    `upstream: ${compared} facts compared, ${result.explained.length} differences explained, 0 unexplained; ` +
    `${result.noUpstream.length} parts no upstream`
  );
}

import { isFaulty } from "./faulty.ts";
import type { UpstreamResult } from "../index.ts";
import { tallies } from "./tallies.ts";

/** The result as JSON: `versions` in numbers, then everything that was found. */
export function upstreamJson(result: UpstreamResult): string {
  const { unexplained, explained, noUpstream, unlisted, stale, staleStored, withoutSpec, notInFolder } =
    result;
  return `${JSON.stringify(
    {
      passed: !isFaulty(result),
      versions: tallies(result),
      unexplained,
      noUpstreamNotListed: unlisted,
      staleRows: stale,
      staleFiles: staleStored,
      withoutSpec,
      notInFolder,
      explained,
      noUpstream,
    },
    undefined,
    2,
  )}\n`;
}

import type { UpstreamResult } from "../index.ts";

/** Whether what was found fails the run. */
export function isFaulty({ unexplained, unlisted, stale, staleStored }: UpstreamResult): boolean {
  return unexplained.length + unlisted.length + stale.length + staleStored.length > 0;
}

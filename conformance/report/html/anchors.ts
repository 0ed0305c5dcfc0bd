import type { Check, Run } from "../check.ts";

/** A check where it stands in the page. */
export interface Placed {
  readonly check: Check;
  readonly anchor: string;
}

/** The id of a check, by its place in the report. */
export function checkAnchor(run: number, check: number): string {
  return `check-${run}-${check}`;
}

/** The id of a trace. */
export function traceAnchor(run: number, trace: number): string {
  return `trace-${run}-${trace}`;
}

/** Checks by id and API version, in all runs. */
export function placedChecks(runs: readonly Run[]): ReadonlyMap<string, readonly Placed[]> {
  const found = new Map<string, Placed[]>();
  for (const [index, { checks }] of runs.entries())
    for (const [number, check] of checks.entries()) {
      const key = keyOf(check.id, check.apiVersion);
      found.set(key, [...(found.get(key) ?? []), { check, anchor: checkAnchor(index, number) }]);
    }
  return found;
}

/** What a check is found by. The id tells the service, and so the API version suffices. */
export function keyOf(id: string, apiVersion: string): string {
  return `${id}@${apiVersion}`;
}

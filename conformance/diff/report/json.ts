import { countsOf, type View } from "./view.ts";

/** For machines. Members may come, and none goes or changes its meaning. */
export function jsonReport({ old, new: revised, changes, notCompared, leftOut }: View): string {
  const report = { old, new: revised, summary: countsOf(changes), notCompared, leftOut, changes };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

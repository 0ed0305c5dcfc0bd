import type { Report, Run } from "./check.ts";

/** The runs for machines, as `specs/report.schema.json` describes them. */
export function jsonReport(runs: readonly Run[]): string {
  const report: Report = { schemaVersion: 1, runs };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}

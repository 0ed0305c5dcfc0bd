import type { Verdict } from "./judge.ts";
import { tooSlow, type Accepted, type Known } from "./ledger.ts";
import type { Dynamic } from "./pattern.ts";
import { isShipped } from "./search.ts";
import type { Judged } from "./verdicts.ts";

/** All that was found. */
export interface Findings {
  readonly judged: Judged;
  /** How many patterns stand in specs and code. */
  readonly found: number;
  /** How many were judged as they are made. */
  readonly made: number;
  readonly dynamic: readonly Dynamic[];
  readonly ledger: { readonly dynamic: readonly Known[]; readonly accepted: readonly Accepted[] };
}

/** Says what was found, and whether all of it is in order. */
export function report({ judged, found, made, dynamic, ledger }: Findings): {
  readonly lines: string[];
  readonly isGood: boolean;
} {
  const isAccepted = ({ pattern }: Verdict) => ledger.accepted.some((one) => isOf(one, pattern));
  const unsafe = judged.verdicts.filter(({ status }) => status !== "safe");
  const shipped = unsafe.filter(({ places }) => places.some(isShipped));
  const faults = [
    ...shipped.filter((verdict) => !isAccepted(verdict)).map(told),
    ...dynamic
      .filter((one) => !ledger.dynamic.some((row) => row.file === one.file && row.of === one.of))
      .map(({ file, line, of }) => `${file}:${line} makes a RegExp of ${of}, which is not in ledger.yaml.`),
    ...ledger.dynamic
      .filter((row) => !dynamic.some((one) => row.file === one.file && row.of === one.of))
      .map(({ file, of }) => `ledger.yaml: ${file} makes no RegExp of ${of}.`),
    ...ledger.accepted
      .filter((row) => !shipped.some(({ pattern }) => isOf(row, pattern)))
      .map(({ source }) => `ledger.yaml: /${source}/ is nowhere, or needs no leave.`),
    ...ledger.accepted.flatMap((row) =>
      tooSlow(row).map(
        (unit) => `/${row.source}/ takes over a second for ${JSON.stringify(unit)}, repeated.`,
      ),
    ),
    ...judged.stale.map((key) => `verdicts.json: ${key} is nowhere any more: npm run redos -- --write.`),
  ];
  const own = unsafe.length - shipped.length;
  const count = (status: Verdict["status"]) =>
    judged.verdicts.filter((verdict) => verdict.status === status).length;
  return {
    isGood: faults.length === 0,
    lines: [
      ...faults,
      `${found} regular expressions in specs and code, ${made} more as they are made: ${judged.verdicts.length} different ones, ` +
        `${count("safe")} safe, ${count("vulnerable")} vulnerable, ${count("unknown")} unknown; ${judged.fresh} judged now.`,
      `Of those that are not safe ${shipped.length} are shipped, ${ledger.accepted.length} of them with a reason; ` +
        `${own} are in scripts and in what judges this package itself, and read what is written here.`,
      `${dynamic.length} places make one of something else than a text, ${ledger.dynamic.length} with a reason.`,
      faults.length === 0 ? "No fault." : `${faults.length} faults.`,
    ],
  };
}

function isOf(row: Accepted, { source, flags }: Verdict["pattern"]): boolean {
  return row.source === source && row.flags === flags;
}

function told({ pattern, places, status, reason }: Verdict): string {
  return `/${pattern.source}/${pattern.flags} is ${status} (${reason}): ${places.filter(isShipped).join(", ")}`;
}

import type { Difference } from "../difference.ts";
import type { UpstreamResult } from "../index.ts";
import { standing, tallies } from "./tallies.ts";

/** The result for a person at a terminal: faults with all that is needed to act, the rest in numbers. */
export function upstreamText(result: UpstreamResult): string {
  const { unexplained, unlisted, stale, staleStored, withoutSpec, notInFolder } = result;
  const lines = [
    ...unexplained.map((difference) => `unexplained   ${differenceText(difference)}`),
    ...unlisted.map(
      ({ version, place, lacks }) =>
        `no upstream   ${version}  ${place}: ${lacks} is not given; list it with the reason`,
    ),
    ...stale.map(({ version, place, why }) => `stale row     ${version}  ${place}: ${why}`),
    ...staleStored.map(
      (file) => `stale file    ${file}: the folder says otherwise; npm run upstream -- … --write`,
    ),
  ];
  return `${[
    ...lines,
    ...(lines.length > 0 ? [""] : []),
    ...tallies(result).map(tallyText),
    ...withoutSpec.map((name) => `${name}: official, but there is no spec of ours`),
    ...notInFolder.map((name) => `${name}: not in the folder; compared by what is stored`),
    "",
    standing(result),
  ].join("\n")}\n`;
}

/** One difference on one line. */
export function differenceText({ version, place, aspect, ours, official }: Difference): string {
  return `${version}  ${place}, ${aspect}: ours ${valueText(ours)}, official ${valueText(official)}`;
}

/** A value, shortened where it is long. */
export function valueText(value: unknown): string {
  const text = typeof value === "string" ? value : JSON.stringify(value);
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}

function tallyText({
  version,
  source,
  compared,
  same,
  explained,
  unexplained,
  noUpstream,
}: ReturnType<typeof tallies>[number]) {
  if (source === undefined) return `${version}: no upstream; nothing compared`;
  return (
    `${version}: ${compared} facts compared: ${same} the same, ${explained} different and explained, ` +
    `${unexplained} unexplained; ${noUpstream} parts no upstream (${source})`
  );
}

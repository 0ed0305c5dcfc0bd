import type { Difference } from "../difference.ts";
import type { UpstreamResult } from "../index.ts";
import { standing, tallies } from "./tallies.ts";
import { valueText } from "./text.ts";

/** The result for a pull request: what asks for a person first, then the numbers, then what is explained. */
export function upstreamMarkdown(result: UpstreamResult): string {
  const { unexplained, unlisted, stale, staleStored, withoutSpec, notInFolder, explained, noUpstream } =
    result;
  return [
    "# Specs and official definitions",
    standing(result).replace(/^upstream: /, ""),
    table(
      ["version", "compared", "the same", "explained", "unexplained", "no upstream"],
      tallies(result).map((tally) =>
        tally.source === undefined
          ? [tally.version, "no upstream", "", "", "", "everything"]
          : [tally.version, tally.compared, tally.same, tally.explained, tally.unexplained, tally.noUpstream],
      ),
    ),
    section("Unexplained", differences(unexplained)),
    section(
      "No upstream, and not listed",
      table(
        ["version", "place", "not given"],
        unlisted.map(({ version, place, lacks }) => [version, code(place), lacks]),
      ),
    ),
    section(
      "Rows that explain nothing",
      table(
        ["version", "place", "why"],
        stale.map(({ version, place, why }) => [version, code(place), why]),
      ),
    ),
    section("Stored definitions that are stale", bullets(staleStored)),
    section("Official versions without a spec of ours", bullets(withoutSpec)),
    section("Not in the folder, compared by what is stored", bullets(notInFolder)),
    section(
      "Explained",
      table(
        ["version", "place", "aspect", "ours", "official", "reason"],
        explained.map((difference) => [...cells(difference), difference.reason]),
      ),
    ),
    section(
      "No upstream",
      table(
        ["version", "place", "reason"],
        noUpstream.map(({ version, place, reason }) => [version, code(place), reason]),
      ),
    ),
  ]
    .filter((part) => part !== "")
    .join("\n\n")
    .concat("\n");
}

function differences(found: readonly Difference[]): string {
  return table(["version", "place", "aspect", "ours", "official"], found.map(cells));
}

function cells({ version, place, aspect, ours, official }: Difference): string[] {
  return [version, code(place), aspect, code(valueText(ours)), code(valueText(official))];
}

function section(title: string, body: string): string {
  return body === "" ? "" : `## ${title}\n\n${body}`;
}

function bullets(names: readonly string[]): string {
  return names.map((name) => `- ${code(name)}`).join("\n");
}

function table(head: readonly string[], rows: readonly (readonly (string | number)[])[]): string {
  if (rows.length === 0) return "";
  const line = (row: readonly (string | number)[]) =>
    `| ${row
      .map((cell) =>
        String(cell)
          .replaceAll(/\s+/g, " ")
          .replaceAll("|", String.raw`\|`),
      )
      .join(" | ")} |`;
  return [line(head), line(head.map(() => "---")), ...rows.map(line)].join("\n");
}

function code(text: string): string {
  const fence = text.includes("`") ? "``" : "`";
  return `${fence}${text}${fence}`;
}

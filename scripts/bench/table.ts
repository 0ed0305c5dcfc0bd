/** The one table of all figures, as text and as Markdown. */
import { asNumber, inUnit, isMissed, medianOf, ratiosOf, type Figure } from "./figures.ts";
import { spreadOf } from "./statistics.ts";

/** The figures of a part. */
export interface Section {
  readonly title: string;
  readonly figures: readonly Figure[];
}

/** What stands above the columns. */
const HEAD = ["figure", "measured", "beside", "which has", "ratio (quartiles)", "goal", "result"] as const;

/** Lines in columns; each part begins with its title. */
export function asText(sections: readonly Section[]): string[] {
  const rows = sections.map(({ title, figures }) => ({ title, cells: figures.map(cellsOf) }));
  const all = [[...HEAD], ...rows.flatMap(({ cells }) => cells)];
  const widths = HEAD.map((_, column) => Math.max(...all.map((cells) => cells[column]?.length ?? 0)));
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd();
  return [line(HEAD), ...rows.flatMap(({ title, cells }) => ["", title, ...cells.map(line)])];
}

/** Lines of one Markdown table, with the title of the part in the first column. */
export function asMarkdown(sections: readonly Section[]): string[] {
  const row = (cells: readonly string[]) => `| ${cells.map(escaped).join(" | ")} |`;
  return [
    row(["part", ...HEAD]),
    row(["part", ...HEAD].map(() => "---")),
    ...sections.flatMap(({ title, figures }) =>
      figures.map((figure, index) => row([index === 0 ? title : "", ...cellsOf(figure)])),
    ),
  ];
}

/** A figure in columns. */
function cellsOf(figure: Figure): string[] {
  const { name, unit, values, peer } = figure;
  const ratios = ratiosOf(figure);
  const measured = inUnit(medianOf(values), unit);
  return [
    name,
    // Where there is a ratio, its spread tells more: what slows a round down slows both.
    peer || values.length < 2 ? measured : `${measured} (${quartiles(values, (one) => asNumber(one, unit))})`,
    peer?.name ?? "",
    peer ? inUnit(medianOf(peer.values), unit) : "",
    ratios.length === 0 ? "" : ratioCell(ratios),
    goalOf(figure),
    resultOf(figure),
  ];
}

/** What the goal is, such as `≤ 1.15 ×`. */
export function goalOf({ goal, unit }: Figure): string {
  if (!goal) return "";
  const suffix = goal.of === "ratio" ? " ×" : unit && ` ${unit}`;
  const { most, least } = goal;
  return [most !== undefined && `≤ ${most}${suffix}`, least !== undefined && `≥ ${least}${suffix}`]
    .filter((bound) => bound !== false)
    .join(", ");
}

/** What the goal is about, as measured. */
export function reachedBy(figure: Figure): string {
  const { goal, values, unit } = figure;
  return goal?.of === "ratio" ? `${ratio(medianOf(ratiosOf(figure)))} ×` : inUnit(medianOf(values), unit);
}

function resultOf(figure: Figure): string {
  if (!figure.goal) return "";
  return isMissed(figure) ? "MISSED" : "met";
}

function ratioCell(ratios: readonly number[]): string {
  const median = ratio(medianOf(ratios));
  return ratios.length < 2 ? median : `${median} (${quartiles(ratios, ratio)})`;
}

function quartiles(values: readonly number[], told: (value: number) => string): string {
  const [, lower, , upper] = spreadOf(values);
  return `${told(lower)}–${told(upper)}`;
}

/** Small ratios with as much precision as large ones. */
function ratio(value: number): string {
  return value < 0.1 ? value.toPrecision(2) : value.toFixed(3);
}

/** A bar would end the cell. */
function escaped(cell: string): string {
  return cell.replaceAll("|", "\\|");
}

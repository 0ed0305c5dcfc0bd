import type { Paint } from "../../../src/simulator/terminal.ts";
import { wrapped } from "../../report/table.ts";
import { harmless } from "../../report/terminal.ts";
import type { Change } from "../change.ts";
import { groupsOf, sectionsOf, summaryLines, type View } from "./view.ts";

const LOOKS = { breaking: "red", compatible: "green", documentation: "gray" } as const;

const HINT = "Why a rule breaks, and what to do: call-handoff diff --explain <rule>";

/** For people at a terminal: how much there is, then what breaks, with whom it reaches and on which side. */
export function textReport(view: View, paint: Paint): string {
  const summary = summaryLines(view).map(harmless);
  const { changes } = view;
  if (changes.length === 0) return `${summary.join("\n")}\n`;
  const head = [harmless(`From ${view.old} to ${view.new}`), ...summary].join("\n");
  const rest = changes.some(({ impact }) => impact === "breaking") ? [paint("dim", HINT)] : [];
  return `${[head, ...changeBlocks(changes, paint), ...rest].join("\n\n")}\n`;
}

/** What breaks first; within that by whom it reaches. */
export function changeBlocks(changes: readonly Change[], paint: Paint): string[] {
  return sectionsOf(changes).flatMap(({ impact, title, own }) => [
    paint(LOOKS[impact], title),
    ...[...groupsOf(own)].map(([reached, group]) =>
      [paint("bold", harmless(reached)), ...group.flatMap((change) => changeLines(change, paint))].join("\n"),
    ),
  ]);
}

function changeLines({ rule, place, message }: Change, paint: Paint): string[] {
  return [`  ${harmless(place)}  ${paint("dim", rule)}`, ...wrapped(harmless(message), "      ")];
}

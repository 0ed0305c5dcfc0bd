import type { Paint } from "../../../src/simulator/terminal.ts";
import { wrapped } from "../../report/table.ts";
import { harmless } from "../../report/terminal.ts";
import type { Change } from "../change.ts";
import { groupsOf, summaryLines, type View } from "./view.ts";

const LOOKS = { breaking: "red", compatible: "green", documentation: "gray" } as const;

/** For people at a terminal: whom each change reaches, and on which side. */
export function textReport(view: View, paint: Paint): string {
  const groups = [...groupsOf(view.changes)].map(([title, changes]) =>
    [paint("bold", harmless(title)), ...changes.flatMap((change) => changeLines(change, paint))].join("\n"),
  );
  const blocks = view.changes.length === 0 ? [] : [harmless(`From ${view.old} to ${view.new}`), ...groups];
  return `${[...blocks, summaryLines(view).map(harmless).join("\n")].join("\n\n")}\n`;
}

function changeLines({ rule, impact, place, message }: Change, paint: Paint): string[] {
  const head = `${paint(LOOKS[impact], impact)}  ${harmless(place)}  ${paint("dim", rule)}`;
  return [`  ${head}`, ...wrapped(harmless(message), "      ")];
}

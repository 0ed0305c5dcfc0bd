import type { Selected } from "../gate/selection.ts";
import { visible } from "../../src/simulator/terminal.ts";

/** The chosen checks for people: of each its id, level, versions and what it asks for. */
export function checkList(selected: readonly Selected[]): string {
  const versions = new Map<Selected["info"], string[]>();
  for (const { info, version } of selected)
    versions.set(info, [...(versions.get(info) ?? []), version.slice(version.indexOf("@") + 1)]);
  const lines = [...versions].map(
    ([{ id, level, expectation }, own]) =>
      `${id}  ${level}  (${own.join(", ")})\n    ${visible(expectation)}`,
  );
  const count = `${versions.size} ${versions.size === 1 ? "check" : "checks"}, ${selected.length} with their versions.`;
  return `${[...lines, "", count].join("\n")}\n`;
}

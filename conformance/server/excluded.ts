import type { Selected } from "../gate/selection.ts";
import type { Verdicts } from "../gate/verdicts.ts";
import type { Lack } from "./options.ts";

/** The groups of checks that need what a target may lack. */
const GROUPS: Readonly<Record<Lack, readonly string[]>> = {
  access: ["access"],
  tokens: ["token"],
  notifications: ["notification", "token"],
  repeatability: ["repeatability"],
  "deprecated-paths": ["deprecated"],
};

/** Excludes what the user says that the target lacks, and gives back the rest. */
export function excludeLacks(
  verdicts: Verdicts,
  selected: readonly Selected[],
  without: readonly Lack[],
): Selected[] {
  return selected.filter(({ info, version }) => {
    const group = info.id.split("/")[1] ?? "";
    const lack = without.find((one) => GROUPS[one].includes(group));
    if (lack === undefined) return true;
    verdicts.exclude(
      version,
      info.id,
      `The target has no ${lack.replace("-", " ")}, as was said (--without ${lack}).`,
    );
    return false;
  });
}

import { matchesGlob } from "../gate/glob.ts";
import type { Selected } from "../gate/selection.ts";
import type { Verdicts } from "../gate/verdicts.ts";
import type { Lack } from "./options.ts";

/** The checks that need what a target may lack. */
const CHECKS: Readonly<Record<Lack, readonly string[]>> = {
  access: ["*/access/*"],
  states: ["*/state/*", "*/notification/failure"],
  tokens: ["*/token/*"],
  notifications: ["*/notification/*", "*/token/*"],
  repeatability: ["*/repeatability/*", "*/refuses/request-id-*", "*/refuses/first-sent-*"],
  "deprecated-paths": ["*/deprecated/*"],
};

/** Excludes what the user says that the target lacks, and gives back the rest. */
export function excludeLacks(
  verdicts: Verdicts,
  selected: readonly Selected[],
  without: readonly Lack[],
): Selected[] {
  return selected.filter(({ info, version }) => {
    const lack = without.find((one) => CHECKS[one].some((glob) => matchesGlob(info.id, glob)));
    if (lack === undefined) return true;
    verdicts.declare(version, info.id, `It was said that the target lacks it (--without ${lack}).`);
    return false;
  });
}

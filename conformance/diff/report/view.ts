import type { Change, Impact, Side } from "../change.ts";
import type { Comparison } from "../compare.ts";

/** A comparison as it is reported. */
export interface View extends Comparison {
  /** How many changes the choice of rules leaves out. */
  readonly leftOut: number;
}

/** Impacts, the gravest first. */
export const IMPACTS: readonly Impact[] = ["breaking", "compatible", "documentation"];

/** Impacts as headings have them. */
const TITLES: Readonly<Record<Impact, string>> = {
  breaking: "Breaking",
  compatible: "Compatible",
  documentation: "Documentation only",
};

const SIDES: Readonly<Record<Side, string>> = {
  request: "Request",
  response: "Response",
  notification: "Notification",
  acknowledgement: "Acknowledgement",
  document: "Document",
  flow: "Flow",
  requirement: "Requirements",
};

/** How many changes there are of each impact. */
export function countsOf(changes: readonly Change[]): Readonly<Record<Impact, number>> {
  const count = (impact: Impact): number => changes.filter((change) => change.impact === impact).length;
  return {
    breaking: count("breaking"),
    compatible: count("compatible"),
    documentation: count("documentation"),
  };
}

/** Counts in words, with what was not compared and what is left out. */
export function summaryLines({ changes, leftOut, notCompared, old, new: revised }: View): string[] {
  const { breaking, compatible, documentation } = countsOf(changes);
  return [
    changes.length === 0 && leftOut === 0
      ? `Nothing is different between ${old} and ${revised}.`
      : `${breaking} breaking, ${compatible} compatible, ${documentation} documentation only.`,
    ...(leftOut > 0 ? [`Left out by the choice of rules: ${leftOut}.`] : []),
    ...(notCompared.length > 0 ? [`Not compared, as not both have them: ${notCompared.join(" and ")}.`] : []),
  ];
}

/** Changes by whom they reach and on which side, in the order in which these come. */
export function groupsOf(changes: readonly Change[]): ReadonlyMap<string, readonly Change[]> {
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const title = [SIDES[change.side], change.reaches.join(", ")].filter(Boolean).join(" of ");
    groups.set(title, [...(groups.get(title) ?? []), change]);
  }
  return groups;
}

/** Changes by their impact, with the heading of each, the gravest first. */
export function sectionsOf(
  changes: readonly Change[],
): { readonly impact: Impact; readonly title: string; readonly own: readonly Change[] }[] {
  return IMPACTS.map((impact) => ({ impact, own: changes.filter((change) => change.impact === impact) }))
    .filter(({ own }) => own.length > 0)
    .map(({ impact, own }) => ({ impact, title: `${TITLES[impact]} (${own.length})`, own }));
}

import type { Change, Contract, Impact } from "./change.ts";
import { compareDocuments } from "./document/index.ts";
import { compareFlows } from "./flows.ts";
import { compareRequirements } from "./requirements.ts";

/** All that is different between two contracts. */
export interface Comparison {
  readonly old: string;
  readonly new: string;
  /** What breaks first, then what is compatible, then documentation; in the order of the documents within each. */
  readonly changes: readonly Change[];
  /** What was not compared, as one of the contracts lacks it, and the other does not. */
  readonly notCompared: readonly ("flows" | "requirements")[];
}

const IMPACTS: readonly Impact[] = ["breaking", "compatible", "documentation"];

/**
 * Compares two contracts.
 *
 * @param old - what callers and receivers rely on today
 * @param revised - what they would rely on
 */
export function compareContracts(old: Contract, revised: Contract): Comparison {
  const documentChanges = compareDocuments(old.document, revised.document);
  const changes = [
    ...documentChanges,
    ...(old.flows && revised.flows ? compareFlows(old.flows, revised.flows) : []),
    ...(old.requirements && revised.requirements
      ? compareRequirements(old.requirements, revised.requirements, documentChanges)
      : []),
  ];
  return {
    old: old.name,
    new: revised.name,
    changes: changes.toSorted((a, b) => IMPACTS.indexOf(a.impact) - IMPACTS.indexOf(b.impact)),
    notCompared: [
      ...(!old.flows === !revised.flows ? [] : (["flows"] as const)),
      ...(!old.requirements === !revised.requirements ? [] : (["requirements"] as const)),
    ],
  };
}

import type { Rule } from "../change.ts";
import { documentRules } from "./document.ts";
import { flowRules } from "./flows.ts";
import { requirementRules } from "./requirements.ts";

/** Every kind of change that a comparison finds, by id, in the order of the pages. */
export const rules = { ...documentRules, ...flowRules, ...requirementRules } as const satisfies Record<
  string,
  Rule
>;

/** The id of a rule. */
export type RuleId = keyof typeof rules;

/** Whether a text is the id of a rule. */
export function isRuleId(text: string): text is RuleId {
  return Object.hasOwn(rules, text);
}

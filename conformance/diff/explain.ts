import { nearest } from "../command/nearest.ts";
import { GateError } from "../gate/errors.ts";
import { wrapped } from "../report/table.ts";
import { isRuleId, rules, type RuleId } from "./rules/index.ts";

/** Every rule with its impact and what it finds. */
export function ruleList(): string {
  return Object.entries(rules)
    .map(([id, { impact, title }]) => `${id}  ${impact}\n    ${title}\n`)
    .join("");
}

/** What rules find, why that matters or does not, and what to do. */
export function explanationOf(ids: readonly RuleId[]): string {
  return ids.map(explained).join("\n");
}

/**
 * The ids of rules that a flag names.
 *
 * @throws GateError for an id that no rule has
 */
export function ruleIdsOf(flag: string, given: readonly string[]): RuleId[] {
  return given.map((id) => {
    if (isRuleId(id)) return id;
    const meant = nearest(id, Object.keys(rules));
    throw new GateError(
      `--${flag}: there is no rule "${id}".${meant === undefined ? " --list tells them." : ` Did you mean ${meant}?`}`,
    );
  });
}

function explained(id: RuleId): string {
  const { impact, title, why, remedy } = rules[id];
  const lines = [`${id}  ${impact}`, `  ${title}.`, ...part("Why", why), ...part("What to do", remedy)];
  return `${lines.join("\n")}\n`;
}

function part(label: string, text: string): string[] {
  const indent = " ".repeat(14);
  const [first = "", ...rest] = wrapped(text, indent);
  return [`  ${label}`.padEnd(indent.length) + first.trimStart(), ...rest];
}

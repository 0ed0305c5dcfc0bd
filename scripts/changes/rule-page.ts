import { stringify } from "yaml";
import { compareContracts } from "../../conformance/diff/compare.ts";
import { pairOf } from "../../conformance/diff/fixture-pair.ts";
import type { Fixture } from "../../conformance/diff/fixtures.ts";
import { changeBlocks } from "../../conformance/diff/report/text.ts";
import type { RuleId } from "../../conformance/diff/rules/index.ts";
import { rules } from "../../conformance/diff/rules/index.ts";
import { lineDiff } from "./line-diff.ts";
import { GENERATED, IMPACT_WORDS } from "./words.ts";

const PARTS: Readonly<Record<Fixture["in"], string>> = {
  request: "In the schema of a request",
  response: "In the schema of a response",
  notification: "In the schema of a notification",
  acknowledgement: "In the schema of what a receiver answers",
  operation: "In an operation",
  webhook: "In a webhook",
  document: "In a document",
  flows: "In the flows",
  requirements: "In the requirements",
};

/** The page of a rule, with the example that its test is made of. */
export function rulePage(id: RuleId, fixture: Fixture): string {
  const { impact, title, why, remedy } = rules[id];
  const { redocly } = fixture;
  return [
    GENERATED,
    `# ${id}`,
    `**${IMPACT_WORDS[impact]}.** ${sentence(title)}`,
    why,
    `What to do: ${remedy}`,
    "## Example",
    ...examplesOf(fixture),
    "`call-handoff diff` tells:",
    fenced("text", toldOf(fixture)),
    ...(redocly ? [`\`redocly diff\` says ${redocly.says}. ${sentence(redocly.why)}`] : []),
    "[All rules](../README.md#rules)",
  ]
    .join("\n\n")
    .concat("\n");
}

function examplesOf(fixture: Fixture): string[] {
  const { notification } = pairOf(fixture);
  return [
    ...(notification ? exampleOf("notification", notification) : []),
    ...exampleOf(fixture.in, fixture),
  ];
}

function exampleOf(
  where: Fixture["in"],
  fragments: { readonly old: unknown; readonly new: unknown },
): string[] {
  const text = (fragment: unknown): string => stringify(fragment, { lineWidth: 100 });
  return [`${PARTS[where]}:`, fenced("diff", lineDiff(text(fragments.old), text(fragments.new)))];
}

/** Without the names of the two contracts, which are made up, and without counts. */
function toldOf(fixture: Fixture): string {
  const { old, new: revised } = pairOf(fixture);
  return changeBlocks(compareContracts(old, revised).changes, (_, words) => words).join("\n\n");
}

function fenced(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

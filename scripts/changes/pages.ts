import { bundledContract, isVersionName, versionNames } from "../../conformance/diff/bundled.ts";
import type { Contract } from "../../conformance/diff/change.ts";
import { compareContracts } from "../../conformance/diff/compare.ts";
import { readFixtures } from "../../conformance/diff/fixtures.ts";
import { markdownReport } from "../../conformance/diff/report/markdown.ts";
import type { View } from "../../conformance/diff/report/view.ts";
import { isRuleId, rules } from "../../conformance/diff/rules/index.ts";
import { indexPage, ungrouped } from "./index-page.ts";
import { fileOf, pairsOf } from "./pairs.ts";
import { rulePage } from "./rule-page.ts";
import { GENERATED } from "./words.ts";

/** Every page of `docs/changes/` that follows from the rules and the versions, by its path there. */
export function pages(): ReadonlyMap<string, string> {
  const [first] = ungrouped();
  if (first !== undefined) throw new Error(`The rule ${first} has no group of its own.`);
  const views = pairsOf(versionNames).map((pair): View => ({
    ...compareContracts(contractOf(pair.old), contractOf(pair.new)),
    leftOut: 0,
  }));
  return new Map([
    ["README.md", indexPage(views)],
    ...views.map((view) => [fileOf(view), pairPage(view)] as const),
    ...rulePages(),
  ]);
}

function contractOf(name: string): Contract {
  if (!isVersionName(name)) throw new Error(`There is no version ${name}.`);
  return bundledContract(name);
}

function pairPage(view: View): string {
  const text = markdownReport(view, { pageOf: (rule) => `rules/${rule}.md` });
  return `${GENERATED}\n\n${text}\n[All changes](README.md)\n`;
}

function rulePages(): [string, string][] {
  const fixtures = new Map(readFixtures().map((fixture) => [fixture.rule, fixture]));
  return Object.keys(rules)
    .filter(isRuleId)
    .map((id) => {
      const fixture = fixtures.get(id);
      if (!fixture) throw new Error(`The rule ${id} has no fixture.`);
      return [`rules/${id}.md`, rulePage(id, fixture)];
    });
}

import type { View } from "../../conformance/diff/report/view.ts";
import { countsOf } from "../../conformance/diff/report/view.ts";
import { rules } from "../../conformance/diff/rules/index.ts";
import { fileOf } from "./pairs.ts";
import { GENERATED, IMPACT_WORDS } from "./words.ts";

/** Groups of rules by how their ids begin. */
const GROUPS: readonly (readonly [title: string, about: string, prefixes: readonly string[]])[] = [
  ["Operations", "Where a request goes, and whether it can be sent.", ["operation"]],
  ["Parameters and headers", "What stands beside the body.", ["parameter", "header"]],
  ["Bodies and media types", "Whether there is a body, and in which form.", ["body", "media-type"]],
  ["Statuses", "What an operation answers, and what receivers do.", ["status"]],
  [
    "What is sent",
    "Requests of callers and acknowledgements of receivers. Less that is accepted breaks them, more does not.",
    ["sent"],
  ],
  [
    "What is received",
    "Responses to callers and notifications to receivers. What may newly come breaks who handles everything that may come, and what no longer comes breaks who waits for it; members that nobody knows are ignored.",
    ["received"],
  ],
  ["Security and servers", "Who may call, who proves what, and where.", ["security", "server"]],
  ["Webhooks and callbacks", "What notifications there are, and where they go.", ["webhook", "callback"]],
  ["Flows", "What may follow an operation, and in which order.", ["flow"]],
  ["Requirements", "What the documents demand of callers, receivers and services.", ["requirement"]],
  ["Documents", "Words, examples and remarks.", ["document"]],
];

/** The page that lists the compared pairs and the rules. */
export function indexPage(views: readonly View[]): string {
  const pairs = views.map((view) => {
    const { breaking, compatible, documentation } = countsOf(view.changes);
    const link = `[${view.old} → ${view.new}](${fileOf(view)})`;
    return `| ${link} | ${breaking} | ${compatible} | ${documentation} |`;
  });
  return [
    GENERATED,
    "# Changes",
    "What is different between neighbouring versions, and whom it breaks: what [`call-handoff diff`](../diff.md) tells of them.",
    [
      "| from → to | breaking | compatible | documentation only |",
      "| --- | --: | --: | --: |",
      ...pairs,
    ].join("\n"),
    "[Seeds](seeds.md): edits of which is known what they break, beside what `call-handoff diff` and `redocly diff` say of them.",
    "## Rules",
    `Every change is found by one of ${Object.keys(rules).length} rules. An id never changes its meaning.`,
    ...GROUPS.map(([title, about, prefixes]) => [`### ${title}`, about, ruleTable(prefixes)].join("\n\n")),
  ]
    .join("\n\n")
    .concat("\n");
}

function ruleTable(prefixes: readonly string[]): string {
  const own = Object.entries(rules).filter(([id]) => prefixes.some((prefix) => id.startsWith(`${prefix}-`)));
  const rows = own.map(
    ([id, { impact, title }]) =>
      `| [\`${id}\`](rules/${id}.md) | ${IMPACT_WORDS[impact].toLowerCase()} | ${title.replaceAll("|", String.raw`\|`)} |`,
  );
  return ["| rule | | what |", "| --- | --- | --- |", ...rows].join("\n");
}

/** Rules that stand in no group, of which there must be none. */
export function ungrouped(): string[] {
  const prefixes = GROUPS.flatMap(([, , own]) => own);
  return Object.keys(rules).filter(
    (id) => prefixes.filter((prefix) => id.startsWith(`${prefix}-`)).length !== 1,
  );
}

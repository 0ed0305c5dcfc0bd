import { describe, expect, test } from "vitest";
import type { Change } from "../change.ts";
import { githubReport } from "./github.ts";
import { jsonReport } from "./json.ts";
import { inline, markdownReport } from "./markdown.ts";
import { textReport } from "./text.ts";
import type { View } from "./view.ts";

const plain = (_: unknown, text: string) => text;

const change = (more: Partial<Change>): Change => ({
  rule: "sent-member-now-required",
  impact: "breaking",
  side: "request",
  place: "TransferRequest.target",
  message: "It could be left out, and must be sent.",
  reaches: ["graph.transfer"],
  newPointer: "/components/schemas/TransferRequest/required",
  ...more,
});

const view: View = {
  old: "graph@beta",
  new: "graph@v1.0",
  changes: [
    change({}),
    change({ rule: "flow-added", impact: "compatible", side: "flow", place: "graph.redirect", reaches: [] }),
    change({ impact: "documentation", rule: "document-description-changed", message: "Other words." }),
  ],
  notCompared: ["requirements"],
  leftOut: 2,
};

const none: View = { ...view, changes: [], notCompared: [], leftOut: 0 };

describe("a comparison as text", () => {
  test("has its counts first, then what breaks, by whom it reaches", () => {
    expect(textReport(view, plain)).toBe(
      `From graph@beta to graph@v1.0
1 breaking, 1 compatible, 1 documentation only.
Left out by the choice of rules: 2.
Not compared, as not both have them: requirements.

Breaking (1)

Request of graph.transfer
  TransferRequest.target  sent-member-now-required
      It could be left out, and must be sent.

Compatible (1)

Flow
  graph.redirect  flow-added
      It could be left out, and must be sent.

Documentation only (1)

Request of graph.transfer
  TransferRequest.target  document-description-changed
      Other words.

Why a rule breaks, and what to do: call-handoff diff --explain <rule>
`,
    );
    expect(textReport(none, plain)).toBe("Nothing is different between graph@beta and graph@v1.0.\n");
    const harmless = { ...view, changes: view.changes.slice(1) };
    expect(textReport(harmless, plain)).not.toContain("--explain");
  });

  test("obeys nothing that a document says", () => {
    const hostile = change({ place: "::error::x", message: "a\u001B[31m\n::warning::b" });
    const text = textReport({ ...view, changes: [hostile], old: "\u001B[2J" }, plain);
    expect(text).not.toContain("\u001B");
    expect(text).not.toMatch(/^\s*::/m);
  });
});

test("a comparison as JSON has a shape that stays", () => {
  expect(JSON.parse(jsonReport(view))).toEqual({
    old: "graph@beta",
    new: "graph@v1.0",
    summary: { breaking: 1, compatible: 1, documentation: 1 },
    notCompared: ["requirements"],
    leftOut: 2,
    changes: view.changes,
  });
});

describe("a comparison as Markdown", () => {
  test("is grouped by impact, and links rules where it is told their pages", () => {
    const text = markdownReport(view, { pageOf: (rule) => `rules/${rule}.md` });
    expect(text.split("\n").filter((line) => line.startsWith("#"))).toEqual([
      "# From graph@beta to graph@v1.0",
      "## Breaking (1)",
      "### Request of graph.transfer",
      "## Compatible (1)",
      "### Flow",
      "## Documentation only (1)",
      "### Request of graph.transfer",
    ]);
    expect(text).toContain("[`flow-added`](rules/flow-added.md)");
    expect(markdownReport(view)).not.toContain("](");
  });

  test("takes nothing that a document says for Markdown, HTML or a mention", () => {
    expect(inline("<b> [a](b) `c` *d* | @everybody\n## e & acs@2024-09-15")).toBe(
      String.raw`&lt;b> \[a\](b) \`c\` \*d\* \| &#64;everybody ## e &amp; acs@2024-09-15`,
    );
  });
});

describe("a comparison as annotations", () => {
  test("has errors for what fails the command, warnings for what else breaks, and notices", () => {
    const isFatal = ({ impact }: Change) => impact === "breaking";
    expect(githubReport(view, { file: "a,b.json", isFatal }).split("\n")).toEqual([
      "::error file=a%2Cb.json,title=breaking%3A TransferRequest.target::It could be left out, and must be sent.%0AReaches graph.transfer.%0ARule sent-member-now-required.",
      expect.stringMatching(/^::notice title=compatible%3A graph\.redirect::/),
      expect.stringMatching(/^::notice file=a%2Cb\.json,title=documentation/),
      "",
    ]);
    expect(githubReport(view, { isFatal: () => false })).toMatch(/^::warning title=/);
  });

  test("names the file of the part that has changed", () => {
    const sides = [
      change({}),
      change({ side: "flow" }),
      change({ side: "requirement" }),
      change({ side: "document" }),
    ];
    const filesOf = (files: object) =>
      Array.from(
        githubReport({ ...view, changes: sides }, { ...files, isFatal: () => false }).matchAll(
          /^::\w+ (?:file=([^,]*),)?/gm,
        ),
        ([, name]) => name,
      );
    const files = { file: "a.json", flowsFile: "f.json", requirementsFile: "r.yaml" };
    expect(filesOf(files)).toEqual(["a.json", "f.json", "r.yaml", "a.json"]);
    expect(filesOf({ file: "a.json" })).toEqual(["a.json", undefined, undefined, "a.json"]);
  });

  test("is one line for each change, of which GitHub shows ten of a kind", () => {
    const many = Array.from({ length: 12 }, () => change({ message: "a\n::error::b%" }));
    const linesOf = (hasSummary: boolean) =>
      githubReport({ ...view, changes: many }, { isFatal: () => true, hasSummary })
        .trimEnd()
        .split("\n");
    const lines = linesOf(true);
    expect(lines).toHaveLength(10);
    expect(lines[0]).toContain("a%0A::error::b%25");
    expect(lines.at(-1)).toBe("::error title=3 more::They are in the summary of the job.");
    expect(linesOf(false).at(-1)).toBe("::error title=3 more::--format text or markdown tells them all.");
  });
});

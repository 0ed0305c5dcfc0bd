import { expect, test } from "vitest";
import { patternsInCode } from "./code.ts";
import { patternsInDocument } from "./documents.ts";
import { judge, type Verdict } from "./judge.ts";
import { tooSlow } from "./ledger.ts";
import { madeDuring } from "./made.ts";
import { report, type Findings } from "./report.ts";
import { isShipped } from "./search.ts";

const BAD = "^(a+)+$";

test("a pattern of a document is found at any depth, by its pointer, and names that are patterns too", () => {
  const schemas = { "A/B": { items: [{ pattern: BAD }], patternProperties: { "^x": { pattern: "y" } } } };
  expect(patternsInDocument("specs/x.yaml", { components: { schemas }, pattern: { pattern: 1 } })).toEqual([
    { source: BAD, flags: "u", at: "specs/x.yaml#/components/schemas/A~1B/items/0/pattern" },
    { source: "^x", flags: "u", at: "specs/x.yaml#/components/schemas/A~1B/patternProperties" },
    { source: "y", flags: "u", at: "specs/x.yaml#/components/schemas/A~1B/patternProperties/^x/pattern" },
  ]);
});

test.each([
  ["a literal", "const a = /^(a+)+$/gi;", [BAD, "gi"]],
  ["a literal with a slash in a class", "const a = /[/]^(a+)+$/u;", [`[/]${BAD}`, "u"]],
  ["a literal within a template", "const a = `${/^(a+)+$/.source}`;", [BAD, ""]],
  ["a call with a text", 'const a = new RegExp("^(a+)+$", "u");', [BAD, "u"]],
  ["a call without new", "const a = RegExp('^(a+)+$');", [BAD, ""]],
  ["a call of the global one", "const a = new globalThis.RegExp(`^(a+)+$`);", [BAD, ""]],
  ["a call with a raw text", "const a = new RegExp(String.raw`^(a+)+\\d$`);", ["^(a+)+\\d$", ""]],
])("%s is found in code", (_, code, [source, flags]) => {
  expect(patternsInCode("src/x.ts", `\n${code}`)).toEqual({
    patterns: [{ source, flags, at: "src/x.ts:2" }],
    dynamic: [],
  });
});

test("what only looks like one is none, and one that is made of something else is told apart", () => {
  const code = [
    "// /a+/",
    "const a = 1 / 2 / 3;",
    'const b = "/(a+)+/";',
    "new RegExp(`${b}$`, flags);",
    "RegExp(/x/);",
  ];
  expect(patternsInCode("src/x.ts", code.join("\n"))).toEqual({
    patterns: [{ source: "x", flags: "", at: "src/x.ts:5" }],
    dynamic: [{ file: "src/x.ts", line: 4, of: "`${b}$`" }],
  });
});

test("what is made while something runs is seen, also without new, and nothing after that", async () => {
  const made = await madeDuring("src/x.ts", async () => [new RegExp(BAD, "i"), RegExp("b")]);
  expect(made.map(({ source, flags }) => [source, flags])).toEqual([
    [BAD, "i"],
    ["b", ""],
  ]);
  expect(new RegExp("c")).toBeInstanceOf(RegExp);
  expect(made).toHaveLength(2);
});

test("a pattern that takes exponential time is told from one that does not", () => {
  expect(judge({ source: BAD, flags: "u", at: "x" })).toMatchObject({
    status: "vulnerable",
    reason: "exponential",
  });
  expect(judge({ source: "^a+$", flags: "", at: "x" })).toMatchObject({ status: "safe", reason: "" });
});

const verdict = (at: string, status: Verdict["status"] = "vulnerable"): Verdict => ({
  pattern: { source: BAD, flags: "", at },
  places: [at],
  status,
  reason: "exponential",
});
const nothing: Findings = {
  judged: { verdicts: [], fresh: 0, stale: [] },
  found: 0,
  made: 0,
  dynamic: [],
  ledger: { dynamic: [], accepted: [] },
};
const dynamic = [{ file: "src/x.ts", line: 4, of: "a" }];
const accepted = [{ source: BAD, flags: "", reason: "r" }];

test.each<[string, Partial<Findings>, RegExp]>([
  [
    "a bad pattern of a spec",
    { judged: { verdicts: [verdict("specs/x.yaml#/a")], fresh: 1, stale: [] } },
    /vulnerable \(exponential\): specs\/x\.yaml#\/a/,
  ],
  ["a bad literal", { judged: { verdicts: [verdict("src/x.ts:1")], fresh: 1, stale: [] } }, /src\/x\.ts:1/],
  [
    "one that nobody can tell of",
    { judged: { verdicts: [verdict("conformance/gate/x.ts:1", "unknown")], fresh: 1, stale: [] } },
    /unknown/,
  ],
  ["one of unknown making", { dynamic }, /src\/x\.ts:4 makes a RegExp of a, which is not/],
  [
    "a row about nothing that is made",
    { ledger: { accepted: [], dynamic: [{ file: "src/x.ts", of: "b", reason: "r" }] } },
    /makes no RegExp of b/,
  ],
  ["a row that lets nothing pass", { ledger: { dynamic: [], accepted } }, /is nowhere, or needs no leave/],
  [
    "a verdict that is kept of nothing",
    { judged: { verdicts: [], fresh: 0, stale: ["/x/"] } },
    /\/x\/ is nowhere any more/,
  ],
])("%s is a fault", (_, findings, message) => {
  const { lines, isGood } = report({ ...nothing, ...findings });
  expect(isGood).toBe(false);
  expect(lines.join("\n")).toMatch(message);
});

test("one that was let pass and takes long for a hostile text is told, and one that does not is not", () => {
  const row = { flags: "", reason: "r", hostile: [" ", "ab"] };
  expect(tooSlow({ ...row, source: String.raw`\s*$` }, 30_000, 50)).toEqual([" "]);
  expect(tooSlow({ ...row, source: String.raw`a+b` }, 30_000, 5000)).toEqual([]);
});

test("what is known with its reason is none, nor is what only judges this package itself", () => {
  const verdicts = [
    verdict("src/x.ts:1"),
    { ...verdict("scripts/x.ts:1"), pattern: { source: "(b+)+$", flags: "", at: "" } },
  ];
  const { lines, isGood } = report({
    ...nothing,
    dynamic,
    judged: { verdicts, fresh: 0, stale: [] },
    ledger: { accepted, dynamic: [{ file: "src/x.ts", of: "a", reason: "r" }] },
  });
  expect([isGood, lines.at(-1)]).toEqual([true, "No fault."]);
  expect(["src/x.ts:1", "conformance/gate/x.ts", "generated/x.js:1", "specs/x.yaml"].every(isShipped)).toBe(
    true,
  );
  expect(["scripts/x.ts", "conformance/mutants/x.ts", "conformance/contract/a.ts"].some(isShipped)).toBe(
    false,
  );
});

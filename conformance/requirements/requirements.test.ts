import { describe, expect, test } from "vitest";
import { requirements } from "../../generated/requirements.ts";
import { fakeIo } from "../../src/simulator/command.test-support.ts";
import { UsageError } from "../../src/simulator/command.ts";
import { GateError } from "../gate/errors.ts";
import { asMarkdown } from "./as-markdown.ts";
import { asTable } from "./as-table.ts";
import type { Row } from "./coverage.ts";
import { requirementsCommand } from "./index.ts";

function output(line = "", env: Record<string, string> = {}): string {
  const io = fakeIo({ env });
  expect(requirementsCommand(line.split(" ").filter(Boolean), io)).toBe(0);
  expect(io.err()).toBe("");
  return io.out();
}

const tested: Row = {
  id: "graph-transfer/response/accepted",
  operation: "graph.transfer",
  level: "MUST",
  source: { document: "graph-transfer", place: "Response" },
  text: "A transfer that is taken is answered with 202 | Accepted.",
  versions: ["graph@beta"],
  checks: ["graph.transfer/response/status"],
};

const excluded: Row = {
  id: "graph-transfer/title/name",
  operation: "graph.transfer",
  level: "INFO",
  source: { document: "graph-transfer", place: "Title" },
  text: "The action is called `transfer`, and `<id>` is not <id>.",
  checks: [],
  excluded: "A name.",
};

describe("requirements", () => {
  test("every one is tested or excluded with a reason, and the totals count nothing else", () => {
    for (const { checks, excluded: reason } of requirements)
      expect(checks.length > 0).toBe(reason === undefined);
    const { requirements: rows, totals } = JSON.parse(output("--format json"));
    expect(rows).toHaveLength(requirements.length);
    const all = { operation: "all", rows: 0, tested: 0, excluded: 0 };
    for (const one of totals.slice(0, -1)) {
      expect(one.rows).toBe(one.tested + one.excluded);
      all.rows += one.rows;
      all.tested += one.tested;
      all.excluded += one.excluded;
    }
    expect(totals.at(-1)).toEqual(all);
    expect(all.rows).toBe(requirements.length);
  });

  test("as JSON are the rows as they are generated", () => {
    const { requirements: rows } = JSON.parse(output("--format json --operation graph.redirect"));
    expect(rows).toEqual(requirements.filter(({ operation }) => operation === "graph.redirect"));
  });

  test("as a table name id, level, versions, statement, source, checks or reason, and totals", () => {
    expect(asTable([tested, excluded], 80)).toBe(
      [
        "graph.transfer",
        "",
        "MUST    graph-transfer/response/accepted",
        "        A transfer that is taken is answered with 202 | Accepted.",
        "        source: graph-transfer, Response; versions: beta",
        "        tested: graph.transfer/response/status",
        "",
        "INFO    graph-transfer/title/name",
        "        The action is called `transfer`, and `<id>` is not <id>.",
        "        source: graph-transfer, Title; versions: all",
        "        excluded: A name.",
        "",
        "operation       rows  tested  excluded",
        "graph.transfer     2       1         1",
        "",
      ].join("\n"),
    );
  });

  test("as a table keep to the width of the terminal, but for names that are longer", () => {
    for (const [columns, width] of [
      ["", 100],
      ["20", 80],
      ["132", 132],
      ["wide", 100],
    ] as const) {
      const lines = output("", columns === "" ? {} : { COLUMNS: columns }).split("\n");
      const tooLong = lines.filter((line) => line.length > width && line.trim().includes(" "));
      expect(tooLong.filter((line) => !/^(MUST|SHOULD|MAY|INFO) +\S+$/.test(line))).toEqual([]);
      expect(lines.some((line) => line.length > width - 10)).toBe(true);
    }
  });

  test("as Markdown are tables that no cell breaks", () => {
    expect(asMarkdown([tested, excluded])).toBe(
      [
        "# Requirements",
        "",
        "## graph.transfer",
        "",
        "| requirement | level | versions | statement | source | coverage |",
        "| --- | --- | --- | --- | --- | --- |",
        String.raw`| ${"`graph-transfer/response/accepted`"} | MUST | beta | A transfer that is taken is answered with 202 \| Accepted. | graph-transfer, Response | tested: ${"`graph.transfer/response/status`"} |`,
        "| `graph-transfer/title/name` | INFO | all | The action is called `transfer`, and `<id>` is not &lt;id>. | graph-transfer, Title | excluded: A name. |",
        "",
        "## Totals",
        "",
        "| operation | rows | tested | excluded |",
        "| --- | --- | --- | --- |",
        "| graph.transfer | 2 | 1 | 1 |",
        "",
      ].join("\n"),
    );
  });

  test("are those of the chosen operations, in the order of all", () => {
    const { totals } = JSON.parse(
      output("--format json --operation graph.transfer --operation acs.redirectCall"),
    );
    expect(totals.map(({ operation }: { operation: string }) => operation)).toEqual([
      "acs.redirectCall",
      "graph.transfer",
      "all",
    ]);
  });

  test("are explained by --help", () => {
    expect(output("--help")).toMatch(/^Usage: call-handoff requirements \[flags\]\n/);
  });

  test.each([
    [
      "--operation graph.transfr",
      'No requirement is about the operation "graph.transfr". Did you mean graph.transfer?',
    ],
    ["--operation hold", 'No requirement is about the operation "hold". There are '],
    ["--format yaml", "--format has to be one of table, json, markdown."],
  ])("refuse %s", (line, message) => {
    const call = () => requirementsCommand(line.split(" "), fakeIo());
    expect(call).toThrow(UsageError);
    expect(call).toThrow(message);
  });

  test("refuse flags that there are not", () => {
    expect(() => requirementsCommand(["--opration", "graph.transfer"], fakeIo())).toThrow(GateError);
  });
});

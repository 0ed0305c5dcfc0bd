import { describe, expect, test } from "vitest";
import { junitReport } from "./junit.ts";
import { checkOf, MIXED, runOf, withTexts } from "./runs.test-support.ts";
import { parseXml, type XmlElement } from "./xml.test-support.ts";

/** Elements as Jenkins' schema has them: attributes that have to be there, others, and what may stand inside. */
const ELEMENTS: Readonly<Record<string, readonly [readonly string[], readonly string[], readonly string[]]>> =
  {
    testsuites: [[], ["name", "time", "tests", "failures", "errors"], ["testsuite"]],
    testsuite: [
      ["name", "tests", "failures", "errors"],
      ["time", "skipped", "timestamp"],
      ["properties", "testcase", "system-out"],
    ],
    properties: [[], [], ["property"]],
    property: [["name", "value"], [], []],
    testcase: [["name"], ["classname", "time"], ["skipped", "error", "failure", "system-out"]],
    skipped: [[], ["message"], []],
    error: [[], ["type", "message"], []],
    failure: [[], ["type", "message"], []],
    "system-out": [[], [], []],
  };

/** What is not as the schema has it. */
function complaintsOf({ name, attributes, children }: XmlElement): string[] {
  const [needed, other, inside] = ELEMENTS[name] ?? [[], [], []];
  const names = Object.keys(attributes);
  return [
    ...(Object.hasOwn(ELEMENTS, name) ? [] : [`<${name}> is not known`]),
    ...needed.filter((one) => !names.includes(one)).map((one) => `<${name}> lacks ${one}`),
    ...names.filter((one) => ![...needed, ...other].includes(one)).map((one) => `<${name}> has ${one}`),
    ...children
      .filter((child) => !inside.includes(child.name))
      .map((child) => `<${child.name}> in <${name}>`),
    ...children.flatMap(complaintsOf),
  ];
}

const casesOf = (root: XmlElement) => root.children.flatMap(({ children }) => children.slice(1));

describe("a JUnit report", () => {
  const root = parseXml(junitReport([MIXED]));

  test("is built as Jenkins' schema says", () => {
    expect(complaintsOf(root)).toEqual([]);
    expect(complaintsOf(parseXml(junitReport([])))).toEqual([]);
  });

  test("has a suite for each run, operation and version, and a case for each check", () => {
    const names = root.children.map(({ attributes }) => attributes["name"]);
    expect(names).toEqual(["server graph.transfer beta", "server graph.transfer v1.0"]);
    expect(casesOf(root)).toHaveLength(MIXED.checks.length);
    expect(root.attributes).toMatchObject({ tests: "12", failures: "2", errors: "1", time: "1.234" });
    expect(root.children[0]?.attributes).toMatchObject({
      tests: "10",
      failures: "2",
      errors: "1",
      skipped: "3",
      time: "5.020",
      timestamp: "2026-01-02T03:04:05",
    });
    expect(casesOf(root)[0]?.attributes).toEqual({
      classname: "server.graph.transfer.beta",
      name: "graph.transfer/response/status",
      time: "5.020",
    });
    expect(casesOf(root).at(-10)?.attributes["classname"]).not.toMatch(/v1\.0/);
  });

  test("tells verdicts apart as CI systems know them", () => {
    const outcomes = casesOf(root).map(({ attributes, children }) => [
      attributes["name"]?.replace("graph.transfer/", ""),
      children[0]?.name ?? "passed",
      children[0]?.attributes["message"],
    ]);
    expect(outcomes).toEqual(
      expect.arrayContaining([
        ["response/status", "failure", "Expected status 202, saw 200."],
        ["response/empty", "passed", undefined],
        ["notification/order", "failure", "No notification came within 5000 ms."],
        ["token/issuer", "skipped", "needs an https listener"],
        ["token/audience", "skipped", "Waits for a release.\nExpected an audience."],
        ["access/missing", "error", "TypeError: boom"],
        ["accepts/should", "system-out", undefined],
        ["accepts/info", "system-out", undefined],
      ]),
    );
  });

  test("lets a failed SHOULD fail where the run is strict", () => {
    expect(parseXml(junitReport([MIXED], true)).attributes["failures"]).toBe("3");
  });

  test("shows expectation, source, wire and command of a failure", () => {
    const text = casesOf(root)[0]?.children[0]?.text ?? "";
    for (const part of [
      "expected: A transfer",
      "source: graph-transfer, Response",
      "+0 ms gate: POST",
      "again: curl",
    ])
      expect(text).toContain(part);
  });

  test("names the runs of one mode apart", () => {
    const names = parseXml(junitReport([runOf([checkOf("a/b")]), runOf([checkOf("a/b")])])).children.map(
      ({ attributes }) => attributes["name"],
    );
    expect(new Set(names).size).toBe(2);
  });

  test("is XML whatever a target says, which a parser gives back", () => {
    const hostile = "]]></failure><!--&amp;\"'\r\n\t\0\u001b\uFFFE\uD800x\uDC00😀";
    const odd = parseXml(junitReport([withTexts(MIXED, (text) => text + hostile)]));
    expect(complaintsOf(odd)).toEqual([]);
    const name = casesOf(odd)[0]?.attributes["name"];
    expect(name).toContain("]]></failure><!--&amp;\"'\r\n\t\uFFFD\uFFFD\uFFFD\uFFFDx\uFFFD😀");
  });
});

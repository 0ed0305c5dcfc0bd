import { expect, test } from "vitest";
import { checkOf, MIXED } from "./runs.test-support.ts";
import { table, WIDTH, wrapped } from "./table.ts";

const cells = (text: string) => text.split("\n").map((line) => line.trim().split(/ {2,}/));

test("the table shows passed of those not excluded for each operation, version and group, and a dash where there are none", () => {
  const text = table([
    checkOf("status/example-1"),
    checkOf("status/example-2"),
    checkOf("body/x", "passed", { apiVersion: "v1.0" }),
    checkOf("x", "passed", {
      id: "acs.redirectCall/status/x",
      operation: "acs.redirectCall",
      apiVersion: "2026-03-12",
    }),
  ]);
  expect(cells(text)).toEqual([
    ["acs.redirectCall", "status"],
    ["2026-03-12", "1/1"],
    ["graph.transfer", "status", "body"],
    ["beta", "2/2", "-"],
    ["v1.0", "-", "1/1"],
  ]);
});

test("below a row it says what did not pass, and how", () => {
  expect(table(MIXED.checks).split("\n").slice(2)).toEqual([
    "    response 1 failed; notification 1 not testable, 1 excluded; token 1 excluded, 1 known failing; access 1 error;",
    "    accepts 3 failed",
    "  v1.0               -       1/1             -      -        -",
    "    token 1 excluded",
  ]);
});

test("no line is longer than terminals and logs are wide, however many groups there are", () => {
  const groups = [
    "access",
    "response",
    "example",
    "error",
    "state",
    "repeatability",
    "deprecated",
    "notification",
  ];
  const checks = [...groups, "token", "accepts", "refuses", "x".repeat(30), "y".repeat(40)].map((group) =>
    checkOf(`${group}/x`, "failed", {
      id: `acs.transferToParticipant/${group}/x`,
      operation: "acs.transferToParticipant",
      apiVersion: "2026-03-12",
    }),
  );
  const lines = table(checks).split("\n");
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(WIDTH);
  expect(lines.filter((line) => line.includes("2026-03-12"))).toHaveLength(2);
  expect(lines.join(" ").match(/0\/1/g)).toHaveLength(checks.length);
});

test("text is broken between words, and a word that is too long stays whole", () => {
  expect(wrapped("a b", "  ")).toEqual(["  a b"]);
  expect(wrapped(`a ${"b".repeat(WIDTH)} c`, " ")).toEqual([" a", ` ${"b".repeat(WIDTH)}`, " c"]);
});

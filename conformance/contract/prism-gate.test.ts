import { afterAll, expect, test } from "vitest";
import { underGate } from "./prism-gate.ts";
import { startPrism } from "./servers/prism.ts";

const version = "graph@v1.0";
const prism = startPrism([version]);
afterAll(() => prism.close());

test("under the gate Prism passes what is in the spec, and fails clearly in states, credentials and notifications", async () => {
  const { checks } = await underGate(version, await prism.address(version), 1500);
  const inGroups = (...groups: string[]) =>
    checks.filter(({ id }) => groups.includes(id.split("/")[1] ?? ""));
  const others = (status: string, ...groups: string[]) =>
    inGroups(...groups)
      .filter((check) => check.status !== status)
      .map(({ id, message }) => `${id}: ${message}`);
  // It knows neither calls nor whose token is right.
  expect(others("passed", "example", "accepts", "refuses", "response", "error")).toEqual([]);
  expect(others("notTestable", "token")).toEqual([]);
  expect(
    others("notTestable", "notification").filter((line) => !/incoming|callback-override/.test(line)),
  ).toEqual([]);
  const failed = checks.filter(({ status }) => status === "failed").map(({ id }) => id.replace(/^.*?\//, ""));
  expect(new Set(failed)).toEqual(
    new Set(["access/wrong-credentials", "state/unknown-call", "state/handed-on-twice"]),
  );
  const told = checks.filter(({ status }) => status === "notTestable").map(({ message }) => message);
  expect(new Set(told.map((text) => /--call-id|prepareCall|keys|notification/.test(text)))).toEqual(
    new Set([true]),
  );
});

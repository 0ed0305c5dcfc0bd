import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import { expect, test } from "vitest";
import { jsonReport } from "./json.ts";
import { MIXED, runOf } from "./runs.test-support.ts";

const schema: object = JSON.parse(
  readFileSync(new URL("../../specs/report.schema.json", import.meta.url), "utf8"),
);
const ajv = new Ajv2020({ allErrors: true });
addFormats.default(ajv);
const validate = ajv.compile(schema);

/** Every object and list in a value, with its place. */
function places(value: unknown, at = ""): [string, object][] {
  if (typeof value !== "object" || value === null) return [];
  const inside = Object.entries(value).flatMap(([name, child]) => places(child, `${at}/${name}`));
  return [[at, value], ...inside];
}

const parsed = (text: string): unknown => JSON.parse(text);

test("reports are as the published schema says", () => {
  for (const runs of [[MIXED], [], [runOf([], { mode: "contract", traces: [] }), MIXED]]) {
    validate(parsed(jsonReport(runs)));
    expect(validate.errors).toBeNull();
  }
});

test("the schema knows every member and demands each that is always there", () => {
  const optional = new Set(["features", "response"]);
  const text = jsonReport([{ ...MIXED, checks: MIXED.checks.slice(0, 1) }]);
  for (const [at] of places(parsed(text))) {
    const find = (report: unknown) => places(report).find(([place]) => place === at)?.[1] ?? {};
    const members = Object.keys(find(parsed(text)));
    if (Array.isArray(find(parsed(text)))) continue;
    const extended = parsed(text);
    Reflect.set(find(extended), "another", 1);
    expect([at, validate(extended)]).toEqual([at, false]);
    for (const name of at.endsWith("/headers") ? [] : members) {
      const shortened = parsed(text);
      Reflect.deleteProperty(find(shortened), name);
      expect([at, name, validate(shortened)]).toEqual([at, name, optional.has(name)]);
      const wrong = parsed(text);
      Reflect.set(find(wrong), name, null);
      expect([at, name, validate(wrong)]).toEqual([at, name, false]);
    }
  }
});

test.each([
  ["/runs/0/mode", "clients"],
  ["/runs/0/startedAt", "yesterday"],
  ["/runs/0/durationMs", -1],
  ["/runs/0/summary/passed", 1.5],
  ["/runs/0/checks/0/id", "no-id"],
  ["/runs/0/checks/0/level", "must"],
  ["/runs/0/checks/0/status", "skipped"],
  ["/runs/0/traces/0/exchanges/0/sender", "somebody"],
  ["/schemaVersion", 2],
])("the schema refuses %s as %j", (at, value) => {
  const report = parsed(jsonReport([MIXED]));
  const [, parent = "", name = ""] = /^(.*)\/([^/]+)$/.exec(at) ?? [];
  Reflect.set(places(report).find(([place]) => place === parent)?.[1] ?? {}, name, value);
  expect(validate(report)).toBe(false);
});

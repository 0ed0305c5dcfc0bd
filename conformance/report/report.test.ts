import { expect, test } from "vitest";
import { curl } from "./curl.ts";
import { redactBody, redactHeaders } from "../../src/validate/index.ts";
import { fails, harnessCheck, summarise, type Check } from "./check.ts";
import { failures, table } from "./table.ts";

const passed: Check = {
  id: "graph.transfer/status/example-1",
  operation: "graph.transfer",
  apiVersion: "beta",
  level: "MUST",
  status: "passed",
  message: "",
  source: { document: "graph-transfer", place: "Example 1, response" },
  expectation: "It is 202.",
  requirements: [],
  traces: [],
};

test("a run without checks fails, so that nothing judged is never a success", () => {
  expect(fails([])).toBe(true);
});

test("only a failed MUST fails a run; a failed SHOULD does with strict, MAY and INFO never", () => {
  expect(fails([passed])).toBe(false);
  expect(fails([passed, { ...passed, status: "failed" }])).toBe(true);
  expect(fails([{ ...passed, level: "SHOULD", status: "failed" }])).toBe(false);
  expect(fails([{ ...passed, level: "SHOULD", status: "failed" }], true)).toBe(true);
  expect(fails([{ ...passed, level: "MAY", status: "failed" }], true)).toBe(false);
  expect(fails([{ ...passed, level: "INFO", status: "failed" }], true)).toBe(false);
});

test("what could not be observed and what broke fail a run at every level", () => {
  expect(fails([{ ...passed, level: "INFO", status: "notTestable" }])).toBe(true);
  expect(fails([{ ...passed, level: "INFO", status: "error" }])).toBe(true);
  expect(fails([{ ...passed, status: "excluded" }])).toBe(false);
});

test("the summary counts every verdict by its name", () => {
  const checks = (["passed", "failed", "knownFailing", "notTestable", "excluded", "error"] as const).map(
    (status) => ({
      ...passed,
      status,
    }),
  );
  expect(summarise([...checks, passed])).toEqual({
    passed: 2,
    failed: 1,
    knownFailing: 1,
    notTestable: 1,
    excluded: 1,
    errors: 1,
  });
});

test("the table shows passed of all for each operation, version and group, and a dash where there is nothing", () => {
  const text = table([
    passed,
    { ...passed, status: "failed" },
    { ...passed, id: "graph.transfer/body/x", apiVersion: "v1.0" },
  ]);
  expect(text.split("\n").map((line) => line.split(/ {2,}/))).toEqual([
    ["operation", "status", "body"],
    ["graph.transfer beta", "1/2", "-"],
    ["graph.transfer v1.0", "-", "1/1"],
  ]);
});

test("failures name id, level, version, source and each line of the message; passed checks are silent", () => {
  const text = failures([passed, { ...passed, status: "failed", message: "one\ntwo" }]);
  expect(text).toBe(
    "failed MUST graph.transfer/status/example-1 (beta)\n  source: graph-transfer, Example 1, response\n  one\n  two",
  );
});

test("a fault of the harness is an error with a speaking id", () => {
  expect(harnessCheck("beta", "graph.transfer request", "error", "boom")).toMatchObject({
    id: "conformance/harness/graph.transfer-request",
    status: "error",
  });
});

test("credentials, signatures and the incoming call context never leave the wire log, even from broken JSON", () => {
  const headers = redactHeaders(
    new Headers({ Authorization: "Bearer s3cret", "x-ms-content-sha256": "s3cret", accept: "*/*" }),
  );
  expect(headers).toEqual({
    accept: "*/*",
    authorization: "(redacted)",
    "x-ms-content-sha256": "(redacted)",
  });
  for (const body of [
    '{"incomingCallContext":"s3cret"}',
    '{"a":[{"incomingCallContext" : "s3\\"cret"}]}',
    '{"incomingCallContext":"s3cret',
  ]) {
    expect(redactBody(body)).toContain("(redacted)");
    expect(redactBody(body)).not.toMatch(/s3|cret"?\}?$/);
  }
});

test("the curl command quotes what a shell would take apart", () => {
  const command = curl({
    request: {
      method: "POST",
      url: "http://127.0.0.1/a:b?c=d&e",
      headers: { "x-a": "it's" },
      body: '{"a":"$b"}',
    },
  });
  expect(command).toBe(`curl -i -X POST -H 'x-a: it'\\''s' --data '{"a":"$b"}' 'http://127.0.0.1/a:b?c=d&e'`);
});

import { expect, test } from "vitest";
import { redactBody, redactHeaders } from "../../src/validate/index.ts";
import { fails, harnessCheck, summarise } from "./check.ts";
import { checkOf } from "./runs.test-support.ts";

const passed = checkOf("response/status");

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

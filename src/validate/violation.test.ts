import { describe, expect, test } from "vitest";
import type { RawViolation, Validator } from "../../generated/contract.ts";
import { violationsOf } from "./violation.ts";
import { judgeRequest, type RequestMessage, type Violation } from "./index.ts";

const firstSent = "Sun, 06 Nov 1994 08:49:37 GMT";
const requestId = "1d7fd4e5-c5d6-4f75-94f1-2b7f3d1a9f10";
const sound: RequestMessage = {
  path: { callConnectionId: "call-1" },
  query: { "api-version": "2026-03-12" },
  headers: { "content-type": "application/json" },
  body: { targetParticipant: { rawId: "4:+14255550123" } },
};

function transfer(changes: Partial<RequestMessage>): Violation[] {
  return judgeRequest("acs@2026-03-12", "acs.transferToParticipant", { ...sound, ...changes });
}

function transferWith(members: Record<string, unknown>): Violation[] {
  return transfer({ body: { targetParticipant: {}, ...members } });
}

describe("where a violation is, and what it says", () => {
  test("a sound message has none", () => {
    expect(transfer({})).toEqual([]);
  });

  test("a missing path parameter", () => {
    expect(transfer({ path: {} })).toEqual([
      { where: "/path/callConnectionId", rule: "required", expected: "a value", received: "nothing" },
    ]);
  });

  test("a missing and a wrong version", () => {
    const where = "/query/api-version";
    expect(transfer({ query: {} })).toEqual([
      { where, rule: "required", expected: "a value", received: "nothing" },
    ]);
    expect(transfer({ query: { "api-version": "2024-09-15" } })).toEqual([
      { where, rule: "const", expected: '"2026-03-12"', received: "text of 10 characters" },
    ]);
  });

  test("a request id without the time first sent, which on its own is fine", () => {
    const headers = { ...sound.headers, "repeatability-request-id": requestId };
    expect(transfer({ headers })).toEqual([
      {
        where: "/headers/repeatability-first-sent",
        rule: "dependentRequired",
        expected: "a value, because repeatability-request-id is given",
        received: "nothing",
      },
    ]);
    expect(transfer({ headers: { ...headers, "repeatability-first-sent": firstSent } })).toEqual([]);
    expect(transfer({ headers: { ...sound.headers, "repeatability-first-sent": firstSent } })).toEqual([]);
  });

  test.each([
    ["a UUID of another version", "1d7fd4e5-c5d6-1f75-94f1-2b7f3d1a9f10"],
    ["no UUID", "order 4711"],
  ])("a request id that is %s", (_name, id) => {
    const headers = {
      ...sound.headers,
      "repeatability-request-id": id,
      "repeatability-first-sent": firstSent,
    };
    const found = transfer({ headers });
    expect(found.length).toBeGreaterThan(0);
    expect(new Set(found.map(({ where }) => where))).toEqual(new Set(["/headers/repeatability-request-id"]));
  });

  test.each([
    ["ISO 8601", "1994-11-06T08:49:37Z"],
    ["the form of RFC 850", "Sunday, 06-Nov-94 08:49:37 GMT"],
    ["another zone", "Sun, 06 Nov 1994 08:49:37 UTC"],
    ["a day without a leading zero", "Sun, 6 Nov 1994 08:49:37 GMT"],
    ["an hour that does not exist", "Sun, 06 Nov 1994 24:00:00 GMT"],
    ["a dot at the end", `${firstSent}.`],
  ])("a time first sent in %s", (_name, time) => {
    const found = transfer({ headers: { ...sound.headers, "repeatability-first-sent": time } });
    expect(found.length).toBeGreaterThan(0);
    expect(new Set(found.map(({ where }) => where))).toEqual(new Set(["/headers/repeatability-first-sent"]));
  });

  test("a missing media type", () => {
    expect(transfer({ headers: {} })).toEqual([
      { where: "/headers/content-type", rule: "required", expected: "a value", received: "nothing" },
    ]);
  });

  test.each(["text/plain", "application/jsonp", "application/problem+json", "x/application/json", ""])(
    "the wrong media type '%s'",
    (type) => {
      expect(transfer({ headers: { "content-type": type } })).toEqual([
        expect.objectContaining({ where: "/headers/content-type", rule: "pattern" }),
      ]);
    },
  );

  test.each([
    "APPLICATION/JSON",
    "application/json;charset=utf-8",
    "Application/Json ; charset=UTF-8",
    "application/json;",
  ])("the media type '%s' is the documented one", (type) => {
    expect(transfer({ headers: { "content-type": type } })).toEqual([]);
  });

  test("a missing body, and one that is no object", () => {
    const { body: _body, ...without } = sound;
    expect(judgeRequest("acs@2026-03-12", "acs.transferToParticipant", without)).toEqual([
      { where: "/body", rule: "required", expected: "a value", received: "nothing" },
    ]);
    expect(transfer({ body: null })).toEqual([
      { where: "/body", rule: "type", expected: "object", received: "null" },
    ]);
    expect(transfer({ body: [1, 2] })).toEqual([
      { where: "/body", rule: "type", expected: "object", received: "a list of 2 items" },
    ]);
  });

  test("a superfluous member is named, whatever its name", () => {
    const names = ["extra", "", "a/b", "a~b", "a~1b", "ü😀", "constructor", "0"];
    const where = (name: string) => `/body/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    for (const name of names) {
      expect(transferWith({ [name]: true })).toEqual([
        {
          where: where(name),
          rule: "additionalProperties",
          expected: "no member of this name",
          received: "true",
        },
      ]);
    }
  });

  test("a member called __proto__ is one like any other", () => {
    const body: unknown = JSON.parse('{"targetParticipant":{},"__proto__":{"operationContext":1}}');
    expect(transfer({ body })).toEqual([
      {
        where: "/body/__proto__",
        rule: "additionalProperties",
        expected: "no member of this name",
        received: "an object of 1 members",
      },
    ]);
  });

  test("members below names with slash and tilde are pointed at with both escaped", () => {
    expect(transferWith({ customCallingContext: { voipHeaders: { "a/b~c": 1 } } })).toEqual([
      {
        where: "/body/customCallingContext/voipHeaders/a~1b~0c",
        rule: "type",
        expected: "string",
        received: "1",
      },
    ]);
  });

  test("a name that is too long is one violation, at the member that has it", () => {
    const name = `${"n".repeat(64)}/`;
    const found = transferWith({ customCallingContext: { voipHeaders: { [name]: "value" } } });
    expect(found).toEqual([
      expect.objectContaining({
        where: `/body/customCallingContext/voipHeaders/${"n".repeat(64)}~1`,
        rule: "maxLength",
        expected: "at most 64 characters",
      }),
    ]);
  });

  test("the places of list items count from zero", () => {
    const target = { identity: {} };
    const message = {
      path: { id: "call-1" },
      query: {},
      headers: sound.headers,
      body: { targets: [target, {}, target, 7] },
    };
    expect(judgeRequest("graph@v1.0", "graph.redirect", message)).toEqual([
      { where: "/body/targets/1/identity", rule: "required", expected: "a value", received: "nothing" },
      { where: "/body/targets/3", rule: "type", expected: "object", received: "7" },
    ]);
  });

  test("strict judging finds every violation, tolerant judging at least one", () => {
    const broken = { path: {}, query: {}, headers: {}, body: { targetParticipant: 1, transferee: "x" } };
    const operation = "acs.transferToParticipant";
    const found = judgeRequest("acs@2026-03-12", operation, broken);
    expect(found.map(({ where }) => where).toSorted()).toEqual([
      "/body/targetParticipant",
      "/body/transferee",
      "/headers/content-type",
      "/path/callConnectionId",
      "/query/api-version",
    ]);
    expect(judgeRequest("acs@2026-03-12", operation, broken, "tolerant").length).toBeGreaterThan(0);
  });

  test("numbers, booleans and null are shown, of anything else kind and size", () => {
    const received = (operationContext: unknown) => transferWith({ operationContext })[0]?.received;
    expect(received(-1.5)).toBe("-1.5");
    expect(received(false)).toBe("false");
    expect(received(null)).toBe("null");
    expect(received([])).toBe("a list of 0 items");
    expect(received({ a: 1, b: 2 })).toBe("an object of 2 members");
    expect(transferWith({ transferee: "text" })[0]?.received).toBe("text of 4 characters");
  });
});

test("of a name that is too long, the name is described and not its value", () => {
  const [violation] = transferWith({ customCallingContext: { voipHeaders: { ["n".repeat(65)]: "v" } } });
  expect(violation).toMatchObject({ rule: "maxLength", received: "a name of 65 characters" });
});

test("sizes are counted as limits count them, in characters and not in UTF-16 units", () => {
  const [violation] = transferWith({
    customCallingContext: { teamsPhoneCallDetails: { callTopic: "😀".repeat(49) } },
  });
  expect(violation).toMatchObject({ expected: "at most 48 characters", received: "text of 49 characters" });
});

test("of very many broken rules the first thousand are described", () => {
  const targets = Array.from({ length: 100_000 }, () => ({}));
  const violations = judgeRequest("graph@v1.0", "graph.redirect", {
    path: { id: "call-1" },
    query: {},
    headers: { "content-type": "application/json" },
    body: { targets },
  });
  expect(violations).toHaveLength(1000);
});

test.each<[string, Record<string, unknown>, string]>([
  ["required", { missingProperty: "a" }, "a value"],
  ["dependentRequired", { missingProperty: "a", property: "b" }, "a value, because b is given"],
  ["additionalProperties", { additionalProperty: "a" }, "no member of this name"],
  ["false schema", {}, "nothing"],
  ["type", { type: "string" }, "string"],
  ["type", { type: ["string", "null"] }, "string or null"],
  ["const", { allowedValue: "a" }, '"a"'],
  ["enum", { allowedValues: ["a", 1] }, 'one of "a", 1'],
  ["pattern", { pattern: "^a$" }, "text that matches ^a$"],
  ["format", { format: "uri" }, "text in the format uri"],
  ["minimum", { limit: 1 }, "at least 1"],
  ["maximum", { limit: 2 }, "at most 2"],
  ["minLength", { limit: 3 }, "at least 3 characters"],
  ["maxLength", { limit: 4 }, "at most 4 characters"],
  ["minItems", { limit: 5 }, "at least 5 items"],
  ["maxItems", { limit: 6 }, "at most 6 items"],
  ["maxProperties", { limit: 7 }, "at most 7 members"],
  ["contains", {}, 'a value that satisfies "contains"'],
])("%s with %o asks for %s", (keyword, params, expected) => {
  const raw: RawViolation = { instancePath: "", keyword, params };
  const validator: Validator = Object.assign(() => false, { errors: [raw] });
  expect(violationsOf(validator, {})).toMatchObject([
    { rule: keyword === "false schema" ? "absent" : keyword, expected },
  ]);
});

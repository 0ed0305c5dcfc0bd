import { describe, expect, test } from "vitest";
import { acsVersions, type AcsVersion } from "../acs/index.ts";
import { judgeRequest, type Mode, type Violation } from "./index.ts";

const headers = { "content-type": "application/json" };

function transfer(body: unknown, version: AcsVersion = "2026-03-12", mode: Mode = "strict"): Violation[] {
  const message = { path: { callConnectionId: "call-1" }, query: { "api-version": version }, headers, body };
  return judgeRequest(`acs@${version}`, "acs.transferToParticipant", message, mode);
}

function transferTo(identifier: unknown, version: AcsVersion = "2026-03-12"): Violation[] {
  return transfer({ targetParticipant: identifier }, version);
}

function transferWith(customCallingContext: unknown): Violation[] {
  return transfer({ targetParticipant: {}, customCallingContext });
}

function redirect(body: unknown, version: AcsVersion = "2026-03-12", mode: Mode = "strict"): Violation[] {
  const message = { path: {}, query: { "api-version": version }, headers, body };
  return judgeRequest(`acs@${version}`, "acs.redirectCall", message, mode);
}

function named(count: number, prefix = "n"): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`${prefix}${index}`, "v"]));
}

function rules(violations: readonly Violation[]): string[] {
  return violations.map(({ where, rule }) => `${rule} ${where}`);
}

describe("limits of the calling context", () => {
  const sip = "/body/customCallingContext/sipHeaders";
  const voip = "/body/customCallingContext/voipHeaders";

  test("five SIP headers are the most", () => {
    expect(transferWith({ sipHeaders: named(5) })).toEqual([]);
    expect(transferWith({ sipHeaders: named(6) })).toEqual([
      {
        where: sip,
        rule: "maxProperties",
        expected: "at most 5 members",
        received: "an object of 6 members",
      },
    ]);
  });

  test("User-To-User does not count as one of the five", () => {
    const own = { "User-To-User": "00" };
    expect(transferWith({ sipHeaders: { ...named(5), ...own } })).toEqual([]);
    expect(transferWith({ sipHeaders: { ...named(6), ...own } })).toEqual([
      {
        where: sip,
        rule: "maxProperties",
        expected: "at most 6 members",
        received: "an object of 7 members",
      },
    ]);
  });

  test("a thousand VoIP headers are the most", () => {
    expect(transferWith({ voipHeaders: named(1000) })).toEqual([]);
    expect(rules(transferWith({ voipHeaders: named(1001) }))).toEqual([`maxProperties ${voip}`]);
  });

  test.each(["sipHeaders", "voipHeaders"])("names of %s have at most 64 characters", (kind) => {
    expect(transferWith({ [kind]: { ["n".repeat(64)]: "v" } })).toEqual([]);
    expect(rules(transferWith({ [kind]: { ["n".repeat(65)]: "v" } }))).toEqual([
      `maxLength /body/customCallingContext/${kind}/${"n".repeat(65)}`,
    ]);
  });

  test.each([
    ["a SIP header", "sipHeaders", "X-MS-Custom-A", 256],
    ["User-To-User", "sipHeaders", "User-To-User", 256],
    ["a VoIP header", "voipHeaders", "A", 1024],
  ])("the value of %s has its limit", (_name, kind, name, limit) => {
    expect(transferWith({ [kind]: { [name]: "v".repeat(limit) } })).toEqual([]);
    expect(transferWith({ [kind]: { [name]: "v".repeat(limit + 1) } })).toEqual([
      {
        where: `/body/customCallingContext/${kind}/${name}`,
        rule: "maxLength",
        expected: `at most ${limit} characters`,
        received: `text of ${limit + 1} characters`,
      },
    ]);
  });

  test("names of SIP headers and their values have characters of their own", () => {
    const name = "X-MS-Custom-09.!%*_+~-";
    expect(
      transferWith({ sipHeaders: { [name]: `${name}=;`, "User-To-User": "00ff;encoding=hex" } }),
    ).toEqual([]);
    const where = "/body/customCallingContext/sipHeaders";
    expect(rules(transferWith({ sipHeaders: { "X=A": "v" } }))).toEqual([`pattern ${where}/X=A`]);
    expect(rules(transferWith({ sipHeaders: { "": "v" } }))).toEqual([`pattern ${where}/`]);
    expect(rules(transferWith({ sipHeaders: { "X-A": "a b" } }))).toEqual([`pattern ${where}/X-A`]);
    expect(rules(transferWith({ sipHeaders: { "User-To-User": "ü" } }))).toEqual([
      `pattern ${where}/User-To-User`,
    ]);
  });

  test("a character beyond the basic plane counts once", () => {
    const topic = (callTopic: string) => transferWith({ teamsPhoneCallDetails: { callTopic } });
    expect(topic("😀".repeat(48))).toEqual([]);
    expect(rules(topic("😀".repeat(49)))).toEqual([
      "maxLength /body/customCallingContext/teamsPhoneCallDetails/callTopic",
    ]);
    expect(transferWith({ voipHeaders: { ["😀".repeat(64)]: "v" } })).toEqual([]);
    expect(transferWith({ voipHeaders: { ["😀".repeat(65)]: "v" } })).toHaveLength(1);
  });
});

describe("identifiers", () => {
  test.each([
    ["rawId alone", { rawId: "4:+14255550123" }],
    ["nothing", {}],
    ["kind unknown with rawId", { kind: "unknown", rawId: "48:something" }],
    ["a kind that nobody knows yet", { kind: "someFutureUser", rawId: "9:x" }],
    ["a model without kind", { communicationUser: { id: "8:acs:a_b" } }],
    ["a model with its kind and rawId", { kind: "phoneNumber", rawId: "4:+1", phoneNumber: { value: "+1" } }],
    ["a member that nobody knows yet", { someFutureUser: { id: "x" } }],
  ])("%s identifies a participant in every version", (_name, identifier) => {
    for (const version of acsVersions) expect(transferTo(identifier, version)).toEqual([]);
  });

  test("two models are one too many", () => {
    const both = { communicationUser: { id: "a" }, phoneNumber: { value: "+1" } };
    for (const version of acsVersions) {
      expect(rules(transferTo(both, version)).toSorted()).toEqual([
        "absent /body/targetParticipant/communicationUser",
        "absent /body/targetParticipant/phoneNumber",
      ]);
    }
  });

  test.each([
    ["communicationUser", { id: "a" }],
    ["phoneNumber", { value: "+1" }],
    ["microsoftTeamsUser", { userId: "u" }],
    ["microsoftTeamsApp", { appId: "a" }],
    ["teamsExtensionUser", { userId: "u", tenantId: "t", resourceId: "r" }],
  ])("a %s has that kind or none", (kind, model) => {
    expect(transferTo({ [kind]: model })).toEqual([]);
    expect(transferTo({ kind, [kind]: model })).toEqual([]);
    for (const other of ["unknown", kind === "phoneNumber" ? "communicationUser" : "phoneNumber"]) {
      expect(transferTo({ kind: other, [kind]: model })).toEqual([
        {
          where: "/body/targetParticipant/kind",
          rule: "const",
          expected: JSON.stringify(kind),
          received: `text of ${other.length} characters`,
        },
      ]);
    }
    expect(transferTo({ kind, [kind]: {} }).length).toBe(Object.keys(model).length);
  });

  test("a teamsExtensionUser is not known in 2024-09-15, so that nothing is asked of it", () => {
    expect(transferTo({ teamsExtensionUser: {} }, "2024-09-15")).toEqual([]);
    expect(transferTo({ teamsExtensionUser: {} }, "2026-03-12")).not.toEqual([]);
  });

  test("isAnonymous, which official clients send, is accepted in every version", () => {
    const phoneNumber = { value: "+14255550123", isAnonymous: false };
    for (const version of acsVersions) {
      expect(transferTo({ kind: "phoneNumber", phoneNumber }, version)).toEqual([]);
      const sourceCallerIdNumber = phoneNumber;
      expect(transfer({ targetParticipant: {}, sourceCallerIdNumber }, version)).toEqual([]);
    }
  });

  test("an anonymous number needs no E.164 form", () => {
    expect(transferTo({ phoneNumber: { value: "anonymous", isAnonymous: true } })).toEqual([]);
  });
});

describe("unknown members of requests", () => {
  const identifier = { rawId: "4:+1", communicationUser: { id: "a" } };
  const full = (extra: Record<string, Record<string, unknown>>) => ({
    targetParticipant: { ...identifier, ...extra["identifier"] },
    sourceCallerIdNumber: { value: "+1", ...extra["phone number"] },
    customCallingContext: {
      teamsPhoneCallDetails: {
        teamsPhoneCallerDetails: { caller: {}, name: "n", phoneNumber: "+1", ...extra["caller details"] },
        teamsPhoneSourceDetails: { source: {}, language: "en", status: "s", ...extra["source details"] },
        ...extra["call details"],
      },
      ...extra["calling context"],
    },
    ...extra["body"],
  });
  const closed = ["body", "calling context", "call details", "caller details", "source details"];

  test.each(closed)("in the %s of 2026-03-12 are refused, unless judged tolerantly", (level) => {
    const body = full({ [level]: { extra: 1 } });
    expect(transfer(full({}))).toEqual([]);
    expect(transfer(body).map(({ rule, received }) => `${rule} ${received}`)).toEqual([
      "additionalProperties 1",
    ]);
    expect(transfer(body, "2026-03-12", "tolerant")).toEqual([]);
  });

  test.each(["identifier", "phone number"])("in an %s are accepted in every version", (level) => {
    for (const version of acsVersions) expect(transfer(full({ [level]: { extra: 1 } }), version)).toEqual([]);
  });

  test.each([...closed, "identifier"])("in the %s of 2024-09-15 are accepted", (level) => {
    expect(transfer(full({ [level]: { extra: 1 } }), "2024-09-15")).toEqual([]);
  });

  test("in a redirect are refused in 2026-03-12 only", () => {
    const body = { incomingCallContext: "c", target: {}, operationContext: "order 4711" };
    expect(rules(redirect(body))).toEqual(["additionalProperties /body/operationContext"]);
    expect(redirect(body, "2026-03-12", "tolerant")).toEqual([]);
    expect(redirect(body, "2024-09-15")).toEqual([]);
  });

  test("do not make a tolerant judge overlook what is missing or of the wrong type", () => {
    expect(rules(transfer({ extra: 1 }, "2026-03-12", "tolerant"))).toEqual([
      "required /body/targetParticipant",
    ]);
    expect(
      rules(redirect({ incomingCallContext: "", target: {}, extra: 1 }, "2024-09-15", "tolerant")),
    ).toEqual(["minLength /body/incomingCallContext"]);
  });
});

describe("null", () => {
  test.each(["operationContext", "transferee", "operationCallbackUri", "customCallingContext"])(
    "is no value of %s, in any version and mode",
    (name) => {
      for (const version of acsVersions) {
        for (const mode of ["strict", "tolerant"] as const) {
          const found = transfer({ targetParticipant: {}, [name]: null }, version, mode);
          expect(rules(found)).toEqual([`type /body/${name}`]);
        }
      }
    },
  );
});

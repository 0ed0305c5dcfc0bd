import { describe, expect, test } from "vitest";
import { graphVersions, type GraphVersion } from "../graph/index.ts";
import { judgeRequest, type Mode, type Violation } from "./index.ts";

const headers = { "content-type": "application/json" };
const target = { identity: { user: { id: "u" } } };

function judge(
  operation: string,
  body: unknown,
  version: GraphVersion = "v1.0",
  mode: Mode = "strict",
): string[] {
  const message = { path: { id: "call-1" }, query: {}, headers, body };
  return rules(judgeRequest(`graph@${version}`, `graph.${operation}`, message, mode));
}

function rules(violations: readonly Violation[]): string[] {
  return violations.map(({ where, rule }) => `${rule} ${where}`);
}

describe("limits of a redirect", () => {
  test.each([
    [14, ["minimum /body/timeout"]],
    [15, []],
    [90, []],
    [91, ["maximum /body/timeout"]],
    [15.5, ["type /body/timeout"]],
    ["30", ["type /body/timeout"]],
    [null, []],
  ])("a timeout of %s", (timeout, expected) => {
    for (const version of graphVersions) {
      expect(judge("redirect", { targets: [target], timeout }, version)).toEqual(expected);
    }
  });

  test.each([
    [0, ["minItems /body/targets"]],
    [1, []],
    [25, []],
    [26, ["maxItems /body/targets"]],
  ])("%i targets", (count, expected) => {
    const targets = Array.from({ length: count }, () => target);
    for (const version of graphVersions) expect(judge("redirect", { targets }, version)).toEqual(expected);
  });

  test.each([
    ["https://bot.contoso.com/api/calls", []],
    [null, []],
    ["http://bot.contoso.com/api/calls", ["pattern /body/callbackUri"]],
    ["ftp://https://bot.contoso.com", ["pattern /body/callbackUri"]],
    ["/api/calls", ["pattern /body/callbackUri"]],
  ])("the callback address %s", (callbackUri, expected) => {
    expect(judge("redirect", { targets: [target], callbackUri })).toEqual(expected);
  });
});

describe("phone numbers", () => {
  const phone = (id: unknown) => ({ identity: { phone: { id } } });

  test.each(["+12345678901", "+10", `+${"9".repeat(15)}`, null])("%s can be dialled", (id) => {
    expect(judge("transfer", { transferTarget: phone(id) })).toEqual([]);
    expect(judge("redirect", { targets: [phone(id)] })).toEqual([]);
  });

  test.each([
    "12345678901",
    "+1",
    "+0123",
    `+${"9".repeat(16)}`,
    "+1 425 555",
    "tel:+12345678901",
    "",
    "+1२३",
    "+12345678901\n",
  ])("'%s' cannot be dialled", (id) => {
    const where = "identity/phone/id";
    expect(judge("transfer", { transferTarget: phone(id) })).toEqual([
      `pattern /body/transferTarget/${where}`,
    ]);
    expect(judge("transfer", { transferTarget: target, transferee: phone(id) })).toEqual([
      `pattern /body/transferee/${where}`,
    ]);
    expect(judge("redirect", { targets: [target, phone(id)] })).toEqual([`pattern /body/targets/1/${where}`]);
  });
});

describe("null", () => {
  test.each([
    ["transfer", { transferTarget: target, transferee: null }],
    ["transfer", { transferTarget: { ...target, replacesCallId: null, participantId: null, hidden: null } }],
    ["transfer", { transferTarget: { identity: { user: null, phone: null, endpointType: null } } }],
    ["redirect", { targets: [target], timeout: null, callbackUri: null }],
  ])("stands where the metadata allows it, in a %s", (operation, body) => {
    for (const version of graphVersions) {
      for (const mode of ["strict", "tolerant"] as const) {
        expect(judge(operation, body, version, mode)).toEqual([]);
      }
    }
  });

  test.each([
    ["transfer", { transferTarget: null }, "type /body/transferTarget"],
    ["transfer", { transferTarget: { identity: null } }, "type /body/transferTarget/identity"],
    [
      "transfer",
      { transferTarget: target, transferee: { identity: null } },
      "type /body/transferee/identity",
    ],
    ["redirect", { targets: null }, "type /body/targets"],
    ["redirect", { targets: [null] }, "type /body/targets/0"],
  ])("stands nowhere else, in a %s", (operation, body, expected) => {
    expect(new Set(judge(operation, body))).toEqual(new Set([expected]));
  });
});

describe("unknown members", () => {
  test.each([
    ["a transfer", "transfer", { transferTarget: target, clientContext: "c" }, "/body/clientContext"],
    ["a redirect", "redirect", { targets: [target], routingPolicies: [] }, "/body/routingPolicies"],
    [
      "a participant",
      "transfer",
      { transferTarget: target, transferee: { ...target, hidden: true } },
      "/body/transferee/hidden",
    ],
  ])("of %s are refused, unless judged tolerantly", (_name, operation, body, where) => {
    for (const version of graphVersions) {
      expect(judge(operation, body, version)).toEqual([`additionalProperties ${where}`]);
      expect(judge(operation, body, version, "tolerant")).toEqual([]);
    }
  });

  test("of a target and of its identities are accepted", () => {
    const open = { identity: { user: { id: "u", extra: 1 }, extra: {} }, languageId: "en-us", extra: [1] };
    for (const version of graphVersions) {
      expect(judge("transfer", { transferTarget: open }, version)).toEqual([]);
      expect(judge("redirect", { targets: [open] }, version)).toEqual([]);
    }
  });

  test("whose names hold an @ are annotations and accepted everywhere", () => {
    const note = { "@odata.etag": "W/1", "name@odata.context": 1 };
    expect(
      judge("transfer", { transferTarget: target, transferee: { ...target, ...note }, ...note }),
    ).toEqual([]);
    expect(judge("redirect", { targets: [target], ...note })).toEqual([]);
  });

  test.each(["maskCallee", "maskCaller", "targetDisposition"])("%s belongs to beta only", (name) => {
    const body = { targets: [target], [name]: name === "targetDisposition" ? "forward" : true };
    expect(judge("redirect", body, "beta")).toEqual([]);
    expect(judge("redirect", { ...body, [name]: null }, "beta")).toEqual([]);
    expect(judge("redirect", body, "v1.0")).toEqual([`additionalProperties /body/${name}`]);
    expect(judge("redirect", { ...body, [name]: "sideways" }, "beta")).toHaveLength(1);
  });
});

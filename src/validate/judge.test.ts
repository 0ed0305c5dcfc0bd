import { describe, expect, test } from "vitest";
import type { DocumentedMessage } from "../../generated/contract.ts";
import { examples } from "../../generated/examples.ts";
import {
  judgeAnswer,
  judgeNotification,
  judgeRequest,
  judgeResponse,
  type Mode,
  type VersionName,
  type Violation,
} from "./index.ts";

const request = { path: {}, query: {}, headers: {} };

describe("a name that a version does not have", () => {
  const names: readonly (readonly [VersionName, string])[] = [
    ["acs@2026-03-12", "graph.transfer"],
    ["graph@v1.0", "acs.redirectCall"],
    ["graph@beta", "commsNotifications"],
    ["graph@beta", "transfer"],
    ["graph@beta", "constructor"],
    ["graph@beta", "__proto__"],
    ["graph@beta", ""],
  ];

  test.each(names)("%s has no operation '%s'", (version, operation) => {
    expect(() => judgeRequest(version, operation, request)).toThrow(RangeError);
    expect(() => judgeResponse(version, operation, 202, { headers: {} })).toThrow(RangeError);
  });

  const webhooks: readonly (readonly [VersionName, string])[] = [
    ["acs@2024-09-15", "commsNotifications"],
    ["graph@v1.0", "graph.transfer"],
    ["graph@v1.0", "toString"],
  ];

  test.each(webhooks)("%s has no webhook '%s'", (version, webhook) => {
    expect(() => judgeNotification(version, webhook, request)).toThrow(RangeError);
    expect(() => judgeAnswer(version, webhook, 202, { headers: {} })).toThrow(RangeError);
  });

  test("the error says which names there are", () => {
    expect(() => judgeRequest("graph@v1.0", "graph.answer", request)).toThrow(
      "graph@v1.0 has no graph.answer; it has graph.transfer, graph.redirect.",
    );
  });
});

function judged(example: DocumentedMessage, mode: Mode): Violation[] {
  const versions: readonly VersionName[] = ["acs@2024-09-15", "acs@2026-03-12", "graph@beta"];
  const version = versions.find(
    (name) => name === `${example.operation.split(".")[0]}@${example.apiVersion}`,
  );
  if (version === undefined) throw new Error(`There is no version ${example.apiVersion}.`);
  if (example.direction === "response") {
    const { status, ...message } = example.message;
    return judgeResponse(version, example.operation, status, message, mode);
  }
  const { headers, body, url } = example.message;
  const query = Object.fromEntries(new URL(url).searchParams);
  const message = { path: { id: "call-1", callConnectionId: "call-1" }, query, headers, body };
  return example.direction === "notification"
    ? judgeNotification(version, example.webhook, message, mode)
    : judgeRequest(version, example.operation, message, mode);
}

test.each(examples)("the documented message $id breaks no rule", (example) => {
  expect(judged(example, "strict")).toEqual([]);
  expect(judged(example, "tolerant")).toEqual([]);
});

describe("what a receiver answers", () => {
  test("a status that the specs do not name is not judged", () => {
    expect(judgeAnswer("graph@v1.0", "commsNotifications", 200, { headers: {}, body: 1 })).toEqual([]);
    expect(judgeAnswer("graph@v1.0", "commsNotifications", 202, { headers: {} })).toEqual([]);
  });

  test("the handshake of Event Grid is answered with the code, as JSON", () => {
    const headers = { "content-type": "application/json; charset=utf-8" };
    const judge = (body: unknown) => {
      const found = judgeAnswer("acs@2026-03-12", "subscriptionValidation", 200, { headers, body });
      return found.map(({ where, rule }) => `${rule} ${where}`);
    };
    expect(judge({ validationResponse: "code" })).toEqual([]);
    expect(judge({ validationCode: "code" })).toEqual(["required /body/validationResponse"]);
    expect(judge(undefined)).toEqual(["required /body"]);
  });
});

test("a message is judged without being changed", () => {
  const message = {
    path: { callConnectionId: "call-1" },
    query: { "api-version": "2026-03-12" },
    headers: { "content-type": "APPLICATION/JSON" },
    body: { targetParticipant: { kind: "x" }, extra: { a: [1] } },
  };
  const before = structuredClone(message);
  judgeRequest("acs@2026-03-12", "acs.transferToParticipant", message);
  judgeRequest("acs@2026-03-12", "acs.transferToParticipant", message, "tolerant");
  expect(message).toEqual(before);
});

test("verdicts do not depend on what was judged before", () => {
  const message = { ...request, headers: { "content-type": "application/json" } };
  const judge = (body: unknown) =>
    judgeRequest("graph@v1.0", "graph.redirect", { ...message, path: { id: "call-1" }, body });
  const broken = judge({ targets: [] });
  expect(judge({ targets: [{ identity: {} }] })).toEqual([]);
  expect(judge({ targets: [] })).toEqual(broken);
  expect(broken).toHaveLength(1);
});

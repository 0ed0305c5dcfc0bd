import { AssertionError } from "node:assert";
import { describe, expect, test } from "vitest";
import { newestAcsVersion } from "../acs/index.ts";
import { createGraphClient } from "../graph/index.ts";
import { course, notifications, requests, responses } from "./documented.test-support.ts";
import {
  assertConformsTo,
  assertFollowsFlow,
  assertSatisfiesRequest,
  ContractAssertionError,
  judgeConformsTo,
  judgeFollowsFlow,
  judgeSatisfiesRequest,
} from "./index.ts";

const path = "/v1.0/communications/calls/1/transfer";
const headers = { "Content-Type": "application/json" };
const user = { id: "550fae72-d251-43ec-868c-373732c2704f" };
const body = { transferTarget: { identity: { user } } };

/** What an assertion throws. */
function thrown(assertion: () => void): unknown {
  try {
    assertion();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe("every documented message is as documented:", () => {
  test.each(requests)("$id", async ({ message, operation }) => {
    assertSatisfiesRequest(message, operation);
    const { method, url, headers: sent, body: content } = message;
    const request = new Request(url, { method, headers: sent, body: JSON.stringify(content) });
    await assertSatisfiesRequest(request, operation);
    expect(request.bodyUsed).toBe(false);
  });

  test.each(responses)("$id", async ({ message, operation }) => {
    assertConformsTo(message, operation);
    const { status, headers: sent, body: content } = message;
    const response = new Response(content === undefined ? null : JSON.stringify(content), {
      status,
      headers: sent,
    });
    await assertConformsTo(response, operation);
    expect(response.bodyUsed).toBe(false);
  });

  test.each(notifications)("$id", ({ message, apiVersion }) => {
    expect(judgeSatisfiesRequest(message, "graph.commsNotifications", { apiVersion })).toMatchObject({
      pass: true,
    });
  });
});

describe("an answer", () => {
  test("is judged by its status, in the version that is said", () => {
    const answer = { status: 404, headers, body: { error: { code: "8522", message: "Not found." } } };
    expect(judgeConformsTo(answer, "acs.redirectCall", { apiVersion: "2024-09-15" })).toEqual({
      pass: true,
      violations: [],
      message: "The answer does conform to acs.redirectCall (2024-09-15).",
    });
  });

  test("that is not as documented is told about, without its secrets", () => {
    const answer = { status: 202, headers, body: '{"operationContext":7,"incomingCallContext":"s3cret"}' };
    expect(judgeConformsTo(answer, "acs.transferToParticipant")).toEqual({
      pass: false,
      violations: [
        expect.objectContaining({ where: "/body/incomingCallContext", rule: "additionalProperties" }),
        { where: "/body/operationContext", rule: "type", expected: "string", received: "7" },
      ],
      message: [
        `The answer does not conform to acs.transferToParticipant (${newestAcsVersion}):`,
        "  /body/incomingCallContext (additionalProperties): expected no member of this name, received text of 6 characters",
        "  /body/operationContext (type): expected string, received 7",
        'It is: 202 {"operationContext":7,"incomingCallContext":"(redacted)"}',
      ].join("\n"),
    });
    const tolerant = judgeConformsTo(answer, "acs.transferToParticipant", { mode: "tolerant" });
    expect(tolerant.violations).toHaveLength(1);
  });

  test("may be a result of a client", async () => {
    const answerWith = (text: string | null) =>
      createGraphClient({
        credential: "t",
        retry: false,
        fetch: async () => new Response(text, { status: text === null ? 202 : 400, headers }),
      }).transfer("call-1", body);
    assertConformsTo(await answerWith(null), "graph.transfer");
    assertConformsTo(await answerWith('{"error":{"code":"BadRequest","message":"No."}}'), "graph.transfer");
    const { violations } = judgeConformsTo(await answerWith("<html>"), "graph.transfer");
    expect(violations).toMatchObject([{ where: "/body", rule: "json" }]);
  });

  test("that broke off does not pass", () => {
    const { violations } = judgeConformsTo({ status: 202, fault: new Error("broken") }, "graph.transfer");
    expect(violations).toMatchObject([{ where: "/body", rule: "complete" }]);
  });

  test("has headers in any form", () => {
    const good = { status: 202, body: { operationContext: "c" } };
    for (const form of [
      headers,
      new Headers(headers),
      Object.entries(headers),
      { "content-type": ["application/json"], via: undefined },
    ])
      assertConformsTo({ ...good, headers: form }, "acs.transferToParticipant");
    expect(judgeConformsTo(good, "acs.transferToParticipant").violations).toMatchObject([
      { where: "/headers/content-type", rule: "required" },
    ]);
  });

  test("whose body was read cannot be judged, nor can what is no answer", async () => {
    const response = new Response("", { status: 202 });
    await response.text();
    await expect(assertConformsTo(response, "graph.transfer")).rejects.toMatchObject({
      code: "ERR_INVALID_ARGUMENT",
      message: expect.stringContaining("was read"),
    });
    // @ts-expect-error no answer
    expect(() => judgeConformsTo(undefined, "graph.transfer")).toThrow("An answer has to be a Response");
    // @ts-expect-error no operation
    expect(() => judgeConformsTo({ status: 202 }, "graph.fly")).toThrow('no operation "graph.fly"');
    // @ts-expect-error no version of Graph
    const options: { apiVersion: "beta" } = { apiVersion: "2024-09-15" };
    expect(() => judgeConformsTo({ status: 202 }, "graph.transfer", options)).toThrow(
      'There is no version "2024-09-15" of graph; there are beta, v1.0.',
    );
  });
});

describe("a request", () => {
  test("is judged in all its parts, and its address may lack an origin", () => {
    assertSatisfiesRequest({ url: path, headers, body }, "graph.transfer", { apiVersion: "v1.0" });
    const { violations, message } = judgeSatisfiesRequest(
      { url: `${path}?secret=s3cret`, headers, body: { transferTarget: {} } },
      "graph.transfer",
    );
    expect(violations).toMatchObject([{ where: "/body/transferTarget/identity", rule: "required" }]);
    expect(message).toBe(
      `The request does not satisfy graph.transfer:\n  /body/transferTarget/identity (required): expected a value, received nothing\nIt is: POST ${path}?secret=(redacted) {"transferTarget":{}}`,
    );
  });

  test("for another operation, in another version, by another method or of none is told so", () => {
    const found = (url: string, method?: string) =>
      judgeSatisfiesRequest({ url, headers, body, ...(method && { method }) }, "graph.transfer", {
        apiVersion: "beta",
      }).violations;
    expect(found(path.replace("transfer", "redirect"))).toEqual([
      { where: "/path", rule: "operation", expected: "graph.transfer", received: "graph.redirect" },
    ]);
    expect(found(path)).toEqual([{ where: "/path", rule: "version", expected: "beta", received: "v1.0" }]);
    expect(found(path, "PUT")).toMatchObject([{ where: "/method", rule: "route" }]);
    expect(found("/")).toMatchObject([{ where: "/path", rule: "route" }]);
  });

  test("to a receiver is judged as one", () => {
    const [notification] = course("graph.transfer", /transferring/).bodies;
    const given = { url: "/hook?a=b", headers, body: notification };
    assertSatisfiesRequest(given, "graph.commsNotifications");
    const rules = (request: object) =>
      judgeSatisfiesRequest({ ...given, ...request }, "graph.commsNotifications").violations.map(
        ({ where, rule }) => `${rule} ${where}`,
      );
    expect(rules({ method: "GET" })).toEqual(["route /method"]);
    expect(rules({ body: "{" })).toEqual(["json /body"]);
    expect(rules({ body: undefined })).toEqual(["required /body"]);
    expect(rules({ body: { value: 7 } })).toContain("type /body/value");
  });
});

describe("notifications", () => {
  const { request, bodies } = course("graph.transfer", /transferring|accepted|completed/);

  test("follow a flow as bodies, texts, items or what receivers hand on", () => {
    const items = bodies.flatMap((one) =>
      typeof one === "object" && one && "value" in one && Array.isArray(one.value) ? one.value : [],
    );
    const texts = bodies.map((one) => JSON.stringify(one));
    const received = items.map((message) => ({ service: "graph", key: "k", message }));
    const options = { request, ends: "completed" } as const;
    for (const list of [bodies, texts, items, received, [items]])
      expect(() => assertFollowsFlow(list, "graph.transfer", options)).not.toThrow();
  });

  test("in another order do not, nor some of them, nor others", () => {
    const found = (list: readonly unknown[], ends?: "failed" | false) =>
      judgeFollowsFlow(list, "graph.transfer", { request, ...(ends !== undefined && { ends }) }).violations;
    const [first, second, third] = bodies;
    expect(found([first, second])).toEqual([
      {
        where: "/2",
        rule: "complete",
        expected: expect.stringMatching(/^one of: /),
        received: "nothing after transferAccepted",
      },
    ]);
    expect(found([first, second], false)).toEqual([]);
    expect(found([first, second, third], "failed")).toEqual([
      { where: "/3", rule: "end", expected: "failed", received: "completed" },
    ]);
    expect(found([second, first, third]).map(({ where, rule }) => `${rule} ${where}`)).toContain(
      "flow /0/value/0",
    );
    expect(found([])).toMatchObject([{ where: "/0", rule: "complete" }]);
    expect(found(["{", 7], false)).toMatchObject([
      { where: "/0", rule: "json" },
      { where: "/1", rule: "flow" },
    ]);
  });

  test("do not follow an operation that was refused", () => {
    const { violations, message } = judgeFollowsFlow(bodies.slice(0, 1), "graph.transfer", {
      request,
      status: 403,
    });
    expect(violations).toMatchObject([{ where: "/0/value/0", rule: "flow" }]);
    expect(message).toContain("nothing may come");
  });

  test("of a redirect may begin with the announcement of the call", () => {
    const redirect = course("graph.redirect", /incoming|terminated/);
    const options = { request: redirect.request, ends: "ended" } as const;
    const passes = (list: readonly unknown[]) => judgeFollowsFlow(list, "graph.redirect", options).pass;
    expect(passes(redirect.bodies)).toBe(true);
    expect(passes(redirect.bodies.slice(1))).toBe(true);
    expect(passes(redirect.bodies.toReversed())).toBe(false);
  });

  test("through ACS there may be none", () => {
    const options = { request: {}, ends: "completed" } as const;
    expect(judgeFollowsFlow([], "acs.redirectCall", options).pass).toBe(true);
  });
});

test("what assertions throw is known to runners, and tells each broken rule", async () => {
  const error = thrown(() => assertConformsTo({ status: 502, body: "x" }, "graph.transfer"));
  expect(error).toBeInstanceOf(ContractAssertionError);
  const { name, code } = new AssertionError({ message: "" });
  expect(error).toMatchObject({ name, code, violations: [{ rule: "json" }, { rule: "required" }] });
  await expect(
    assertSatisfiesRequest(new Request("http://a.test/"), "graph.transfer"),
  ).rejects.toBeInstanceOf(ContractAssertionError);
});

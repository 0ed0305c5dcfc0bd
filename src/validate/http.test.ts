import { describe, expect, test } from "vitest";
import { judgeHttpRequest, judgeHttpResponse } from "./index.ts";

const address =
  "https://contoso.communication.azure.com/calling/callConnections/call-1:transferToParticipant";

function request(
  body: string | null,
  query = "?api-version=2026-03-12",
  headers: Record<string, string> = {},
): Request {
  return new Request(address + query, {
    method: "POST",
    headers: { "Content-Type": "application/json", ...headers },
    body,
  });
}

describe("a request", () => {
  test("gives its route, its parts and no violation where it is sound", async () => {
    const { match, message, violations } = await judgeHttpRequest(request('{"targetParticipant":{}}'));
    expect(violations).toEqual([]);
    expect(match).toMatchObject({ kind: "matched", version: "acs@2026-03-12" });
    expect(message).toMatchObject({
      path: { callConnectionId: "call-1" },
      query: { "api-version": "2026-03-12" },
      headers: { "content-type": "application/json" },
      body: { targetParticipant: {} },
    });
  });

  test("can be read again afterwards, whatever its body", async () => {
    for (const body of ['{"targetParticipant":{}}', '{"targetParticipant":', ""]) {
      const sent = request(body);
      await judgeHttpRequest(sent);
      expect(sent.bodyUsed).toBe(false);
      expect(await sent.text()).toBe(body);
    }
  });

  test("whose body is not JSON breaks that one rule of its body", async () => {
    const { violations, message } = await judgeHttpRequest(request('{"targetParticipant":'));
    expect(violations).toEqual([
      { where: "/body", rule: "json", expected: "JSON", received: "text of 21 characters" },
    ]);
    expect(message).not.toHaveProperty("body");
  });

  test("whose body is not JSON is judged in its other parts too", async () => {
    const headers = { "repeatability-request-id": "1d7fd4e5-c5d6-4f75-94f1-2b7f3d1a9f10" };
    const { violations } = await judgeHttpRequest(request("<html>", undefined, headers));
    expect(violations.map(({ where, rule }) => `${rule} ${where}`)).toEqual([
      "json /body",
      "dependentRequired /headers/repeatability-first-sent",
    ]);
  });

  test("without a body lacks one", async () => {
    for (const body of ["", null]) {
      const { violations } = await judgeHttpRequest(request(body));
      expect(violations.map(({ where, rule }) => `${rule} ${where}`)).toEqual(["required /body"]);
    }
  });

  test("whose body is the text null has a body, of the wrong type", async () => {
    const { violations } = await judgeHttpRequest(request("null"));
    expect(violations.map(({ where, rule }) => `${rule} ${where}`)).toEqual(["type /body"]);
  });

  test("of an unknown version is judged by the newest, which names the version as wrong", async () => {
    for (const [query, rule] of [
      ["?api-version=2023-03-06", "const"],
      ["", "required"],
    ] as const) {
      const { match, violations } = await judgeHttpRequest(request('{"targetParticipant":{}}', query));
      expect(match.kind).toBe("unknownVersion");
      expect(violations).toEqual([expect.objectContaining({ where: "/query/api-version", rule })]);
    }
  });

  test("without an operation has no message, and a violation that says so", async () => {
    const elsewhere = new Request("https://contoso.communication.azure.com/", { method: "POST", body: "x" });
    expect(await judgeHttpRequest(elsewhere)).toEqual({
      match: { kind: "notFound" },
      violations: [
        { where: "/path", rule: "route", expected: "the path of an operation", received: "another path" },
      ],
    });
    const get = new Request(`${address}?api-version=2026-03-12`);
    expect(await judgeHttpRequest(get)).toEqual({
      match: { kind: "methodNotAllowed", allowed: ["POST"] },
      violations: [{ where: "/method", rule: "route", expected: "one of POST", received: "another method" }],
    });
  });

  test("is judged tolerantly on demand", async () => {
    const sent = request('{"targetParticipant":{},"extra":1}');
    expect((await judgeHttpRequest(sent)).violations).toHaveLength(1);
    expect((await judgeHttpRequest(sent, "tolerant")).violations).toEqual([]);
  });
});

describe("a response", () => {
  const judge = (response: Response) =>
    judgeHttpResponse("acs@2026-03-12", "acs.transferToParticipant", response);

  test("is judged by its status, and can be read again", async () => {
    const response = Response.json({ operationContext: "c" }, { status: 202 });
    expect(await judge(response)).toEqual([]);
    expect(await response.json()).toEqual({ operationContext: "c" });
    const error = Response.json({ operationContext: "c" }, { status: 400 });
    expect(await judge(error)).toEqual([
      { where: "/body/error", rule: "required", expected: "a value", received: "nothing" },
    ]);
  });

  test("whose body is not JSON breaks one rule of its body, and can be read again", async () => {
    const headers = { "content-type": "application/json" };
    const response = new Response("<html>", { status: 502, headers });
    expect(await judge(response)).toEqual([
      { where: "/body", rule: "json", expected: "JSON", received: "text of 6 characters" },
    ]);
    expect(await response.text()).toBe("<html>");
  });

  test("without a body lacks one where one is documented, and is sound where none is", async () => {
    const found = await judge(new Response(null, { status: 202 }));
    expect(found.map(({ where }) => where).toSorted()).toEqual(["/body", "/headers/content-type"]);
    const empty = new Response(null, { status: 204 });
    expect(await judgeHttpResponse("acs@2026-03-12", "acs.redirectCall", empty)).toEqual([]);
    const accepted = new Response(null, { status: 202 });
    expect(await judgeHttpResponse("graph@v1.0", "graph.transfer", accepted)).toEqual([]);
  });

  test("of an operation that the version lacks cannot be judged", async () => {
    await expect(
      judgeHttpResponse("graph@v1.0", "acs.redirectCall", new Response(null, { status: 204 })),
    ).rejects.toThrow(RangeError);
  });
});

test.each([
  ["api-version=x&api-version=2026-03-12", "unknownVersion", ["/query/api-version"]],
  ["api-version=2026-03-12&api-version=x", "matched", []],
] as const)(
  "of a repeated %s the first value counts, for the route and for the judgement",
  async (query, kind, places) => {
    const { match, violations } = await judgeHttpRequest(
      new Request(`https://contoso.test/calling/callConnections/a:transferToParticipant?${query}`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: '{"targetParticipant":{}}',
      }),
    );
    expect(match.kind).toBe(kind);
    expect(violations.map(({ where }) => where)).toEqual(places);
  },
);

test("where the documents are silent about a body, it need not be JSON; where they describe one, it must", async () => {
  const html = (status: number) => new Response("<p>", { status, headers: { "content-type": "text/html" } });
  expect(await judgeHttpResponse("graph@beta", "graph.transfer", html(202))).toEqual([]);
  const rules = (await judgeHttpResponse("graph@beta", "graph.transfer", html(502))).map(({ rule }) => rule);
  expect(rules).toContain("json");
});

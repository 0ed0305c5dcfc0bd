import { describe, expect, test } from "vitest";
import { judgeConformsTo, judgeSatisfiesRequest } from "./index.ts";

const url = "/v1.0/communications/calls/1/transfer";
const refused = (message: string) => expect.objectContaining({ code: "ERR_INVALID_ARGUMENT", message });

describe("what cannot be judged is told so:", () => {
  test.each([
    ["no request", undefined],
    ["a request without an address", { method: "POST" }],
    ["an address that is no text", { url: 7 }],
  ])("%s", (_name, request) => {
    // @ts-expect-error no request
    expect(() => judgeSatisfiesRequest(request, "graph.transfer")).toThrow(
      refused("A request has to be a Request, or an object with a url."),
    );
  });

  test("an address that cannot be read", () => {
    expect(() => judgeSatisfiesRequest({ url: "https://[" }, "graph.transfer")).toThrow(
      refused("The url of the request cannot be read."),
    );
  });

  test("a Request whose body was read", async () => {
    const request = new Request("https://graph.microsoft.com", { method: "POST", body: "{}" });
    await request.text();
    await expect(judgeSatisfiesRequest(request, "graph.transfer")).rejects.toEqual(
      refused("The body of the Request was read: judge it before, a copy of it, or what was read."),
    );
  });

  test.each([
    ["a number", 7, "headers has to be Headers, pairs, or an object."],
    ["a text", "accept: a/b", "headers has to be Headers, pairs, or an object."],
    ["no pairs", ["accept"], "headers has to hold pairs of a name and a value."],
    ["pairs without a name", [[1, "a"]], "headers has to hold pairs of a name and a value."],
  ])("headers that are %s", (_name, headers, message) => {
    // @ts-expect-error no headers
    expect(() => judgeConformsTo({ status: 202, headers }, "graph.transfer")).toThrow(refused(message));
  });
});

test("an address may be a URL, a method may be left out, and a body may be bytes", () => {
  const headers = { "content-type": "application/json" };
  const body = new TextEncoder().encode('{"transferTarget":{"identity":{"user":{"id":"u"}}}}');
  const request = { url: new URL(url, "https://graph.microsoft.com"), headers, body };
  expect(judgeSatisfiesRequest(request, "graph.transfer")).toMatchObject({ pass: true });
});

test("headers that are null are none, and a header may stand several times", () => {
  const answer = { status: 202, body: { operationContext: "c" } };
  const type = "application/json";
  const judged = (headers: unknown) =>
    // @ts-expect-error headers of any kind
    judgeConformsTo({ ...answer, headers }, "acs.transferToParticipant").violations.map(({ rule }) => rule);
  expect(judged(null)).toEqual(["required"]);
  expect(judged({ "content-type": null })).toEqual(["required"]);
  expect(judged([["content-type", [type]]])).toEqual([]);
  expect(judged({ "content-type": [type, type] })).not.toEqual([]);
});

import { beforeEach, describe, expect, test } from "vitest";
import { createAcsClient, newRepeatability } from "../acs/index.ts";
import { skippingClock } from "./clock.test-support.ts";
import { rawFetch } from "../raw/index.ts";
import { serverForTests } from "./recording-server.test-support.ts";

const server = serverForTests();

beforeEach(() => {
  server.answer = (response) => response.writeHead(204).end();
});

const clientOf = (more = {}) =>
  createAcsClient({ endpoint: server.origin, credential: () => "t", allowLoopbackHttp: true, ...more });

const redirect = { incomingCallContext: "opaque", target: {} };

const UUID_4 = /^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/;
const IMF_FIXDATE = /^(Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT$/;

const pairOnWire = () => {
  const { headers } = server.soleRequest();
  return {
    requestId: headers["repeatability-request-id"],
    firstSent: headers["repeatability-first-sent"],
  };
};

describe("the repeatability pair", () => {
  test("is on every call, and the result tells it", async () => {
    const { repeatability } = await clientOf().redirectCall(redirect);
    expect(repeatability.requestId).toMatch(UUID_4);
    expect(repeatability.firstSent).toMatch(IMF_FIXDATE);
    expect(pairOnWire()).toEqual(repeatability);
  });

  test("is another for each call", async () => {
    const acs = clientOf();
    const results = await Promise.all(Array.from({ length: 20 }, () => acs.redirectCall(redirect)));
    expect(new Set(results.map(({ repeatability }) => repeatability.requestId)).size).toBe(20);
  });

  test("comes from the injected clock and source of ids", async () => {
    const requestId = "1d7fd4e5-c5d6-4f75-94f1-2b7f3d1a9f10";
    await clientOf({
      clock: skippingClock(0),
      randomUUID: () => requestId,
      timeout: Infinity,
      attemptTimeout: Infinity,
    }).redirectCall(redirect);
    expect(pairOnWire()).toEqual({ requestId, firstSent: "Thu, 01 Jan 1970 00:00:00 GMT" });
  });

  test("may be the caller's, stored as JSON before the call", async () => {
    const stored = JSON.stringify(newRepeatability());
    const repeatability = JSON.parse(stored);
    const first = await clientOf().redirectCall(redirect, { repeatability });
    const again = await clientOf().redirectCall(redirect, { repeatability });
    expect([first.repeatability, again.repeatability]).toEqual([repeatability, repeatability]);
    const sent = server.requests.map(({ headers }) => headers["repeatability-request-id"]);
    expect(sent).toEqual([repeatability.requestId, repeatability.requestId]);
  });

  test("that is null, as out of an empty store, is refused and not made anew", async () => {
    const sent = clientOf().redirectCall(redirect, { repeatability: JSON.parse("null") });
    await expect(sent).rejects.toMatchObject({ code: "ERR_INVALID_ARGUMENT" });
    expect(server.requests).toEqual([]);
  });

  test("of an injected source of ids is checked", async () => {
    const sent = clientOf({ randomUUID: () => "not-a-uuid" }).redirectCall(redirect);
    await expect(sent).rejects.toMatchObject({ code: "ERR_INVALID_ARGUMENT" });
  });

  test("cannot be replaced by further headers of an operation", async () => {
    const headers = { "Repeatability-Request-ID": "mine", "repeatability-first-sent": "now" };
    const { repeatability } = await clientOf().redirectCall(redirect, { headers });
    expect(pairOnWire()).toEqual(repeatability);
    expect(repeatability.requestId).toMatch(UUID_4);
  });

  test.each([
    ["an id that is no UUID", { requestId: "order-4711" }],
    ["a UUID of another version", { requestId: "1d7fd4e5-c5d6-1f75-94f1-2b7f3d1a9f10" }],
    ["an empty id", { requestId: "" }],
    ["no time", { firstSent: undefined }],
    ["a time in another form", { firstSent: "2026-11-21T12:00:00Z" }],
    ["a time without its weekday", { firstSent: "06 Nov 1994 08:49:37 GMT" }],
    ["a time that does not exist", { firstSent: "Sun, 31 Feb 1994 08:49:37 GMT" }],
    ["the wrong weekday", { firstSent: "Mon, 06 Nov 1994 08:49:37 GMT" }],
  ])("with %s is refused, and nothing is sent", async (_name, fault) => {
    const repeatability = { ...newRepeatability(), ...fault };
    const sent = clientOf().redirectCall(redirect, {
      repeatability: JSON.parse(JSON.stringify(repeatability)),
    });
    await expect(sent).rejects.toMatchObject({
      code: "ERR_INVALID_ARGUMENT",
      message: expect.stringContaining("repeatability"),
    });
    expect(server.requests).toEqual([]);
  });

  test("of a request of the caller's making is completed: an id never goes out without its time", async () => {
    const acs = clientOf();
    const requestId = newRepeatability().requestId;
    const init = { method: "POST", body: "{}", headers: { "Repeatability-Request-ID": requestId } };
    await rawFetch(acs)(new Request(`${acs.service.baseUrl}/calling/callConnections:redirect`, init));
    expect(pairOnWire()).toEqual({ requestId, firstSent: expect.stringMatching(IMF_FIXDATE) });
  });

  test("of a request of the caller's making is checked", async () => {
    const acs = clientOf();
    const init = { method: "POST", body: "{}", headers: { "Repeatability-Request-ID": "order-4711" } };
    await expect(rawFetch(acs)(new Request(`${acs.service.baseUrl}/x`, init))).rejects.toMatchObject({
      code: "ERR_INVALID_ARGUMENT",
    });
  });
});

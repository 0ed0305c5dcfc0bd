import { describe, expect, test } from "vitest";
import { baseAddress, isPrivate, knownVersion } from "./endpoint.ts";
import { checkedRepeatability } from "./repeatability.ts";
import { isNothing, resultOf } from "./result.ts";
import { delayBefore, retryAfterOf } from "./retry.ts";

describe("an address to send to", () => {
  test.each([
    ["https://a.test", "https://a.test"],
    ["https://a.test/b//", "https://a.test/b"],
  ])("%s is %s", (given, address) => {
    expect(baseAddress("endpoint", given)).toBe(address);
  });

  test.each([
    "ftp://localhost",
    "http://localhost.test",
    "http://a127.0.0.1",
    "https://a@b.test",
    "https://:p@b.test",
  ])("%s is none, also where loopback is allowed", (given) =>
    expect(() => baseAddress("endpoint", given, true)).toThrow("endpoint has to be an https:// address"),
  );

  test.each(["https://a.test?", "https://a.test#", "https://a.test/?b", "http://localhost", "nothing"])(
    "%s is none",
    (given) => expect(() => baseAddress("endpoint", given)).toThrow("endpoint has to be an https:// address"),
  );

  test.each(["localhost", "127.0.0.1", "127.255.0.9", "[::1]"])("of %s is private by http", (host) => {
    const url = new URL(`http://${host}:80/`);
    expect([isPrivate(url, true), isPrivate(url, false)]).toEqual([true, false]);
  });

  test("has a version that is known", () => {
    knownVersion("apiVersion", ["a", "b"], "b");
    expect(() => knownVersion("apiVersion", ["a", "b"], "c")).toThrow("apiVersion has to be one of a, b.");
  });
});

describe("what a service asks to wait", () => {
  const now = Date.parse("2026-11-21T08:00:00Z");
  const wait = (value: string, date?: string) =>
    retryAfterOf(new Headers({ "retry-after": value, ...(date !== undefined && { date }) }), now);

  test.each([
    ["0", 0],
    ["12", 12_000],
    ["1.25", 1250],
    ["Sat, 21 Nov 2026 08:00:05 GMT", 5000],
    ["Sat, 21 Nov 2026 07:59:00 GMT", 0],
    ["Thu, 01 Jan 1970 00:00:00 GMT", 0],
  ])("%s is %d ms", (value, milliseconds) => {
    expect(wait(value)).toBe(milliseconds);
  });

  test.each(["", "-1", "1.", ".5", "1.5s", "1e3", "soon", "2026-11-21T08:00:05Z", "soon GMT"])(
    "%j is none",
    (value) => {
      expect(wait(value)).toBeUndefined();
    },
  );

  test("is read by the clock of the service", () => {
    expect(wait("Sat, 21 Nov 2026 09:00:05 GMT", "Sat, 21 Nov 2026 09:00:00 GMT")).toBe(5000);
  });

  test("is waited for up to the bounds, which are within them", () => {
    const settings = { attempts: 2, baseDelay: 100, maxDelay: 1000, maxTotalDelay: 1500 };
    const delay = (sent: number, waited: number, retryAfter?: number) =>
      delayBefore(settings, sent, waited, retryAfter, () => 0.5);
    expect([delay(1, 0, 1000), delay(1, 0, 1001)]).toEqual([1000, undefined]);
    expect([delay(1, 500, 1000), delay(1, 501, 1000)]).toEqual([1000, undefined]);
    expect([delay(1, 0), delay(2, 0)]).toEqual([50, undefined]);
    expect(delayBefore({ ...settings, attempts: 9 }, 5, 0, undefined, () => 0.5)).toBe(500);
  });
});

test.each([
  [
    "an id of another version",
    { requestId: "0ff65ea6-9f3c-1b9e-8a3b-1c2d3e4f5a6b", firstSent: "Sat, 21 Nov 2026 08:00:00 GMT" },
  ],
  ["no id", { firstSent: "Sat, 21 Nov 2026 08:00:00 GMT" }],
  ["no time", { requestId: "0ff65ea6-9f3c-4b9e-8a3b-1c2d3e4f5a6b" }],
  [
    "another weekday",
    { requestId: "0ff65ea6-9f3c-4b9e-8a3b-1c2d3e4f5a6b", firstSent: "Sun, 21 Nov 2026 08:00:00 GMT" },
  ],
  [
    "the year 10000",
    { requestId: "0ff65ea6-9f3c-4b9e-8a3b-1c2d3e4f5a6b", firstSent: "Sat, 01 Jan 10000 00:00:00 GMT" },
  ],
  ["null", null],
])("a pair with %s cannot be sent", (_name, pair) => {
  expect(() => checkedRepeatability(pair)).toThrow("repeatability needs a version 4 UUID");
});

describe("an answer", () => {
  const of = (status: number, text: string | undefined) => {
    const sent = { method: "POST", url: "", body: undefined, headers: {} };
    const incoming = {
      status,
      text,
      headers: new Headers(),
      fault: undefined,
      requestId: "r",
      attempts: 1,
      sent,
    };
    return resultOf(incoming, 202, isNothing);
  };

  test("that has no documented body keeps what came as text", () => {
    expect(of(202, "{}")).toMatchObject({
      ok: true,
      data: undefined,
      text: "{}",
      requestId: "r",
      attempts: 1,
    });
    expect(of(202, "")).toMatchObject({ ok: true, data: undefined, text: undefined });
    expect(of(202, undefined)).toMatchObject({ ok: true, text: undefined });
  });

  test.each([
    '{"error":{"code":"1"}}',
    '{"error":{"message":"m"}}',
    '{"error":{"code":1,"message":"m"}}',
    '{"error":[]}',
    "[]",
    "x",
  ])("%s is no error of the vendor", (text) =>
    expect(of(400, text)).toMatchObject({ ok: false, status: 400, error: undefined, text }),
  );
});

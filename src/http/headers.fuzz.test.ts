import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { expect, test } from "vitest";
import { isHandoffError } from "../errors.ts";
import { LIMIT, ODD_TEXT, runs } from "../fuzz.test-support.ts";
import { judgeRequest } from "../validate/index.ts";
import { checkedRepeatability, newRepeatability, type Repeatability } from "./repeatability.ts";
import { retryAfterOf } from "./retry.ts";

const DAYS = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** An IMF-fixdate by its grammar, not by that of the platform. */
function written(time: number): string {
  const date = new Date(time);
  const two = (value: number) => String(value).padStart(2, "0");
  const day = `${DAYS[date.getUTCDay()]}, ${two(date.getUTCDate())} ${MONTHS[date.getUTCMonth()]}`;
  const clock = [date.getUTCHours(), date.getUTCMinutes(), date.getUTCSeconds()].map(two).join(":");
  return `${day} ${String(date.getUTCFullYear()).padStart(4, "0")} ${clock} GMT`;
}

const second = fc.integer({ min: 0, max: 253_402_300_799 }).map((seconds) => seconds * 1000);

/** As a header can carry it. */
const headerText = fc.oneof(
  fc.string({ unit: fc.integer({ min: 32, max: 255 }).map((code) => String.fromCharCode(code)) }),
  fc.constantFrom("0x10", "1e3", "+5", "-5", ".5", "5.", "5,5", "5, 6", "Infinity", "NaN", " GMT", "1 GMT"),
  fc.constantFrom("Thu, 31 Feb 2026 00:00:00 GMT", "9".repeat(400), "2026-01-01T00:00:00Z"),
);

test(
  "Retry-After: seconds, fractions and dates say what they say, dates by the clock of the service",
  () => {
    fc.assert(
      fc.property(second, second, fc.boolean(), fc.nat(1e6), fc.nat(999), (at, now, isTold, whole, part) => {
        const of = (headers: Record<string, string>, own = now) => retryAfterOf(new Headers(headers), own);
        expect(of({ "retry-after": `${whole}` })).toBe(whole * 1000);
        expect(of({ "retry-after": `${whole}.${part}` })).toBeCloseTo(Number(`${whole}.${part}`) * 1000, 3);
        const expected = Math.max(0, at - now);
        // Where the service tells its time, it does not matter what ours is.
        const told = isTold && now > 0 ? { date: written(now) } : {};
        expect(of({ "retry-after": written(at), ...told }, "date" in told ? 0 : now)).toBe(expected);
      }),
      runs(100),
    );
  },
  LIMIT,
);

test(
  "Retry-After: of anything else there is no wait, or one that is not negative, and never NaN",
  () => {
    fc.assert(
      fc.property(headerText, headerText, second, (value, date, now) => {
        const wait = retryAfterOf(new Headers({ "retry-after": value, date }), now);
        expect(wait === undefined || wait >= 0).toBe(true);
        if (!/\d/.test(value)) expect(wait).toBeUndefined();
      }),
      runs(150),
    );
  },
  LIMIT,
);

/** Fixdates as RFC 9110 has them, by the grammar. */
const FIXDATE =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d GMT$/;
const isUuid = new Ajv2020().compile({
  type: "string",
  pattern: "^[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}$",
});

test(
  "a repeatability pair is sent where the contract has nothing against it, and refused where it is none",
  () => {
    const near = fc.oneof(
      second.map((time) => new Date(time).toUTCString()),
      fc.integer({ min: -8.64e15, max: 8.64e15 }).map((time) => new Date(time).toUTCString()),
      fc.tuple(second, fc.nat(28), fc.constantFrom("", "0", "9", " ", "x")).map(([time, at, sign]) => {
        const text = new Date(time).toUTCString();
        return text.slice(0, at) + sign + text.slice(at + 1);
      }),
      ODD_TEXT,
    );
    const ids = fc.oneof(fc.uuid(), fc.uuid({ version: 4 }), ODD_TEXT);
    let taken = 0;
    fc.assert(
      fc.property(ids, near, (requestId, firstSent) => {
        let pair: Repeatability;
        try {
          pair = checkedRepeatability({ requestId, firstSent });
        } catch (error) {
          expect(isHandoffError(error, "ERR_INVALID_ARGUMENT")).toBe(true);
          if (requestId.length > 4) expect(String(error)).not.toContain(requestId);
          return;
        }
        taken++;
        expect(pair).toEqual({ requestId, firstSent });
        expect(isUuid(requestId.toLowerCase())).toBe(true);
        expect(firstSent).toMatch(FIXDATE);
        expect(written(Date.parse(firstSent))).toBe(firstSent);
        const headers = { "repeatability-request-id": requestId, "repeatability-first-sent": firstSent };
        const found = judgeRequest("acs@2026-03-12", "acs.redirectCall", {
          path: {},
          query: { "api-version": "2026-03-12" },
          headers: { "content-type": "application/json", ...headers },
          body: { incomingCallContext: "c", target: { communicationUser: { id: "8:acs:a" } } },
        });
        expect(found).toEqual([]);
      }),
      {
        ...runs(200),
        examples: [
          [newRepeatability().requestId, newRepeatability().firstSent],
          ["00000000-0000-4000-8000-000000000000", "Sat, 01 Jan 10000 00:00:00 GMT"],
        ],
      },
    );
    expect(taken).toBeGreaterThan(0);
  },
  LIMIT,
);

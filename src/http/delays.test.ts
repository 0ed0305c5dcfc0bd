import fc from "fast-check";
import { expect, test } from "vitest";
import { delayBefore, retryAfterOf } from "./retry.ts";

test("no wait is negative, longer than its cap or beyond the cap of all", () => {
  const amount = fc.double({ min: 0, max: 1e6, noNaN: true });
  fc.assert(
    fc.property(
      fc.record({ attempts: fc.nat(10), baseDelay: amount, maxDelay: amount, maxTotalDelay: amount }),
      fc.integer({ min: 1, max: 2000 }),
      amount,
      fc.option(amount, { nil: undefined }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (settings, sent, waited, retryAfter, random) => {
        const delay = delayBefore(settings, sent, waited, retryAfter, () => random);
        if (delay === undefined) return;
        expect(delay).toBeGreaterThanOrEqual(0);
        expect(delay).toBeLessThanOrEqual(settings.maxDelay);
        expect(waited + delay).toBeLessThanOrEqual(settings.maxTotalDelay);
        expect(sent).toBeLessThan(settings.attempts);
        expect(delay).toBe(retryAfter ?? delay);
      },
    ),
  );
});

test("a date is read by the own clock where the service does not tell its", () => {
  const headers = new Headers({ "retry-after": "Sat, 21 Nov 2026 08:00:05 GMT" });
  expect(retryAfterOf(headers, Date.parse("2026-11-21T08:00:02Z"))).toBe(3000);
});

test("any text in Retry-After is read as a wait that is not negative, or as none", () => {
  fc.assert(
    fc.property(
      fc.string({ unit: fc.integer({ min: 32, max: 126 }).map((n) => String.fromCodePoint(n)) }),
      (value) => {
        const wait = retryAfterOf(new Headers({ "retry-after": value }), Date.now());
        expect(wait === undefined || wait >= 0).toBe(true);
      },
    ),
  );
});

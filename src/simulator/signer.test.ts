import { decodeJwt } from "jose";
import { afterEach, expect, test, vi } from "vitest";
import { defaultCredentials } from "./credentials.ts";
import { signer } from "./signer.ts";

afterEach(() => void vi.useRealTimers());

test.each([-86_400_000, -3_600_000, 0, 3_600_000, 86_400_000])(
  "tokens are good by the clock as it is, also when that was set by %d ms",
  async (jump) => {
    const tokens = signer(defaultCredentials);
    await tokens.authorization("graph", "good");
    vi.setSystemTime(Date.now() + jump);
    const text = await tokens.authorization("graph", "good");
    const { nbf = Infinity, exp = 0 } = decodeJwt(text.slice("Bearer ".length));
    const now = Date.now() / 1000;
    expect(nbf).toBeLessThanOrEqual(now);
    expect(exp).toBeGreaterThan(now + 120);
  },
);

test("a token is sent again for a minute, and not longer", async () => {
  const tokens = signer(defaultCredentials);
  vi.setSystemTime("2026-11-21T12:00:00Z");
  const first = await tokens.authorization("acs", "good");
  vi.setSystemTime("2026-11-21T12:00:59Z");
  expect(await tokens.authorization("acs", "good")).toBe(first);
  vi.setSystemTime("2026-11-21T12:01:01Z");
  expect(await tokens.authorization("acs", "good")).not.toBe(first);
});

import { expect, test } from "vitest";
import { SUBJECTS } from "./messages.ts";
import { soakMemory } from "./soak.ts";

/** So short that `npm run soak:memory` is not spared, and long enough for a leak to be seen. */
const SHORT = { seconds: 1, requests: 20_000, looks: 5 };
/** For a machine that has much else to do. */
const PATIENCE = 180_000;

test(
  "the memory of simulators and receivers does not grow",
  async () => {
    const found = await Promise.all(SUBJECTS.map((subject) => soakMemory({ ...SHORT, subject })));
    for (const { verdict, requests, samples } of found) {
      expect(requests).toBeGreaterThan(300);
      expect(samples).toHaveLength(5);
      expect(verdict).toBe("flat");
    }
  },
  PATIENCE,
);

test(
  "a program that keeps every notification is seen to grow",
  async () => {
    const { verdict } = await soakMemory({ ...SHORT, subject: "embedded", leak: true });
    expect(verdict).toBe("grows");
  },
  PATIENCE,
);

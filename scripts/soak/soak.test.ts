import { describe, expect, test } from "vitest";
import { redisMissing } from "../../src/flows/redis-server.test-support.ts";
import { soak } from "./soak.ts";

describe.skipIf(redisMissing)(`two processes${redisMissing ? `, skipped: ${redisMissing}` : ""}`, () => {
  test("that share a Redis lose nothing and count nothing twice", async () => {
    const result = await soak({ transfers: 200, seed: 4711, atOnce: 100, grace: 3000 });
    expect(result.faults).toEqual([]);
    const ends = result.outcomes.flatMap((counts) => Object.values(counts));
    expect(ends.reduce((sum, count) => sum + count, 0)).toBe(200);
  });
});

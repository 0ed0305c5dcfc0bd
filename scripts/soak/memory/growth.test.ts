import { describe, expect, test } from "vitest";
import { growthOf } from "./growth.ts";

const BASE = 20 * 2 ** 20;

/** Points after each ten thousand requests; of the heap only what is beyond 20 MiB is given. */
function points(...heaps: readonly number[]) {
  return heaps.map((more, index) => ({ requests: 10_000 * (index + 1), heap: BASE + more }));
}

describe("memory", () => {
  test("that stays as it is, is flat", () => {
    const heaps = Array.from({ length: 11 }, () => 0);
    expect(growthOf(points(...heaps))).toEqual({ slope: 0, error: 0, limit: 0.01 * BASE, verdict: "flat" });
  });

  test("that goes up and down, is flat", () => {
    const heaps = [0, 90_000, -90_000, 20_000, -30_000, 90_000, -80_000, 10_000, 0, -50_000, 50_000];
    expect(growthOf(points(...heaps)).verdict).toBe("flat");
  });

  test("that becomes less, is flat", () => {
    expect(growthOf(points(0, -900_000, -1_800_000, -2_700_000)).verdict).toBe("flat");
  });

  test("that grows by a hundred bytes with each request, grows", () => {
    const { slope, verdict } = growthOf(points(0, 1_000_000, 2_000_000, 3_050_000, 3_950_000));
    expect([Math.round(slope / 1e4), verdict]).toEqual([100, "grows"]);
  });

  test("that grows by thirty bytes with each request is seen to grow, where there are enough of them", () => {
    const heaps = Array.from({ length: 16 }, (_, index) => 300_000 * index);
    expect(growthOf(points(...heaps.slice(0, 4))).verdict).toBe("flat");
    expect(growthOf(points(...heaps)).verdict).toBe("grows");
  });

  test("of which nobody could say, is unclear", () => {
    expect(growthOf(points(0, 9_000_000, -9_000_000, 9_000_000)).verdict).toBe("unclear");
  });

  test("is not judged by too little", () => {
    expect(() => growthOf(points(0, 1))).toThrow(RangeError);
    expect(() => growthOf([1, 2, 3].map((heap) => ({ requests: 7, heap })))).toThrow(RangeError);
  });
});

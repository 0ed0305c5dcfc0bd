import { array, assert, asyncProperty, integer } from "fast-check";
import { afterEach, describe, expect, test, vi } from "vitest";
import { simulatedTime } from "./time.ts";

describe("a stopped clock", () => {
  test("does what is due in the order of time, whatever the order of asking, and shows the time of each", async () => {
    await assert(
      asyncProperty(array(integer({ min: 0, max: 50 }), { maxLength: 30 }), async (delays) => {
        const time = simulatedTime(1000, false, 100);
        const done: [number, number][] = [];
        for (const [index, delay] of delays.entries())
          time.after(delay, () => void done.push([time.now() - 1000, index]));
        await time.advance(50);
        const expected = delays
          .map((delay, index): [number, number] => [delay, index])
          .toSorted((a, b) => a[0] - b[0]);
        expect(done).toEqual(expected);
        expect(time.now()).toBe(1050);
      }),
      { numRuns: 50 },
    );
  });

  test("stands still, and does nothing that is due later", async () => {
    const time = simulatedTime(0, false, 100);
    let done = 0;
    time.after(10, () => void done++);
    await time.advance(9);
    expect([done, time.now()]).toEqual([0, 9]);
    await time.advance(1);
    expect([done, time.now()]).toEqual([1, 10]);
  });

  test("does what becomes due on the way, and waits for what takes long", async () => {
    const time = simulatedTime(0, false, 100);
    const done: string[] = [];
    time.after(1, async () => {
      time.after(5, () => void done.push("second"));
      await new Promise((resolve) => void setTimeout(resolve, 20));
      done.push("first");
    });
    await time.advance(10);
    expect(done).toEqual(["first", "second"]);
  });

  test("settles without waiting for timers of others, which go off on the way", async () => {
    const time = simulatedTime(0, false, 100);
    const done: string[] = [];
    time.setTimeout(() => done.push("early"), 5);
    const cancel = time.setTimeout(() => done.push("cancelled"), 6);
    time.setTimeout(() => done.push("late"), 50);
    time.after(10, () => void done.push("own"));
    cancel();
    await time.settle();
    expect([done, time.now()]).toEqual([["early", "own"], 10]);
    time.clear();
    await time.advance(40);
    expect(done).toEqual(["early", "own", "late"]);
  });

  test("goes on after a task that fails", async () => {
    const time = simulatedTime(0, false, 100);
    let done = false;
    time.after(1, () => Promise.reject(new Error("lost")));
    time.after(2, () => {
      done = true;
    });
    await time.settle();
    expect(done).toBe(true);
  });
});

describe("a running clock", () => {
  afterEach(() => void vi.useRealTimers());

  test.each([-86_400_000, -3_600_000, 3_600_000, 86_400_000])(
    "goes on evenly when the machine's is set by %d ms",
    async (jump) => {
      const time = simulatedTime(Date.now(), true, 100);
      const start = time.now();
      const due = new Promise<string>((resolve) => void time.after(30, () => resolve("due")));
      let isEarly = false;
      time.after(60_000, () => void (isEarly = true));
      vi.setSystemTime(Date.now() + jump);
      const late = new Promise<string>((resolve) => void setTimeout(resolve, 5000, "late"));
      expect(await Promise.race([due, late])).toBe("due");
      expect(time.now() - start).toBeGreaterThanOrEqual(30);
      expect(time.now() - start).toBeLessThan(5000);
      expect(isEarly).toBe(false);
    },
  );

  test("begins a hundred tasks in a row, and lets others have their turn between", () => {
    let tick = () => {};
    const base = {
      now: () => 0,
      setTimeout(run: () => void) {
        tick = run;
        return () => {};
      },
    };
    const time = simulatedTime(0, true, 100, base);
    let begun = 0;
    for (let made = 0; made < 250; made++) time.after(0, () => void begun++);
    const counts = [1, 2, 3].map(() => {
      tick();
      return begun;
    });
    expect(counts).toEqual([100, 200, 250]);
  });

  test("does things by itself, and can be moved on, stopped and started", async () => {
    const time = simulatedTime(Date.now(), true, 100);
    const start = time.now();
    await new Promise<void>((resolve) => void time.after(5, resolve));
    expect(time.now()).toBeGreaterThanOrEqual(start + 5);
    await time.advance(1_000_000);
    expect(time.now()).toBeGreaterThanOrEqual(start + 1_000_005);
    time.run(false);
    const stopped = time.now();
    let done = false;
    time.after(1, () => {
      done = true;
    });
    await new Promise((resolve) => void setTimeout(resolve, 10));
    expect([done, time.now()]).toEqual([false, stopped]);
    time.run(true);
    await new Promise((resolve) => void setTimeout(resolve, 10));
    expect(done).toBe(true);
  });
});

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { afterPatience } from "./patience.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("patience ends after its time, once, and not before", () => {
  let runs = 0;
  afterPatience(() => runs++, 1000);
  vi.advanceTimersByTime(999);
  expect(runs).toBe(0);
  vi.advanceTimersByTime(1);
  expect(runs).toBe(1);
  vi.advanceTimersByTime(10_000);
  expect(runs).toBe(1);
  expect(vi.getTimerCount()).toBe(0);
});

test("patience that was ended, at whatever step, runs nothing", () => {
  for (const passed of [0, 100, 950]) {
    let runs = 0;
    const end = afterPatience(() => runs++, 1000);
    vi.advanceTimersByTime(passed);
    end();
    expect(vi.getTimerCount()).toBe(0);
    vi.advanceTimersByTime(10_000);
    expect(runs).toBe(0);
  }
});

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { manualClock } from "./clock.test-support.ts";
import { Stop, systemClock, within } from "./clock.ts";

describe("the clock of the runtime", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test("waits no longer than a timer can, and can be told not to wait any more", () => {
    let runs = 0;
    const cancel = systemClock.setTimeout(() => runs++, Infinity);
    systemClock.setTimeout(() => runs++, Infinity);
    expect(vi.getTimerCount()).toBe(2);
    cancel();
    expect(vi.getTimerCount()).toBe(1);
    vi.advanceTimersByTime(2_147_483_646);
    expect(runs).toBe(0);
    vi.advanceTimersByTime(1);
    expect(runs).toBe(1);
  });
});

describe("what tells work to stop", () => {
  test("gives a signal that aborts with it, or that has aborted before", () => {
    const [early, late] = [new Stop(), new Stop()];
    const { signal } = early;
    expect(signal.aborted).toBe(false);
    early.abort("reason");
    late.abort("other");
    expect([signal.aborted, signal.reason]).toEqual([true, "reason"]);
    expect([late.signal.aborted, late.signal.reason]).toEqual([true, "other"]);
  });

  test("tells those that listen, and not those that do no more", () => {
    const stop = new Stop();
    const told: string[] = [];
    const gone = () => told.push("gone");
    stop.addEventListener("abort", () => told.push("here"));
    stop.addEventListener("abort", gone);
    stop.removeEventListener("abort", gone);
    stop.abort(undefined);
    expect(told).toEqual(["here"]);
  });
});

describe("work within a time", () => {
  test.each([
    ["is done", () => Promise.resolve("value")],
    ["fails", () => Promise.reject(new Error("fault"))],
  ])("that %s leaves neither a timer nor a listener", async (_name, work) => {
    const [clock, controller] = [manualClock(), new AbortController()];
    const removed = vi.spyOn(controller.signal, "removeEventListener");
    const added = vi.spyOn(controller.signal, "addEventListener");
    await within(clock, 100, controller.signal, () => "late", work).catch(() => undefined);
    expect(clock.pending()).toBe(0);
    expect(removed.mock.calls).toEqual(added.mock.calls.map((call) => call.slice(0, 2)));
  });

  test("is not begun when the signal has aborted before", async () => {
    let begun = false;
    const work = async () => void (begun = true);
    const sent = within(manualClock(), 100, AbortSignal.abort(), (byCaller) => ({ byCaller }), work);
    await expect(sent).rejects.toEqual({ byCaller: true });
    expect(begun).toBe(false);
  });
});

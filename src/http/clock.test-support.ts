import type { Clock } from "./clock.ts";

/** Timers of this many milliseconds or more never fire. */
const NEVER = 1e9;

/** A clock that needs no waiting: each wait is over at once, and time has moved on by it. */
export interface SkippingClock extends Clock {
  /** Every wait that was asked for, in milliseconds. */
  readonly waits: number[];
}

/** Makes one. Use it with time limits of `Infinity`, which never pass. */
export function skippingClock(start = Date.parse("2026-11-21T12:00:00Z")): SkippingClock {
  const waits: number[] = [];
  let now = start;
  return {
    waits,
    now: () => now,
    setTimeout(run, milliseconds) {
      if (milliseconds >= NEVER) return () => {};
      waits.push(milliseconds);
      const timer = setImmediate(() => {
        now += milliseconds;
        run();
      });
      return () => clearImmediate(timer);
    },
  };
}

/** A clock that stands until the test moves it on. */
export interface ManualClock extends Clock {
  advance(milliseconds: number): void;
  /** How many timers are set. */
  pending(): number;
}

/** Makes one. */
export function manualClock(start = Date.parse("2026-11-21T12:00:00Z")): ManualClock {
  const timers = new Set<{ readonly at: number; readonly run: () => void }>();
  let now = start;
  return {
    now: () => now,
    setTimeout(run, milliseconds) {
      const timer = { at: now + milliseconds, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    advance(milliseconds) {
      now += milliseconds;
      const due = Array.from(timers).filter(({ at }) => at <= now);
      for (const timer of due) {
        timers.delete(timer);
        timer.run();
      }
    },
    pending: () => timers.size,
  };
}

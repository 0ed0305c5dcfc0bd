import type { Clock } from "../http/clock.ts";
import type { TrackerStore } from "./store.ts";

/** How often a store is looked at, in milliseconds: one that tells of changes, and one that does not. */
const POLLS = { told: 5000, untold: 500 };

/** Wakes one who waits. */
export interface Bell {
  readonly ring: () => void;
  /** Waits until it rings, at most that many milliseconds. If it rang since the last time, it does not wait. */
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** Makes one. */
export function makeBell(clock: Clock): Bell {
  let rung = false;
  let wake = () => {};
  return {
    ring() {
      rung = true;
      wake();
    },
    async wait(milliseconds) {
      if (!rung)
        await new Promise<void>((resolve) => {
          const cancel = clock.setTimeout(resolve, Math.max(0, milliseconds));
          wake = () => {
            cancel();
            resolve();
          };
        });
      rung = false;
    },
  };
}

/** Rings for those who wait for a key to change. It listens to the store only while somebody waits. */
export interface Alarm {
  /** The function that it gives back takes the bell away. */
  readonly add: (key: string, bell: Bell) => () => void;
  readonly ring: (key: string) => void;
  /** How long to wait before looking without having been woken: a change may go unheard. */
  readonly poll: () => number;
}

/** Makes the alarm of a tracker. */
export function makeAlarm(store: TrackerStore, clock: Clock): Alarm {
  const bells = new Map<string, Set<Bell>>();
  let stop: (() => void) | undefined;
  // What was asked before tells nothing any more.
  let asked = 0;
  let askAgain = 0;
  let deaf = false;

  const ring = (key: string) => {
    for (const bell of bells.get(key) ?? []) bell.ring();
  };
  const ringAll = () => {
    for (const key of bells.keys()) ring(key);
  };
  const end = () => {
    asked += 1;
    stop?.();
    stop = undefined;
  };
  const listen = () => {
    if (stop && !(deaf && clock.now() >= askAgain)) return;
    end();
    const own = asked;
    askAgain = clock.now() + POLLS.told;
    const changed = (key?: string) => {
      if (own !== asked) return;
      deaf = false;
      if (key === undefined) ringAll();
      else ring(key);
    };
    const failed = () => {
      if (own !== asked || deaf) return;
      deaf = true;
      // Those who wait for long have to look sooner.
      ringAll();
    };
    try {
      stop = store.changes?.(changed, failed);
    } catch {
      // It is looked at more often instead, and asked again.
    }
  };
  return {
    ring,
    add(key, bell) {
      const own = bells.get(key) ?? new Set();
      bells.set(key, own.add(bell));
      listen();
      return () => {
        own.delete(bell);
        if (own.size === 0 && bells.get(key) === own) bells.delete(key);
        if (bells.size > 0) return;
        end();
        deaf = false;
      };
    },
    poll() {
      listen();
      // Those who wait are not to look all at once.
      return (stop && !deaf ? POLLS.told : POLLS.untold) * (0.8 + 0.4 * Math.random());
    },
  };
}

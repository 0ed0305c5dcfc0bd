import { systemClock, type Clock } from "../http/clock.ts";

/** What is to be done at a time of the simulator's clock. Whoever moves time forward waits for it. */
export type Task = () => Promise<void> | void;

/**
 * The clock of a simulator, which can be stopped and moved forward. Timers set through `setTimeout` belong to others, such
 * as a tracker: they go off when their time comes, but nothing waits for them.
 */
export interface SimulatedTime extends Clock {
  readonly running: boolean;
  /** Does something after that many milliseconds; the function it gives back cancels it. */
  after(milliseconds: number, task: Task): () => void;
  /** Lets time pass by itself, or stops it. */
  run(running: boolean): void;
  /** Moves time forward, task by task, and resolves when all of them are done. */
  advance(milliseconds: number): Promise<void>;
  /** Moves time forward until no task is left. */
  settle(): Promise<void>;
  /** Forgets all tasks that have not begun. */
  clear(): void;
}

/** Goes on evenly, also when the clock of the machine is set: calls ring neither shorter nor longer for that. */
const steadyClock: Clock = {
  now: () => Math.floor(performance.now()),
  setTimeout: (run, milliseconds) => systemClock.setTimeout(run, milliseconds),
};

/** How many tasks are begun in a row, so that many at once do not keep all else waiting. */
const PORTION = 100;

interface Entry {
  readonly at: number;
  readonly task: Task;
  readonly isForeign: boolean;
}

/**
 * Makes a clock. Tasks of the same time are begun in the order in which they were given.
 *
 * @param start - milliseconds since 1970 at the beginning
 * @param running - whether time passes by itself
 * @param patience - how long what comes next waits for what was begun, in milliseconds of real time
 */
export function simulatedTime(
  start: number,
  running: boolean,
  patience: number,
  base: Clock = steadyClock,
): SimulatedTime {
  let queue: Entry[] = [];
  const begun = new Set<Promise<void>>();
  let cancelTimer = () => {};
  let wake = () => {};
  let isRunning = running;
  // What the clock shows at a moment of the clock below it.
  let shown = start;
  let shownAt = base.now();

  const now = () => (isRunning ? shown + Math.max(0, base.now() - shownAt) : shown);
  const set = (time: number) => {
    shown = time;
    shownAt = base.now();
  };

  const begin = ({ task }: Entry): Promise<void> => {
    const work = (async () => task())().finally(() => begun.delete(work));
    // A task reports its own faults; here it only has to come to an end.
    work.catch(() => {});
    begun.add(work);
    return work;
  };

  const arm = () => {
    cancelTimer();
    const entry = isRunning ? queue[0] : undefined;
    if (!entry) return;
    cancelTimer = base.setTimeout(
      () => {
        let count = 0;
        for (let due = queue[0]; due && due.at <= now() && count < PORTION; due = queue[0]) {
          queue.shift();
          void begin(due);
          count++;
        }
        arm();
      },
      Math.max(0, entry.at - now()),
    );
  };

  const add = (milliseconds: number, task: Task, isForeign: boolean) => {
    const entry: Entry = { at: now() + Math.max(0, milliseconds), task, isForeign };
    queue.splice(placeOf(queue, entry.at), 0, entry);
    if (queue[0] === entry) arm();
    wake();
    return () => {
      const place = queue.indexOf(entry);
      if (place >= 0) queue.splice(place, 1);
    };
  };

  /** A bot may answer a notification only after it got the next one. */
  const orPatience = async (work: Promise<void>) => {
    let cancel = () => {};
    const over = new Promise<void>((resolve) => {
      cancel = base.setTimeout(resolve, patience);
    });
    await Promise.race([work.catch(() => {}), over]);
    cancel();
  };

  /** Tells whether something that was begun came to its end, or more is to be done, before patience was at an end. */
  const activity = async (): Promise<boolean> => {
    let cancel = () => {};
    const over = new Promise<boolean>((resolve) => {
      cancel = base.setTimeout(() => resolve(false), patience);
    });
    const added = new Promise<boolean>((resolve) => {
      wake = () => resolve(true);
    });
    const ended = [...begun].map((work) => work.then(() => true).catch(() => true));
    const seen = await Promise.race([...ended, added, over]);
    cancel();
    return seen;
  };

  /** Begins what is due until then, each when the one before is done, as what it does may make more of it due. */
  const moveTo = async (end: number) => {
    for (let due = queue[0]; due && due.at <= end; due = queue[0]) {
      queue.shift();
      if (due.at > now()) set(due.at);
      await orPatience(begin(due));
    }
    if (end > now()) set(end);
    arm();
  };

  return {
    get running() {
      return isRunning;
    },
    now,
    after: (milliseconds, task) => add(milliseconds, task, false),
    setTimeout: (run, milliseconds) => add(milliseconds, run, true),
    run(wanted) {
      set(now());
      isRunning = wanted;
      arm();
    },
    async advance(milliseconds) {
      const end = now() + milliseconds;
      for (;;) {
        await moveTo(end);
        const isDone = begun.size === 0 && (queue[0]?.at ?? Infinity) > end;
        // What waits for a later time of this clock is not waited for.
        if (isDone || !(await activity())) return;
      }
    },
    async settle() {
      const own = () => queue.find(({ isForeign }) => !isForeign);
      for (;;) {
        for (let entry = own(); entry; entry = own()) await moveTo(entry.at);
        if (begun.size === 0) return;
        // What does not get on may wait for a timer by this clock, such as a client for its next attempt.
        const isStuck = !(await activity());
        if (isStuck && queue[0]) await moveTo(queue[0].at);
      }
    },
    clear() {
      queue = queue.filter(({ isForeign }) => isForeign);
      arm();
    },
  };
}

/** Where an entry of that time belongs: behind all that are as early. */
function placeOf(queue: readonly Entry[], at: number): number {
  let low = 0;
  let high = queue.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((queue[middle]?.at ?? Infinity) <= at) low = middle + 1;
    else high = middle;
  }
  return low;
}

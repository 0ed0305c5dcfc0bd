import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { breathe, courses, extended, renamed, success, type Course } from "./documented.test-support.ts";
import { createTracker, memoryStore, type Outcome, type TrackedNotification } from "./index.ts";

async function outcomeOf(course: Course, notifications: readonly TrackedNotification[]): Promise<Outcome> {
  const tracker = createTracker();
  const { outcome } = tracker.watch(success(course), course.options);
  for (const notification of notifications) await tracker.receive(notification);
  return outcome;
}

const titled = courses.map((course): [string, Course] => [course.title, course]);

describe.each(titled)("%s", (_title, course) => {
  const { notifications, outcome: end, told } = course;
  const wanted = { ...told, outcome: end };

  test("comes to its documented end", async () => {
    expect(await outcomeOf(course, notifications)).toMatchObject(wanted);
  });

  test("with each notification twice", async () => {
    const twice = notifications.flatMap((one) => [one, one]);
    expect(await outcomeOf(course, twice)).toMatchObject(wanted);
  });

  test("with all of them at once", async () => {
    const tracker = createTracker();
    const { outcome } = tracker.watch(success(course), course.options);
    await Promise.all(notifications.map((one) => tracker.receive(one)));
    expect(await outcome).toMatchObject(wanted);
  });

  test("reversed", async () => {
    expect(await outcomeOf(course, notifications.toReversed())).toMatchObject(wanted);
  });

  test("with unknown members everywhere", async () => {
    expect(await outcomeOf(course, notifications.map(extended))).toMatchObject(wanted);
  });

  test("with notifications that come before it is watched", async () => {
    const tracker = createTracker();
    for (const one of notifications) expect(await tracker.receive(one)).toMatchObject({ taken: "unrelated" });
    const { outcome } = tracker.watch(success(course), course.options);
    expect(await outcome).toMatchObject(wanted);
  });

  test("with notifications that come before the answer", async () => {
    const tracker = createTracker();
    const { outcome } = tracker.watch(
      breathe().then(() => success(course)),
      course.options,
    );
    for (const one of notifications) await tracker.receive(one);
    expect(await outcome).toMatchObject(wanted);
  });
});

describe("any number of operations at once, with notifications in any order, repeated and dealt out to several processes,", () => {
  const numbered = fc.record({ course: fc.constantFrom(...courses), id: fc.uuid() });
  const calls = fc.uniqueArray(numbered, { minLength: 1, maxLength: 6, selector: ({ id }) => id });
  const deliveries = calls.chain((chosen) => {
    const own = chosen.map(({ course, id }) => renamed(course, id));
    const all = own.flatMap(({ notifications }) => notifications);
    return fc.record({
      own: fc.constant(own),
      order: fc.shuffledSubarray([...all, ...all, ...all], { minLength: all.length * 3 }),
      starts: fc.array(fc.nat(2), { minLength: own.length, maxLength: own.length }),
      lands: fc.array(fc.nat(2), { minLength: all.length * 3, maxLength: all.length * 3 }),
      // How many of the deliveries come before anything is watched.
      early: fc.nat(all.length * 3),
      atOnce: fc.boolean(),
    });
  });

  test("come each to its documented end, and count each notification once", async () => {
    await fc.assert(
      fc.asyncProperty(deliveries, async ({ own, order, starts, lands, early, atOnce }) => {
        const store = memoryStore();
        const trackers = [0, 1, 2].map(() => createTracker({ store, grace: 60_000 }));
        const counted = new Map<string, number>();
        const deliver = async (notification: TrackedNotification, index: number) => {
          const taken = await trackers[lands[index] ?? 0]?.receive(notification);
          if (taken?.taken !== "new" && taken?.taken !== "late") return;
          const key = `${taken.callId} ${notification.key}`;
          counted.set(key, (counted.get(key) ?? 0) + 1);
        };
        for (const [index, one] of order.slice(0, early).entries()) await deliver(one, index);
        const watched = own.map((course, index) =>
          trackers[starts[index] ?? 0]?.watch(success(course), course.options),
        );
        const rest = order.slice(early).map((one, index) => () => deliver(one, early + index));
        if (atOnce) await Promise.all(rest.map((run) => run()));
        else for (const run of rest) await run();
        for (const [index, { outcome, told }] of own.entries())
          expect(await watched[index]?.outcome).toMatchObject({ ...told, outcome });
        expect(Math.max(0, ...counted.values())).toBeLessThanOrEqual(1);
      }),
      { numRuns: 150, verbose: 0 },
    );
  });
});

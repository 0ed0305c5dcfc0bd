import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { manualClock } from "../http/clock.test-support.ts";
import { breathe, ofAcs } from "./documented.test-support.ts";
import { createTracker, memoryStore, type TrackerStore } from "./index.ts";
import {
  acsTransfer,
  call,
  completed,
  isSettled,
  taken202,
  transfer,
  transferring,
} from "./tracker.test-support.ts";

/** A store that takes its time, a different one for each call. */
function slowed(store: TrackerStore): TrackerStore {
  const wait = () => new Promise((resolve) => void setTimeout(resolve, Math.random() * 4));
  return {
    async get(key) {
      await wait();
      const found = await store.get(key);
      await wait();
      return found;
    },
    async swap(...change) {
      await wait();
      const done = await store.swap(...change);
      await wait();
      return done;
    },
  };
}

/** A store that fails while it is told to. */
function breakable(store = memoryStore()) {
  const state = { broken: false };
  const check = () => {
    if (state.broken) throw new Error("broken");
  };
  const own: TrackerStore = {
    get: async (key) => (check(), store.get(key)),
    swap: async (...change) => (check(), store.swap(...change)),
  };
  return { own, state };
}

test("many processes that write to one call at once lose nothing and count nothing twice", async () => {
  const store = memoryStore();
  const trackers = Array.from({ length: 6 }, () => createTracker({ store: slowed(store) }));
  const { outcome } = trackers[0]?.watch(taken202, acsTransfer) ?? {};
  await new Promise((resolve) => void setTimeout(resolve, 50));
  const events = Array.from({ length: 20 }, (_, index) => ofAcs("ParticipantsUpdated", call, {}, `${index}`));
  const taken = await Promise.all(
    trackers.flatMap((tracker) => events.map(async (one) => (await tracker.receive(one)).taken)),
  );
  expect(taken.filter((one) => one === "new")).toHaveLength(20);
  expect(taken.filter((one) => one === "duplicate")).toHaveLength(100);
  await trackers[5]?.receive(ofAcs("CallTransferAccepted", call));
  expect(await outcome).toMatchObject({ outcome: "completed" });
});

test("a store that tells of no changes is looked at twice a second", async () => {
  const store = memoryStore();
  const silent: TrackerStore = {
    get: (key) => store.get(key),
    swap: (...change) => store.swap(...change),
  };
  const clock = manualClock();
  const { outcome } = createTracker({ store: silent, clock }).watch(taken202, transfer);
  await breathe();
  await createTracker({ store, clock }).receive(completed);
  expect(await isSettled(outcome)).toBe(false);
  clock.advance(600);
  expect(await outcome).toMatchObject({ outcome: "completed" });
  expect(clock.pending()).toBe(0);
});

test("a change that goes unheard is found all the same", async () => {
  const store = memoryStore();
  const clock = manualClock();
  const deaf: TrackerStore = { ...store, changes: () => () => {} };
  const { outcome } = createTracker({ store: deaf, clock }).watch(taken202, transfer);
  await breathe();
  await createTracker({ store, clock }).receive(completed);
  clock.advance(6000);
  expect(await outcome).toMatchObject({ outcome: "completed" });
});

test("a store that cannot tell of changes is one that does not", async () => {
  const store: TrackerStore = {
    ...memoryStore(),
    changes() {
      throw new Error("no more connections");
    },
  };
  const { outcome } = createTracker({ store }).watch(taken202, transfer);
  await breathe();
  await createTracker({ store }).receive(completed);
  expect(await outcome).toMatchObject({ outcome: "completed" });
});

describe("a store that fails", () => {
  test("fails what is received, for the service to deliver it again", async () => {
    const { own, state } = breakable();
    const tracker = createTracker({ store: own });
    state.broken = true;
    await expect(tracker.receive(transferring)).rejects.toMatchObject({
      code: "ERR_STORE",
      cause: expect.objectContaining({ message: "broken" }),
    });
  });

  test("for a while is waited for", async () => {
    const { own, state } = breakable();
    const clock = manualClock();
    const tracker = createTracker({ store: own, clock });
    state.broken = true;
    const { outcome } = tracker.watch(taken202, transfer);
    await breathe();
    for (let passed = 0; passed < 100_000; passed += 10_000) {
      clock.advance(10_000);
      expect(await isSettled(outcome)).toBe(false);
    }
    state.broken = false;
    await tracker.receive(completed);
    clock.advance(1000);
    expect(await outcome).toMatchObject({ outcome: "completed" });
  });

  test("to the end fails the outcome, then and not before", async () => {
    const { own, state } = breakable();
    const clock = manualClock();
    const { outcome } = createTracker({ store: own, clock }).watch(taken202, transfer);
    await breathe();
    state.broken = true;
    clock.advance(119_999);
    expect(await isSettled(outcome)).toBe(false);
    clock.advance(1);
    await expect(outcome).rejects.toMatchObject({ code: "ERR_STORE" });
    expect(clock.pending()).toBe(0);
  });

  test("does not keep a refusal or a signal waiting", async () => {
    const { own, state } = breakable();
    state.broken = true;
    const tracker = createTracker({ store: own });
    const refused = tracker.watch(Promise.resolve({ ok: false, status: 403 }), transfer);
    expect(await refused.outcome).toMatchObject({ outcome: "failed" });
    const controller = new AbortController();
    const { outcome } = tracker.watch(taken202, { ...transfer, signal: controller.signal });
    await breathe();
    controller.abort();
    await expect(outcome).rejects.toMatchObject({ code: "ERR_ABORTED" });
  });

  test("by never answering is given up after five seconds", async () => {
    const clock = manualClock();
    const never = () => new Promise<never>(() => {});
    const tracker = createTracker({ store: { get: never, swap: never }, clock });
    const receiving = [tracker.receive(transferring), tracker.receive(completed)];
    const { outcome } = tracker.watch(taken202, { ...transfer, timeout: 7000 });
    await breathe();
    clock.advance(5000);
    for (const one of receiving)
      await expect(one).rejects.toMatchObject({
        code: "ERR_STORE",
        cause: { message: expect.stringContaining("5000 ms") },
      });
    for (const passed of [2000, 1000, 1000]) {
      await breathe();
      clock.advance(passed);
    }
    await expect(outcome).rejects.toMatchObject({ code: "ERR_STORE" });
  });

  test("to say that it has written counts nothing twice", async () => {
    const store = memoryStore();
    let lost = 0;
    const forgetful: TrackerStore = {
      ...store,
      async swap(...change) {
        const done = await store.swap(...change);
        lost += 1;
        if (done && lost % 2 === 1) throw new Error("reset");
        return done;
      },
    };
    const clock = manualClock();
    const tracker = createTracker({ store: forgetful, clock });
    const { outcome } = tracker.watch(taken202, transfer);
    await breathe();
    clock.advance(500);
    await breathe();
    expect(await tracker.receive(transferring)).toMatchObject({ taken: "new" });
    await expect(tracker.receive(completed)).rejects.toMatchObject({ code: "ERR_STORE" });
    expect(await tracker.receive(completed)).toMatchObject({ taken: "duplicate" });
    expect(await outcome).toMatchObject({ outcome: "completed" });
  });
});

describe("what is kept beside a context", () => {
  const message = {
    id: "1",
    type: "Microsoft.Communication.CallTransferAccepted",
    data: { operationContext: "one" },
  };
  const nameless = { service: "acs", key: "1", message } as const;
  const asked = { ...acsTransfer, request: { operationContext: "one" } } as const;

  test("outlasts a store that writes and fails to say so", async () => {
    const store = memoryStore();
    let lost = false;
    const forgetful: TrackerStore = {
      ...store,
      async swap(key, ...change) {
        const done = await store.swap(key, ...change);
        if (done && !lost && key.includes("context")) {
          lost = true;
          throw new Error("reset");
        }
        return done;
      },
    };
    expect(await createTracker({ store }).receive(nameless)).toMatchObject({ kept: true });
    const { outcome } = createTracker({ store: forgetful }).watch(taken202, { ...asked, timeout: 2000 });
    expect(await outcome).toMatchObject({ outcome: "completed" });
    expect(lost).toBe(true);
  });

  test("counts at once, for one operation of one call", async () => {
    const store = memoryStore();
    const silent: TrackerStore = { get: store.get.bind(store), swap: store.swap.bind(store) };
    const clock = manualClock();
    const tracker = createTracker({ store: silent, clock });
    await tracker.receive(nameless);
    expect(await tracker.watch(taken202, asked).outcome).toMatchObject({ outcome: "completed" });
    for (const callId of [call, "8"])
      expect(await isSettled(tracker.watch(taken202, { ...asked, callId }).outcome)).toBe(false);
  });
});

test("what was stored by nobody that is known counts as nothing", async () => {
  const texts = fc.oneof(
    fc.json(),
    fc.string(),
    fc.constantFrom(
      '{"version":2}',
      '{"version":1,"calls":[],"early":[],"operations":[{"flow":"graph.dance"}]}',
      '{"version":1,"calls":[],"early":[]}',
    ),
  );
  await fc.assert(
    fc.asyncProperty(texts, async (text) => {
      const store = memoryStore();
      await store.swap(`graph/${call}`, undefined, text, 10_000);
      const tracker = createTracker({ store });
      expect(await tracker.receive(transferring)).toMatchObject({ taken: "unrelated", kept: true });
      const { outcome } = tracker.watch(taken202, transfer);
      await tracker.receive(completed);
      expect(await outcome).toMatchObject({ outcome: "completed" });
    }),
  );
});

test("what a record holds is bounded", async () => {
  const store = memoryStore();
  const tracker = createTracker({ store });
  for (let index = 0; index < 40; index += 1) await tracker.receive({ ...completed, key: `early ${index}` });
  for (let index = 0; index < 20; index += 1) {
    const { outcome } = tracker.watch(taken202, acsTransfer);
    for (let event = 0; event < 100; event += 1)
      await tracker.receive(ofAcs("ParticipantsUpdated", call, {}, `${index} ${event}`));
    await tracker.receive(ofAcs("CallTransferFailed", call, {}, `${index}`));
    expect(await outcome).toMatchObject({ outcome: "failed" });
  }
  const size = async (key: string) => (await store.get(key))?.length ?? 0;
  expect(await size(`graph/${call}`)).toBeLessThan(5000);
  expect(await size(`acs/${call}`)).toBeLessThan(50_000);
});

import { expect, test } from "vitest";
import { manualClock } from "../http/clock.test-support.ts";
import { breathe } from "./documented.test-support.ts";
import { createTracker, memoryStore, redisStore, type RedisClient, type RedisSubscriber } from "./index.ts";
import { completed, isSettled, taken202, transfer, transferring } from "./tracker.test-support.ts";

/** A client on a store in memory, whose second connection is as the test has it. */
function clientWith(connection: Partial<RedisSubscriber>) {
  const store = memoryStore();
  const made = { count: 0, destroyed: 0 };
  const client: RedisClient = {
    get: async (key) => store.get(key),
    async eval(_script, { keys: [key = ""], arguments: [kind, before, after = "", milliseconds] }) {
      const swapped = await store.swap(
        key,
        kind === "none" ? undefined : before,
        after,
        Number(milliseconds),
      );
      return swapped ? 1 : 0;
    },
    duplicate() {
      made.count += 1;
      return {
        on: () => {},
        connect: async () => {},
        subscribe: async () => {},
        destroy: () => (made.destroyed += 1),
        ...connection,
      };
    },
  };
  return { client, made };
}

const refuse = () => Promise.reject(new Error("no more connections"));
let onError = () => {};

test.each<[string, Partial<RedisSubscriber>]>([
  ["cannot connect", { connect: refuse }],
  ["cannot subscribe", { subscribe: refuse }],
  [
    "tries to connect for ever",
    {
      on: (event, listener) => event === "error" && (onError = listener),
      connect: () => new Promise<never>(() => onError()),
    },
  ],
])(
  "a Redis whose second connection %s is looked at twice a second, and asked again",
  async (_what, connection) => {
    const clock = manualClock();
    const { client, made } = clientWith(connection);
    const tracker = createTracker({ store: redisStore(client), clock });
    const { outcome } = tracker.watch(taken202, transfer);
    await breathe();
    await createTracker({ store: redisStore(client), clock }).receive(transferring);
    for (let passed = 0; passed < 4800; passed += 600) {
      clock.advance(600);
      await breathe();
    }
    expect(made.count).toBe(1);
    for (let passed = 0; passed < 1200; passed += 600) {
      clock.advance(600);
      await breathe();
    }
    expect(made).toEqual({ count: 2, destroyed: 1 });
    await createTracker({ store: redisStore(client), clock }).receive(completed);
    expect(await isSettled(outcome)).toBe(false);
    clock.advance(600);
    expect(await outcome).toMatchObject({ outcome: "completed" });
    await breathe();
    expect(made).toEqual({ count: 2, destroyed: 2 });
  },
);

test("a store that tells of changes again is looked at seldom again", async () => {
  const store = memoryStore();
  const clock = manualClock();
  const told: ((key?: string) => void)[] = [];
  const fails: (() => void)[] = [];
  let looked = 0;
  const changing = {
    get: (key: string) => ((looked += 1), store.get(key)),
    swap: store.swap.bind(store),
    changes(listener: (key?: string) => void, failed: () => void) {
      told.push(listener);
      fails.push(failed);
      if (told.length === 1) failed();
      return () => {};
    },
  };
  const { outcome } = createTracker({ store: changing, clock }).watch(taken202, transfer);
  await breathe();
  for (let passed = 0; passed < 6000; passed += 600) {
    clock.advance(600);
    await breathe();
  }
  expect(told).toHaveLength(2);
  told[1]?.();
  await breathe();
  const before = looked;
  // What was asked first is over.
  told[0]?.();
  fails[0]?.();
  clock.advance(3900);
  await breathe();
  expect(looked).toBe(before);
  fails[1]?.();
  await breathe();
  expect(looked).toBe(before + 1);
  told[1]?.();
  await createTracker({ store, clock }).receive(completed);
  told[1]?.();
  expect(await outcome).toMatchObject({ outcome: "completed" });
});

test("a second connection that is made too late is closed, and hears nothing", async () => {
  let connect = () => {};
  const did: string[] = [];
  const { client, made } = clientWith({
    connect: () => new Promise<void>((resolve) => (connect = resolve)),
    subscribe: async () => did.push("subscribed"),
  });
  const stop = redisStore(client).changes?.(
    () => did.push("told"),
    () => did.push("failed"),
  );
  stop?.();
  connect();
  await breathe();
  expect(did).toEqual([]);
  expect(made.destroyed).toBe(2);
});

import { createClient } from "redis";
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { manualClock } from "../http/clock.test-support.ts";
import { breathe, courses, renamed, success } from "./documented.test-support.ts";
import { createTracker, memoryStore, redisStore, type RedisClient, type TrackerStore } from "./index.ts";
import { redisMissing, startRedis, type RedisServer } from "./redis-server.test-support.ts";
import { completed, taken202, transfer, transferring } from "./tracker.test-support.ts";

/** What every store has to do. Two of the same are shared by two processes. */
function behaves(open: () => readonly [TrackerStore, TrackerStore]): void {
  let one: TrackerStore;
  let other: TrackerStore;
  let key: string;
  beforeEach(() => {
    [one, other] = open();
    key = `key ${crypto.randomUUID()}`;
  });

  test("writes only what nobody has written before", async () => {
    expect(await one.get(key)).toBeUndefined();
    expect(await one.swap(key, "absent", "a", 1000)).toBe(false);
    expect(await one.swap(key, undefined, "a", 1000)).toBe(true);
    expect(await other.swap(key, undefined, "b", 1000)).toBe(false);
    expect(await other.get(key)).toBe("a");
    expect(await other.swap(key, "A", "b", 1000)).toBe(false);
    expect(await other.swap(key, "a", "b", 1000)).toBe(true);
    expect(await one.swap(key, "a", "c", 1000)).toBe(false);
    expect(await one.get(key)).toBe("b");
  });

  test("keeps any text", async () => {
    const texts = ["", "none", "0", "ünïcödé \u{1F4DE}", "a\0b\r\n", "x".repeat(100_000)];
    for (const [index, text] of texts.entries())
      expect(await one.swap(`${key} ${text.slice(0, 20)}`, undefined, text, 1000 + index)).toBe(true);
    for (const text of texts) expect(await other.get(`${key} ${text.slice(0, 20)}`)).toBe(text);
    expect(await other.swap(`${key} `, undefined, "b", 1000)).toBe(false);
    expect(await other.swap(`${key} `, "", "b", 1000)).toBe(true);
  });

  test("forgets", async () => {
    await one.swap(key, undefined, "a", 20.5);
    await one.swap(`${key} renewed`, undefined, "a", 20);
    await one.swap(`${key} renewed`, "a", "b", 5000);
    await new Promise((resolve) => void setTimeout(resolve, 60));
    expect(await other.get(key)).toBeUndefined();
    expect(await other.get(`${key} renewed`)).toBe("b");
    expect(await other.swap(key, "a", "b", 1000)).toBe(false);
    expect(await other.swap(key, undefined, "b", 1000)).toBe(true);
  });

  test("lets one of many who swap at once do so", async () => {
    const count = async (store: TrackerStore) => {
      for (let done = false; !done;) {
        const before = await store.get(key);
        done = await store.swap(key, before, String(Number(before ?? 0) + 1), 5000);
      }
    };
    await Promise.all(Array.from({ length: 60 }, (_, index) => count(index % 2 ? one : other)));
    expect(await one.get(key)).toBe("60");
  });

  test("tells of what was written, until nobody listens", async () => {
    const told: (string | undefined)[] = [];
    const stop = one.changes?.(
      (changed) => void told.push(changed),
      () => {},
    );
    await vi.waitFor(async () => {
      await other.swap(key, await other.get(key), "a", 1000);
      expect(told).toContain(key);
    });
    await other.swap(key, "not this", "b", 1000);
    stop?.();
    const before = told.length;
    await other.swap(key, "a", "c", 1000);
    await breathe();
    expect(told).toHaveLength(before);
  });

  test("leads one after the other of the same call to its end", async () => {
    const [watching, receiving] = [createTracker({ store: one }), createTracker({ store: other })];
    const callId = crypto.randomUUID();
    const failing = courses.filter(({ outcome }) => outcome === "failed");
    for (const documented of [...failing, ...failing]) {
      const course = renamed(documented, callId);
      const watched = watching.watch(success(course), course.options);
      for await (const { at } of watched) if (at === "requested") break;
      for (const { message, ...notification } of course.notifications) {
        // Of Graph they have no ids, yet differ, as by `@odata.etag`.
        const id = crypto.randomUUID();
        await receiving.receive({ ...notification, key: id, message: Object.assign({}, message, { id }) });
      }
      expect(await watched.outcome).toMatchObject({ ...course.told, outcome: course.outcome });
    }
  });

  test("leads what one process watches to the end that another one receives", async () => {
    const [watching, receiving] = [createTracker({ store: one }), createTracker({ store: other })];
    for (const documented of courses) {
      const course = renamed(documented, crypto.randomUUID());
      const watched = watching.watch(success(course), course.options);
      for (const notification of course.notifications) await receiving.receive(notification);
      expect(await watched.outcome).toMatchObject({ ...course.told, outcome: course.outcome });
    }
  });
}

describe("a store in memory", () => {
  behaves(() => {
    const store = memoryStore();
    return [store, store];
  });

  test("forgets what was written longest ago when it is full", async () => {
    const store = memoryStore({ limit: 2 });
    for (const key of ["a", "b"]) await store.swap(key, undefined, key, 1000);
    await store.swap("a", "a", "again", 1000);
    await store.swap("c", undefined, "c", 1000);
    expect([await store.get("a"), await store.get("b"), await store.get("c")]).toEqual([
      "again",
      undefined,
      "c",
    ]);
    expect(() => memoryStore({ limit: 0 })).toThrow(
      expect.objectContaining({ code: "ERR_INVALID_ARGUMENT" }),
    );
  });

  test("does not fill up with what has expired", async () => {
    const clock = manualClock();
    const store = memoryStore({ clock, limit: 3000 });
    await store.swap("kept", undefined, "", 10_000);
    for (let index = 0; index < 2500; index += 1) await store.swap(`${index}`, undefined, "", 10);
    clock.advance(10);
    for (let index = 0; index < 2500; index += 1) await store.swap(`new ${index}`, undefined, "", 10);
    expect(await store.get("kept")).toBe("");
  });
});

describe.skipIf(redisMissing)(`a store in Redis${redisMissing ? `, skipped: ${redisMissing}` : ""}`, () => {
  let server: RedisServer;
  let clients: ReturnType<typeof connected>[];
  beforeAll(async () => {
    server = await startRedis();
    clients = [connected(server), connected(server)];
    await Promise.all(clients.map((client) => client.connect()));
  });
  afterAll(async () => {
    for (const client of clients) client.destroy();
    await server.stop();
  });

  behaves(() => {
    const [one, other] = clients;
    if (!one || !other) throw new Error("Redis is not started.");
    return [redisStore(one), redisStore(other)];
  });

  test("listens on a connection of its own only while something is watched", async () => {
    const [client, other] = clients;
    if (!client || !other) throw new Error("Redis is not started.");
    const connections = async () =>
      (await other.sendCommand<string>(["CLIENT", "LIST"])).trim().split("\n").length;
    const tracker = createTracker({ store: redisStore(client, { prefix: "own:" }) });
    const { outcome } = tracker.watch(taken202, { ...transfer, callId: "connections" });
    await vi.waitFor(async () => expect(await connections()).toBe(3));
    const message = JSON.parse(JSON.stringify(completed.message).replace("calls/7", "calls/connections"));
    await tracker.receive({ ...completed, message });
    expect(await outcome).toMatchObject({ outcome: "completed" });
    await vi.waitFor(async () => expect(await connections()).toBe(2));
    expect(await other.keys("own:*")).toEqual(["own:graph/connections"]);
    expect(await other.pTTL("own:graph/connections")).toBeGreaterThan(600_000);
  });

  test("takes a reply that is no string for a fault", async () => {
    const bytes: RedisClient = {
      get: () => Promise.resolve(Buffer.from("a")),
      eval: () => Promise.resolve(1),
      duplicate: () => connected(server),
    };
    await expect(redisStore(bytes).get("key")).rejects.toThrow("strings");
  });

  test("that is gone fails what needs it, and when it is back all goes on", { timeout: 30_000 }, async () => {
    const doomed = await startRedis();
    const client = connected(doomed);
    await client.connect();
    const tracker = createTracker({ store: redisStore(client) });
    const lasting = tracker.watch(taken202, transfer);
    const short = tracker.watch(taken202, { ...transfer, callId: "8", timeout: 1500 });
    const unasked = tracker.watch(taken202, { ...transfer, callId: "9", timeout: 1500 });
    await tracker.receive(transferring);
    await doomed.stop();
    await expect(tracker.receive(completed)).rejects.toMatchObject({ code: "ERR_STORE" });
    await expect(short.outcome).rejects.toMatchObject({ code: "ERR_STORE" });
    await expect(unasked.outcome).rejects.toMatchObject({ code: "ERR_STORE" });
    // It comes back with nothing of what it knew.
    const again = await startRedis(Number(new URL(doomed.url).port));
    await vi.waitFor(() => tracker.receive(completed), { timeout: 10_000 });
    expect(await lasting.outcome).toMatchObject({ outcome: "completed" });
    client.destroy();
    await again.stop();
  });
});

function connected({ url }: RedisServer) {
  // By default it takes seconds until it tries again.
  const client = createClient({ url, socket: { reconnectStrategy: 100 } });
  client.on("error", () => {});
  return client;
}

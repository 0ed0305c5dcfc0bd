import fc from "fast-check";
import { expect, test } from "vitest";
import { isHandoffError } from "../errors.ts";
import { LIMIT, nested, NESTING, ODD_TEXT, runs } from "../fuzz.test-support.ts";
import { mutated, MUTATION } from "../webhooks/mutations.test-support.ts";
import { createTracker, memoryStore, redisStore, type TrackerStore } from "./index.ts";
import { breathe } from "./documented.test-support.ts";
import {
  accepted,
  acsTransfer,
  call,
  completed,
  taken202,
  transfer,
  transferring,
} from "./tracker.test-support.ts";

/** What trackers have stored at several times of a transfer. */
async function records(): Promise<unknown[]> {
  const store = memoryStore();
  const tracker = createTracker({ store });
  const key = `graph/${call}`;
  const found: (string | undefined)[] = [];
  await tracker.receive(transferring);
  found.push(await store.get(key));
  const { outcome } = tracker.watch(taken202, transfer);
  for (const one of [accepted, completed]) {
    await breathe();
    found.push(await store.get(key));
    await tracker.receive(one);
  }
  await outcome;
  found.push(await store.get(key));
  return found.map((text): unknown => JSON.parse(text ?? "null"));
}

const RAW = fc.oneof(
  { weight: 5, arbitrary: fc.record({ mutation: MUTATION }) },
  { weight: 1, arbitrary: fc.record({ nesting: NESTING }) },
  { weight: 1, arbitrary: fc.record({ text: ODD_TEXT }) },
);

/** A Redis whose values are what somebody else put there, and that replies with what it likes. */
function redis(values: Map<string, unknown>, replies: unknown): Parameters<typeof redisStore>[0] {
  return {
    get: async (key) => (values.has(key) ? values.get(key) : null),
    async eval(_script, { keys: [key = ""], arguments: [has, before, after] }) {
      if (replies !== 1) return replies;
      const found = values.get(key);
      if (has === "none" ? found !== undefined : found !== before) return 0;
      values.set(key, after);
      return 1;
    },
    duplicate: () => ({
      on: () => undefined,
      connect: () => Promise.reject(new Error("no second connection")),
      subscribe: () => Promise.reject(new Error("no second connection")),
      destroy: () => undefined,
    }),
  };
}

/** What became of all that was done with a record; an error that is none of ours is thrown on. */
async function use(store: TrackerStore): Promise<"done" | "ERR_STORE"> {
  const tracker = createTracker({ store, grace: 0 });
  try {
    for (const one of [transferring, accepted, completed]) {
      const { taken } = await tracker.receive(one);
      expect(["unrelated", "new", "duplicate", "late"]).toContain(taken);
    }
    const watched = tracker.watch(taken202, { ...transfer, timeout: 50 });
    await tracker.receive(completed);
    expect(typeof (await watched.outcome).outcome).toBe("string");
    return "done";
  } catch (error) {
    if (isHandoffError(error, "ERR_STORE")) return "ERR_STORE";
    throw error;
  }
}

test(
  "whatever stands in the place of a record, a tracker goes on, or says that the store failed, and other calls are not touched",
  async () => {
    const bases = await records();
    let done = 0;
    await fc.assert(
      fc.asyncProperty(RAW, fc.boolean(), async (raw, isRedis) => {
        const text =
          "text" in raw ? raw.text : "nesting" in raw ? nested(raw.nesting) : mutated(bases, raw.mutation);
        const values = new Map<string, unknown>([[`call-handoff:graph/${call}`, text]]);
        const store = isRedis ? redisStore(redis(values, 1)) : memoryStore();
        if (!isRedis) await store.swap(`graph/${call}`, undefined, text, 60_000);
        if ((await use(store)) === "done") done++;
        // A call of its own.
        const tracker = createTracker({ store });
        const other = tracker.watch({ ok: false, status: 404 }, acsTransfer);
        expect(await other.outcome).toMatchObject({ outcome: "failed" });
      }),
      { ...runs(25, 10), examples: [[{ mutation: { base: 0, changes: [], cut: null } }, true]] },
    );
    expect(done).toBeGreaterThan(0);
  },
  LIMIT,
);

test(
  "a Redis client that gives other things than strings and numbers is a store that fails, and nothing else",
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.anything(), fc.anything(), async (value, reply) => {
        fc.pre(value !== null && value !== undefined && typeof value !== "string");
        const values = new Map<string, unknown>([[`call-handoff:graph/${call}`, value]]);
        const tracker = createTracker({ store: redisStore(redis(values, reply)) });
        const thrown = await tracker.receive(transferring).then(
          () => undefined,
          (error: unknown) => error,
        );
        expect(isHandoffError(thrown, "ERR_STORE")).toBe(true);
      }),
      runs(60),
    );
  },
  LIMIT,
);

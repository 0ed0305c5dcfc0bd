import { createClient } from "redis";
import { expect, onTestFinished, test } from "vitest";
import { redisMissing, startRedis, type RedisServer } from "../../src/flows/redis-server.test-support.ts";
import type { TrackerOptions } from "../../src/flows/index.ts";
import { serveBot } from "./bot.ts";
import { flows } from "./built.ts";
import { keyServer } from "./keys.ts";
import { COMPLETED, TAKEN, TRANSFER, TRANSFERRING } from "./messages.ts";
import { pause, timed, until } from "./program.ts";

/** A bot with a tracker on a Redis of its own, which keeps nothing: killed and started again, it is empty. */
async function world(options: TrackerOptions = {}) {
  if (redisMissing !== undefined) throw new Error(redisMissing);
  let redis: RedisServer | undefined = await startRedis();
  const { url } = redis;
  const client = createClient({ url });
  client.on("error", () => {});
  await client.connect();
  const keys = await keyServer();
  await keys.start();
  onTestFinished(async () => {
    client.destroy();
    await Promise.all([redis?.stop(), keys.kill()]);
  });
  const tracker = flows.createTracker({ store: flows.redisStore(client), ...options });
  const bot = await serveBot({
    openIdConfiguration: keys.configuration,
    onGraph: async (notification) => void (await tracker.receive(notification)),
  });
  return {
    tracker,
    bot,
    kill: async () => {
      await redis?.stop();
      redis = undefined;
    },
    start: async () => {
      redis = await startRedis(Number(new URL(url).port));
    },
    keys: () => client.keys("*"),
  };
}

test("Redis is killed before a notification comes, and comes back", async () => {
  const { tracker, bot, kill, start } = await world();
  const watched = tracker.watch(TAKEN, TRANSFER);
  expect(await bot.send("graph", { body: TRANSFERRING })).toBe("202");
  await kill();
  const { value, took } = await timed(bot.send("graph", { body: COMPLETED }));
  expect(value).toBe("500 ERR_HANDLER");
  expect(bot.refused).toEqual([expect.stringMatching(/^ERR_HANDLER ERR_STORE/)]);
  expect(took).toBeLessThan(8000);
  await start();
  // It is sent again, as a 500 asks for.
  await until(async () => (await bot.send("graph", { body: COMPLETED })) === "202");
  expect(await watched.outcome).toMatchObject({ outcome: "completed" });
});

test("Redis is killed in the middle of an operation, and comes back empty", async () => {
  const { tracker, bot, kill, start, keys } = await world();
  const watched = tracker.watch(TAKEN, TRANSFER);
  const states: string[] = [];
  const iterating = (async () => {
    for await (const { at } of watched) states.push(at);
  })();
  expect(await bot.send("graph", { body: TRANSFERRING })).toBe("202");
  await until(() => states.includes("transferring"));
  await kill();
  await pause(700);
  await start();
  expect(await bot.send("graph", { body: COMPLETED })).toBe("202");
  expect(await watched.outcome).toMatchObject({ outcome: "completed", subcode: 7015 });
  await iterating;
  expect(states).toEqual(["requested", "transferring", "completed"]);
  expect(await keys()).not.toEqual([]);
});

test("Redis stays away until the time of an operation is over", async () => {
  const { tracker, kill } = await world({ timeout: 1500 });
  const watched = tracker.watch(TAKEN, TRANSFER);
  await pause(200);
  await kill();
  const { value, took } = await timed(watched.outcome.catch((error: unknown) => error));
  expect(value).toMatchObject({ code: "ERR_STORE" });
  expect(took).toBeLessThan(10_000);
});

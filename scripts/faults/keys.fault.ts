import { expect, onTestFinished, test } from "vitest";
import { serveBot, type Bot, type BotOptions } from "./bot.ts";
import { KINDS, keyServer, type KeyServer } from "./keys.ts";
import { pause, timed, until } from "./program.ts";

/** So that what takes half a minute can be waited for. */
const COOLDOWN = 200;
const TIMEOUT = 1000;

async function world(options: BotOptions = {}): Promise<{ readonly keys: KeyServer; readonly bot: Bot }> {
  const keys = await keyServer();
  onTestFinished(async () => {
    keys.goOn();
    await keys.kill();
  });
  const bot = await serveBot({
    openIdConfiguration: keys.configuration,
    keysCooldown: COOLDOWN,
    keysTimeout: TIMEOUT,
    ...options,
  });
  return { keys, bot };
}

/** The answers of all receivers. */
async function answers(bot: Bot, kid = "known"): Promise<string[]> {
  return Promise.all(KINDS.map((kind) => bot.send(kind, { token: { kid } })));
}

const ALL = (answer: string) => KINDS.map(() => answer);

test("the key server is dead before the first token, and comes", async () => {
  const { keys, bot } = await world();
  expect(await answers(bot)).toEqual(ALL("503 ERR_KEYS"));
  expect(bot.taken).toEqual([]);
  expect(bot.refused).toEqual(ALL("ERR_KEYS TypeError ECONNREFUSED"));
  await keys.start();
  await pause(COOLDOWN);
  expect(await answers(bot)).toEqual(ALL("202"));
});

test("the key server is killed when its keys are known, and they have become old", async () => {
  const { keys, bot } = await world({ keysMaxAge: 100 });
  await keys.start();
  expect(await answers(bot)).toEqual(ALL("202"));
  await keys.kill();
  for (let round = 0; round < 3; round++) {
    await pause(COOLDOWN);
    expect(await answers(bot)).toEqual(ALL("202"));
  }
  expect(bot.refused).toEqual([]);
});

test("the key server is killed, and a token names a key that is not known", async () => {
  const { keys, bot } = await world();
  await keys.start();
  expect(await answers(bot)).toEqual(ALL("202"));
  expect(await answers(bot, "known")).toEqual(ALL("202"));
  await keys.kill();
  await pause(COOLDOWN);
  // It may be a new one.
  expect(await answers(bot, "new")).toEqual(ALL("503 ERR_KEYS"));
  expect(await answers(bot, "known")).toEqual(ALL("202"));
  await keys.start();
  await pause(COOLDOWN);
  expect(await answers(bot, "new")).toEqual(ALL("401 ERR_UNAUTHORIZED"));
});

test("the key server hangs before the first token, and goes on", async () => {
  const { keys, bot } = await world();
  await keys.start();
  keys.hang();
  const { value, took } = await timed(answers(bot));
  expect(value).toEqual(ALL("503 ERR_KEYS"));
  expect(took).toBeGreaterThanOrEqual(TIMEOUT - 50);
  expect(bot.refused).toEqual(ALL("ERR_KEYS ERR_TIMEOUT"));
  keys.goOn();
  await until(async () => (await answers(bot)).every((answer) => answer === "202"));
});

test("the key server hangs when its keys are known, and they have become old", async () => {
  const { keys, bot } = await world({ keysMaxAge: 100, keysTimeout: 60_000 });
  await keys.start();
  expect(await answers(bot)).toEqual(ALL("202"));
  keys.hang();
  await pause(COOLDOWN);
  const { value, took } = await timed(answers(bot));
  expect(value).toEqual(ALL("202"));
  // The documented second, and not the minute.
  expect(took).toBeGreaterThanOrEqual(900);
  expect(took).toBeLessThan(10_000);
});

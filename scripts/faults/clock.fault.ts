import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { serveBot } from "./bot.ts";
import { cli, simulator } from "./built.ts";
import { IDS, keyServer, tokenFor } from "./keys.ts";
import type { Work } from "./clock-process.ts";
import { BODIES, TRANSFER } from "./messages.ts";
import { runModule, until } from "./program.ts";

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** What a service asks a client to wait, in milliseconds. */
const WAIT = 1000;
const MOVED = new URL("moved-clock.mjs", import.meta.url).href;

/** What a process has told. */
type Told = Readonly<Record<string, unknown>>;

/** A program whose clock is set by the test. */
async function programWithClock() {
  const { child } = runModule("clock-process.ts", [], ["--import", MOVED]);
  const clock = clockOf(child);
  await clock.tells("ready");
  return { ...clock, ask: (work: Work) => void child.send(work) };
}

function clockOf(child: ChildProcess) {
  let told: Told[] = [];
  child.on("message", (message) => {
    if (typeof message === "object" && message !== null) told.push({ ...message });
  });
  /** Waits until it tells something of that name that was not asked for before. */
  const tells = async (name: string): Promise<Told> => {
    let found: Told | undefined;
    await until(() => (found = told.find((one) => name in one)) !== undefined);
    told = told.filter((one) => one !== found);
    return found ?? {};
  };
  return {
    tells,
    /** Sets its clock on, or back, and waits until that is done. */
    set: async (jump: number): Promise<void> => {
      child.send({ jump });
      await tells("moved");
    },
  };
}

test("the clock is set while a receiver has keys", async () => {
  const keys = await keyServer();
  await keys.start();
  onTestFinished(() => keys.kill());
  const { ask, tells, set } = await programWithClock();
  ask({ receive: { configuration: keys.configuration, appId: IDS.appId } });
  const { port } = await tells("port");
  const send = async (offset: number): Promise<number> => {
    const authorization = `Bearer ${await tokenFor("graph", { at: Date.now() + offset })}`;
    const headers = { authorization, "content-type": "application/json" };
    const body = JSON.stringify(BODIES.graph);
    return (await fetch(`http://127.0.0.1:${String(port)}/`, { method: "POST", headers, body })).status;
  };
  expect(await send(0)).toBe(202);
  let offset = 0;
  for (const jump of [HOUR, -HOUR, -HOUR, HOUR, DAY, -DAY, -DAY, DAY]) {
    await set(jump);
    const before = offset;
    offset += jump;
    // Of the old time: too old, or not yet good. Of the new time: good.
    expect([await send(before), await send(offset)]).toEqual([401, 202]);
  }
  // Keys that are a day old are read anew, and stay in use where that cannot be done.
  await keys.kill();
  await set(DAY);
  expect([await send(0), await send(DAY)]).toEqual([401, 202]);
});

test("the clock is set while a client waits to try again", async () => {
  const times: number[] = [];
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      times.push(performance.now());
      const isFirst = times.length === 1;
      response.writeHead(isFirst ? 429 : 204, isFirst ? { "retry-after": String(WAIT / 1000) } : {}).end();
    });
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const { ask, tells, set } = await programWithClock();
  const handedOn = async (jump: number): Promise<Told> => {
    times.length = 0;
    ask({ handOn: `http://127.0.0.1:${port}` });
    await until(() => times.length > 0);
    await set(jump);
    return tells("status");
  };
  for (const back of [-HOUR, -DAY]) {
    expect(await handedOn(back)).toMatchObject({ status: 204, attempts: 2 });
    const [first = 0, second = 0] = times;
    expect(second - first).toBeGreaterThanOrEqual(WAIT - 10);
    expect(second - first).toBeLessThan(10_000);
  }
  // The time of the call is over: the answer that there is stands.
  for (const on of [HOUR, DAY]) expect(await handedOn(on)).toMatchObject({ status: 429, attempts: 1 });
});

test("the clock is set while a tracker waits", async () => {
  const programs = await Promise.all([programWithClock(), programWithClock()]);
  const waiting = async ({ ask, tells, set }: (typeof programs)[0], timeout: number, jump: number) => {
    ask({ watch: timeout });
    const { at: began } = await tells("waits");
    await set(jump);
    const { outcome, at } = await tells("outcome");
    return { outcome, took: Number(at) - Number(began) };
  };
  for (const [timeout, jumps] of [
    [1500, [-HOUR, -DAY]],
    [600_000, [HOUR, DAY]],
  ] as const) {
    const found = await Promise.all(
      programs.map((program, index) => waiting(program, timeout, jumps[index] ?? 0)),
    );
    for (const { outcome, took } of found) {
      expect(outcome).toBe("timedOut");
      // Not early when the clock goes back. When it goes on, it is seen at the next look.
      expect(took).toBeGreaterThanOrEqual(timeout === 1500 ? 1490 : 0);
      expect(took).toBeLessThan(30_000);
    }
  }
});

test("the clock is set while the simulator plays", async () => {
  for (const jump of [-DAY, -HOUR, HOUR, DAY]) {
    const child = fork(cli, ["simulate", "--port", "0", "--pace", "300", "--token", "token"], {
      execArgv: ["--import", fileURLToPath(MOVED)],
      stdio: ["ignore", "pipe", "pipe", "ipc"],
    });
    onTestFinished(() => void child.kill("SIGKILL"));
    const { set } = clockOf(child);
    let out = "";
    child.stdout?.setEncoding("utf8").on("data", (text: string) => (out += text));
    await until(() => /listens at \S+\n/.test(out));
    const [, url = ""] = /listens at (\S+)\n/.exec(out) ?? [];
    let offset = 0;
    const times: number[] = [];
    const bot = await serveBot({
      openIdConfiguration: `${url}/simulator/.well-known/openid-configuration`,
      appId: simulator.defaultCredentials.appId,
      // The clocks of both are set.
      clock: { now: () => Date.now() + offset, setTimeout: (work, wait) => timer(work, wait) },
      onGraph: () => void times.push(performance.now()),
    });
    const control = simulator.createControlClient({ url });
    const callbackUri = `http://127.0.0.1:${bot.port}/graph`;
    const { id } = await control.createCall({ service: "graph", kind: "peerToPeer", callbackUri });
    const headers = { authorization: "Bearer token", "content-type": "application/json" };
    const body = JSON.stringify(TRANSFER.request);
    await fetch(`${url}/v1.0/communications/calls/${id}/transfer`, { method: "POST", headers, body });
    await until(() => times.length === 1);
    offset = jump;
    await set(jump);
    await until(() => times.length === 3);
    expect(bot.refused).toEqual([]);
    expect(bot.taken).toEqual(["transferring", "transferAccepted", "terminated"]);
    const [first = 0, second = 0, third = 0] = times;
    for (const gap of [second - first, third - second]) {
      expect(gap).toBeGreaterThan(200);
      expect(gap).toBeLessThan(10_000);
    }
    child.kill("SIGTERM");
    await once(child, "exit");
  }
});

function timer(work: () => void, wait: number): () => void {
  const running = setTimeout(work, wait);
  return () => clearTimeout(running);
}

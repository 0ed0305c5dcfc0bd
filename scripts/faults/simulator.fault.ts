import { connect } from "node:net";
import { describe, expect, onTestFinished, test } from "vitest";
import { serveSilence } from "./gate.ts";
import { serveBot } from "./bot.ts";
import { simulator } from "./built.ts";
import { TRANSFER } from "./messages.ts";
import { isOpen, pause, timed, until } from "./program.ts";
import { simulate } from "./simulated.ts";

describe("ended by a signal", () => {
  test("the simulator plays", async () => {
    for (const signal of ["SIGTERM", "SIGINT"] as const) {
      const { program, url, transfer, configuration } = await simulate(["--pace", "300"]);
      const { appId } = simulator.defaultCredentials;
      const bot = await serveBot({ openIdConfiguration: configuration, appId });
      const events = await fetch(`${url}/simulator/events`);
      const told = events.text();
      await transfer(`http://127.0.0.1:${bot.port}/graph`);
      await until(() => bot.taken.length > 0);
      program.child.kill(signal);
      expect(await program.ended).toBe(0);
      // What was under way is delivered, and those who watch are told of it and of the end.
      expect(bot.taken).toEqual(["transferring", "transferAccepted", "terminated"]);
      expect((await told).match(/"outcome":"taken"/g)?.length).toBe(3);
      expect(program.out()).toMatch(/notifications delivered: 3, not delivered: 0\.\n$/);
      expect(await isOpen(Number(new URL(url).port))).toBe(false);
    }
  });

  test("the simulator waits for a bot, and is told again", async () => {
    const { program, transfer } = await simulate();
    const silence = await serveSilence();
    await transfer(`${silence.url}/graph`);
    await until(() => silence.requests() > 0);
    program.child.kill("SIGTERM");
    await pause(400);
    expect(program.child.exitCode).toBeNull();
    program.child.kill("SIGTERM");
    const { value, took } = await timed(program.ended);
    expect(value).toBe(130);
    expect(took).toBeLessThan(2000);
  });
});

test("a simulator within a program is closed while its page is open", async () => {
  const own = simulator.createSimulator();
  const events = await own.handle(new Request("http://127.0.0.1/simulator/events"));
  const told = events.text();
  const before = process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
  await own.close();
  expect(await told).toMatch(/^id: 0\n/);
  const after = process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;
  expect(after).toBeLessThan(before);
});

test("a bot that is told never answers", async () => {
  const silence = await serveSilence();
  const own = simulator.createSimulator({ running: false, deliveryTimeout: 100, patience: 50 });
  const { id } = own.createCall({
    service: "graph",
    kind: "peerToPeer",
    callbackUri: `${silence.url}/calls`,
  });
  const { token } = own.credentials;
  const path = `https://graph.microsoft.com/v1.0/communications/calls/${id}/transfer`;
  const answer = await own.fetch(path, {
    method: "POST",
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    body: JSON.stringify(TRANSFER.request),
  });
  expect(answer.status).toBe(202);
  await own.settle();
  const told = own.getJournal().entries.filter(({ kind }) => kind === "notification");
  expect(told).toHaveLength(3);
  for (const entry of told)
    expect(entry).toMatchObject({
      outcome: "givenUp",
      attempts: Array.from({ length: 4 }, () => ({ fault: "no answer within 100 ms" })),
    });
  expect(await own.close()).toBe(0);
});

test("file descriptors run out", async () => {
  const { program, url, transfer, configuration } = await simulate([], { before: "ulimit -n 60" });
  const { port } = new URL(url);
  const bot = await serveBot({
    openIdConfiguration: configuration,
    appId: simulator.defaultCredentials.appId,
  });
  const sockets = Array.from({ length: 100 }, () => connect(Number(port), "127.0.0.1").on("error", () => {}));
  onTestFinished(() => sockets.forEach((socket) => socket.destroy()));
  await until(() => sockets.some(({ destroyed }) => destroyed));
  expect(program.child.exitCode).toBeNull();
  for (const socket of sockets) socket.destroy();
  await until(async () => (await fetch(`${url}/simulator/calls`).catch(() => undefined))?.status === 200);
  await transfer(`http://127.0.0.1:${bot.port}/graph`);
  await until(() => bot.taken.length === 3);
});

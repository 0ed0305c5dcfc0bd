import { describe, expect, test } from "vitest";
import { callbackUri, post, requests, simulated, target } from "./bot.test-support.ts";
import { repeatabilityJournal } from "./repeatability.ts";

const ID = "4a0f2e3c-6a5b-4c7d-8e9f-0a1b2c3d4e5f";
const PAIR = {
  "repeatability-request-id": ID,
  "repeatability-first-sent": "Sun, 06 Nov 1994 08:49:37 GMT",
};

describe("a repeatability pair", () => {
  function transferring() {
    const { simulator, received } = simulated();
    const { id } = simulator.createCall({ service: "acs", kind: "peerToPeer", callbackUri });
    const path = `/calling/callConnections/${id}:transferToParticipant?api-version=2024-09-15`;
    const send = (headers: Record<string, string> = PAIR, context = "one") =>
      post(simulator, path, { targetParticipant: target, operationContext: context }, headers);
    const entries = () => simulator.getJournal().entries.filter((one) => one.kind === "request");
    return { simulator, received, send, entries };
  }

  test("gives the same answer each time and is carried out once, also concurrently and after the end of the call", async () => {
    const { simulator, received, send, entries } = transferring();
    const together = await Promise.all([send(), send(), send()]);
    await simulator.settle();
    const after = await send();
    const texts = await Promise.all(
      [...together, after].map(async (answer) => [answer.status, await answer.text()]),
    );
    expect(new Set(texts.map(String))).toEqual(new Set(['202,{"operationContext":"one"}']));
    expect(received).toHaveLength(2);
    expect(entries().filter(({ replayed = false }) => !replayed)).toHaveLength(1);
  });

  test("is the same in other capitals", async () => {
    const { send } = transferring();
    await send();
    expect((await send({ ...PAIR, "repeatability-request-id": ID.toUpperCase() })).status).toBe(202);
  });

  test("belongs to one request: another body under it is refused, and the journal says so", async () => {
    const { send, entries } = transferring();
    await send();
    const other = await send(PAIR, "two");
    expect([other.status, await other.text()]).toEqual([
      400,
      expect.stringContaining("RepeatabilityRequestIdReused"),
    ]);
    expect(entries().at(-1)).toMatchObject({ verdict: "deviating", violations: [{ rule: "repeatability" }] });
  });

  test("keeps its answer across a connection that broke after the request was carried out", async () => {
    const { simulator, send, received } = transferring();
    simulator.addFault({ on: "request", disconnect: "after" });
    expect((await send()).type).toBe("error");
    expect((await send()).status).toBe(202);
    await simulator.settle();
    expect(received).toHaveLength(2);
  });

  test("carries out what was not, because the connection broke before", async () => {
    const { simulator, send, entries } = transferring();
    simulator.addFault({ on: "request", disconnect: "before" });
    expect((await send()).type).toBe("error");
    expect((await send()).status).toBe(202);
    expect(entries().map(({ status, replayed = false }) => [status, replayed])).toEqual([
      [0, false],
      [202, false],
    ]);
  });

  test("is carried out after an answer that asks for another try", async () => {
    const { simulator, send } = transferring();
    simulator.addFault({
      on: "request",
      operation: "acs.transferToParticipant",
      status: 429,
      retryAfter: 0,
      times: 2,
    });
    simulator.addFault({ on: "request", operation: "graph.transfer" });
    const answers = [await send(), await send(), await send()];
    expect(answers.map(({ status, headers }) => [status, headers.get("retry-after")])).toEqual([
      [429, "0"],
      [429, "0"],
      [202, null],
    ]);
  });

  test("needs First-Sent; First-Sent alone is taken and noted", async () => {
    const { send, entries } = transferring();
    const { "repeatability-first-sent": firstSent, ...alone } = PAIR;
    expect((await send(alone)).status).toBe(400);
    expect((await send({ "repeatability-first-sent": firstSent })).status).toBe(202);
    expect(entries().at(-1)).toMatchObject({
      verdict: "conforming",
      notes: ["repeatability-first-sent has no effect without repeatability-request-id."],
    });
  });

  test("has no meaning for Graph, where each request is carried out", async () => {
    const { simulator } = simulated();
    const { id } = simulator.createCall({ service: "graph", kind: "peerToPeer", callbackUri });
    const path = `/v1.0/communications/calls/${id}/transfer`;
    const answers = [
      await post(simulator, path, requests["graph.transfer"], PAIR),
      await post(simulator, path, requests["graph.transfer"], PAIR),
    ];
    expect(answers.map(({ status }) => status)).toEqual([202, 409]);
  });
});

describe("the journal of ids", () => {
  const done = (status: number) => async () => ({ status, headers: {} });

  test("forgets the oldest of too many, and those of more than ten minutes ago", async () => {
    let now = 0;
    const journal = repeatabilityJournal(2, () => now);
    for (const id of ["a", "b", "c"]) await journal.once(id, "", done(202));
    expect((await journal.once("c", "", done(202)))?.replayed).toBe(true);
    expect((await journal.once("a", "", done(202)))?.replayed).toBe(false);
    now = 600_000;
    await journal.once("d", "", done(202));
    expect((await journal.once("a", "", done(202)))?.replayed).toBe(false);
  });

  test("keeps no answer of work that failed", async () => {
    const journal = repeatabilityJournal(2, () => 0);
    const failing = async () => Promise.reject(new Error("lost"));
    await expect(journal.once("a", "", failing)).rejects.toThrow("lost");
    expect((await journal.once("a", "", done(202)))?.replayed).toBe(false);
  });
});

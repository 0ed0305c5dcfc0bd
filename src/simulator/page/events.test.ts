import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createSimulator } from "../create.ts";
import { streamEntries } from "./events.ts";
import { fakeSource, notificationEntry, requestEntry, type FakeSource } from "./source.test-support.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Reads a stream as text. */
function open(source: FakeSource, lastEventId?: string, closing = new Set<() => void>()) {
  const reader = streamEntries(source, lastEventId, closing).getReader();
  const decoder = new TextDecoder();
  return {
    /** The next that is sent; `undefined` at the end. */
    async next(): Promise<string | undefined> {
      const { value } = await reader.read();
      return value && decoder.decode(value);
    },
    cancel: () => reader.cancel(),
  };
}

/** The numbers of the entries of the next so many events, and the ids of these events. */
async function events(
  stream: ReturnType<typeof open>,
  count: number,
): Promise<[sequence: string, id: string][]> {
  const read: [string, string][] = [];
  while (read.length < count) {
    const text = (await stream.next()) ?? "end";
    if (text.includes("retry:")) continue;
    const [, id = text, sequence = ""] = /^id: (\d+)\ndata: {.*"sequence":(\d+).*}\n\n$/.exec(text) ?? [];
    read.push([sequence, id]);
  }
  return read;
}

describe("the events", () => {
  test("begin at once, and tell of what is new", async () => {
    const source = fakeSource(requestEntry(1));
    const stream = open(source);
    expect(await stream.next()).toBe("id: 1\nretry: 1000\n\n");
    source.tell(requestEntry(2, { body: "a\nb\r\n\u2028" }));
    expect(await stream.next()).toBe(
      `id: 2\ndata: ${JSON.stringify(requestEntry(2, { body: "a\nb\r\n\u2028" }))}\n\n`,
    );
  });

  test("tell of a change again", async () => {
    const source = fakeSource();
    const stream = open(source);
    source.tell(notificationEntry(1, { outcome: "pending" }));
    expect(await events(stream, 1)).toEqual([["1", "0"]]);
    source.tell(notificationEntry(1));
    expect(await events(stream, 1)).toEqual([["1", "1"]]);
  });

  test("go on after the last that the reader got", async () => {
    const source = fakeSource(requestEntry(1), requestEntry(2), requestEntry(3));
    expect(await events(open(source, "1"), 2)).toEqual([
      ["2", "2"],
      ["3", "3"],
    ]);
  });

  test("have ids from which nothing that was still open is missed", async () => {
    const source = fakeSource(notificationEntry(1, { outcome: "pending" }));
    const stream = open(source);
    source.tell(requestEntry(2));
    expect(await events(stream, 1)).toEqual([["2", "0"]]);
    await stream.cancel();
    source.tell(notificationEntry(1));
    expect(await events(open(source, "0"), 2)).toEqual([
      ["1", "1"],
      ["2", "2"],
    ]);
  });

  test("begin anew with a journal that does", async () => {
    const source = fakeSource(requestEntry(1));
    expect(await events(open(source, "500"), 1)).toEqual([["1", "1"]]);
  });

  test.each(["", "-1", "1e3", "x", "9".repeat(400)])("take %j for no id", async (id) => {
    const source = fakeSource(requestEntry(1));
    const stream = open(source, id);
    source.tell(requestEntry(2));
    expect(await events(stream, 1)).toEqual([["2", "2"]]);
  });

  test("show that they go on when there are none", async () => {
    const stream = open(fakeSource());
    await stream.next();
    const next = stream.next();
    await vi.advanceTimersByTimeAsync(15_000);
    expect(await next).toBe(":\n\n");
  });

  test("leave nothing behind when the reader goes", async () => {
    const source = fakeSource();
    const stream = open(source);
    expect(source.listeners()).toBe(1);
    expect(vi.getTimerCount()).toBe(1);
    await stream.cancel();
    expect(source.listeners()).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
  });

  test("end with the simulator, and leave nothing behind", async () => {
    const source = fakeSource();
    const closing = new Set<() => void>();
    const stream = open(source, undefined, closing);
    for (const end of closing) end();
    expect(source.listeners()).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
    expect(await stream.next()).toBe("id: 0\nretry: 1000\n\n");
    expect(await stream.next()).toBeUndefined();
    // One that its reader has left is not ended twice.
    await open(source, undefined, closing).cancel();
    expect(closing.size).toBe(0);
  });

  test("of a simulator that is closed end, however many there are", async () => {
    vi.useRealTimers();
    const simulator = createSimulator();
    const warnings: Error[] = [];
    const onWarning = (warning: Error) => void warnings.push(warning);
    process.on("warning", onWarning);
    const answers = await Promise.all(
      Array.from({ length: 12 }, () => simulator.fetch("http://127.0.0.1/simulator/events")),
    );
    await simulator.close();
    for (const answer of answers) expect(await answer.text()).toContain("retry: 1000");
    process.off("warning", onWarning);
    expect(warnings).toEqual([]);
  });

  test("give a slow reader the last state of each entry", async () => {
    const source = fakeSource();
    const stream = open(source);
    for (let time = 0; time < 5000; time++) source.tell(notificationEntry(1, { outcome: "pending" }));
    source.tell(notificationEntry(1));
    expect(await events(stream, 1)).toEqual([["1", "1"]]);
    expect(source.listeners()).toBe(1);
  });

  test("end for a reader who falls too far behind, and go on when it comes back", async () => {
    const source = fakeSource();
    const stream = open(source);
    for (let sequence = 1; sequence <= 2000; sequence++) source.tell(requestEntry(sequence));
    expect(source.listeners()).toBe(0);
    expect(vi.getTimerCount()).toBe(0);
    expect(await stream.next()).toBe("id: 0\nretry: 1000\n\n");
    expect(await stream.next()).toBeUndefined();
    const again = await events(open(source, "0"), 2000);
    expect(again.at(-1)).toEqual(["2000", "2000"]);
  });
});

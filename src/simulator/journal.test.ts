import { describe, expect, test } from "vitest";
import { notificationEntry, requestEntry } from "./command.test-support.ts";
import type { JournalEntry } from "./control.ts";
import { recorder } from "./journal.ts";

const numbers = (entries: readonly JournalEntry[]) => entries.map(({ sequence }) => sequence);
const LONG = "x".repeat(100_000);

describe("the journal", () => {
  test("numbers its entries, gives those after a number and of a call, and tells how many had to leave", () => {
    const journal = recorder(3);
    for (const callId of ["a", "b", "a", "b", "a"]) journal.add(requestEntry({ callId }));
    expect([numbers(journal.read().entries), journal.read().dropped]).toEqual([[3, 4, 5], 2]);
    expect(numbers(journal.read({ after: 3 }).entries)).toEqual([4, 5]);
    expect(numbers(journal.read({ call: "a" }).entries)).toEqual([3, 5]);
    expect(numbers(journal.read({ call: "a", after: 3 }).entries)).toEqual([5]);
  });

  test("goes on with its numbers when it is cleared, and counts anew what leaves", () => {
    const journal = recorder(2);
    for (let times = 0; times < 3; times++) journal.add(requestEntry());
    journal.clear();
    expect(journal.read()).toEqual({ entries: [], dropped: 0 });
    for (let times = 0; times < 3; times++) journal.add(requestEntry());
    expect([numbers(journal.read().entries), journal.read().dropped]).toEqual([[5, 6], 1]);
  });

  test("changes the entry of a notification, and tells who listens of each entry and change until they stop", () => {
    const journal = recorder(9);
    const heard: JournalEntry[] = [];
    journal.subscribe(() => {
      throw new Error("of another");
    });
    const stop = journal.subscribe((entry) => heard.push({ ...entry }));
    const change = journal.begin(notificationEntry({ outcome: "pending" }));
    change({ outcome: "taken" });
    expect(heard).toMatchObject([{ outcome: "pending" }, { outcome: "taken" }]);
    expect(journal.read().entries).toMatchObject([{ sequence: 1, outcome: "taken" }]);
    stop();
    change({ outcome: "pending" });
    expect(heard).toHaveLength(2);
  });

  test("keeps the beginning of what is long, and of headers no more than servers take", () => {
    const journal = recorder(9);
    const headers = Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`x-${index}`, LONG]));
    const violations = [{ where: LONG, rule: "type", expected: LONG, received: "nothing", source: "" }];
    journal.add(requestEntry({ path: LONG, message: LONG, callId: LONG, body: LONG, headers, violations }));
    journal.begin(notificationEntry({ to: LONG, body: LONG }));
    const cut = (length: number) => `${"x".repeat(length)}… (${100_000 - length} more characters)`;
    const [request, notification] = journal.read().entries;
    const word = cut(1024);
    expect(request).toMatchObject({
      path: word,
      message: word,
      callId: word,
      body: cut(16_384),
      violations: [{ where: word, expected: word }],
    });
    expect(notification).toMatchObject({ to: word, body: cut(16_384) });
    expect(request?.kind === "request" && Object.keys(request.headers)).toHaveLength(100);
  });

  test("keeps 64 Mi characters in all, of requests and notifications, whatever they consist of", () => {
    const room = 64 * 2 ** 20;
    const body = "x".repeat(16_384);
    const headers = Object.fromEntries(
      Array.from({ length: 16 }, (_, index) => [`x-${index}`, "x".repeat(1024)]),
    );
    const where = "x".repeat(1024);
    const violations = Array.from({ length: 8 }, () => ({
      where,
      rule: "type",
      expected: where,
      received: "",
      source: "",
    }));
    const kept = (add: (journal: ReturnType<typeof recorder>) => void) => {
      const journal = recorder(10_000);
      for (let times = 0; times < 4200; times++) add(journal);
      return journal.read().entries.length;
    };
    const request = { path: "/", headers: {}, violations: [] };
    expect(kept((journal) => journal.add(requestEntry({ ...request, body })))).toBe(
      Math.floor(room / 16_385),
    );
    expect(kept((journal) => journal.add(requestEntry({ ...request, body: "", headers })))).toBe(
      Math.floor(room / 16_385),
    );
    expect(kept((journal) => journal.add(requestEntry({ ...request, body: "", violations })))).toBe(
      Math.floor(room / 16_385),
    );
    expect(kept((journal) => void journal.begin(notificationEntry({ to: "/", body })))).toBe(
      Math.floor(room / 16_385),
    );
  });
});

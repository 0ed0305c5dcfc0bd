import { describe, expect, test } from "vitest";
import { holds, knownAs } from "./next.ts";
import { outcomeOf, refusal } from "./outcome.ts";
import {
  after,
  areAlike,
  EARLY,
  isLive,
  KEPT,
  recordOf,
  stateOf,
  statesOf,
  withOperation,
  written,
  type StoredOperation,
} from "./record.ts";

const operation: StoredOperation = {
  id: "one",
  flow: "graph.transfer",
  variant: "blind",
  states: ["established", "requested"],
  deadline: 1000,
  seen: [],
};
const empty = { version: 1, calls: [], operations: [], early: [], until: 0 } as const;

function message(resultInfo: object, terminationReason?: unknown): object {
  return { resourceData: { resultInfo, terminationReason } };
}

function ended(states: readonly string[], last?: object, more: Partial<StoredOperation> = {}) {
  const told = last === undefined ? {} : { last: { as: "theName", message: last } };
  return outcomeOf({ ...operation, states: [...operation.states, ...states], ...told, ...more });
}

describe("an outcome", () => {
  test("is none yet while an operation goes on, and one when its time is over", () => {
    expect(ended([])).toBeUndefined();
    expect(ended([], undefined, { over: "timedOut" })).toMatchObject({
      outcome: "timedOut",
      state: { at: "requested" },
    });
  });

  test("tells codes that are text or numbers, a message and a reason that are text, and the notification", () => {
    const full = message({ code: 500, subcode: "7000", message: "no" }, "why");
    expect(ended(["failed"], full)).toMatchObject({
      outcome: "failed",
      reason: "why",
      code: 500,
      subcode: "7000",
      message: "no",
      notification: full,
    });
    const odd = message({ code: {}, subcode: null, message: 7 }, 8);
    expect(ended(["failed"], odd)).toEqual({
      outcome: "failed",
      reason: "theName",
      notification: odd,
      state: expect.objectContaining({ at: "failed" }),
    });
  });

  test("of what failed without a notification is named by its state, and has none", () => {
    const outcome = ended(["failed"]);
    expect(outcome).toEqual({
      outcome: "failed",
      reason: "failed",
      state: expect.objectContaining({ end: "failed" }),
    });
    expect(outcome).not.toHaveProperty("notification");
  });

  test("that is neither has a reason only where one came", () => {
    const of = (last: object) =>
      outcomeOf({
        ...operation,
        flow: "graph.redirect",
        states: ["ended"],
        last: { as: "n", message: last },
      });
    expect(of(message({}, "gone"))).toMatchObject({ outcome: "ended", reason: "gone" });
    expect(of(message({}))).not.toHaveProperty("reason");
  });

  test("of a flow whose notifications tell no result has the notification alone", () => {
    const last = { as: "n", message: { code: 1 } };
    const done = outcomeOf({ ...operation, flow: "acs.redirectCall", states: ["redirected"], last });
    expect(done).toEqual({ outcome: "completed", notification: last.message, state: expect.any(Object) });
  });

  test("of an answer that was no success has its error, as far as it is text", () => {
    const state = stateOf(operation);
    const error = { error: { code: "7505", message: "m" } };
    expect(refusal(state, { ok: false, status: 403, error })).toEqual({
      outcome: "failed",
      reason: "refused",
      status: 403,
      code: "7505",
      message: "m",
      state,
    });
    const odd = refusal(state, { ok: false, status: 500, error: { error: { code: 1, message: {} } } });
    expect(odd).toEqual({ outcome: "failed", reason: "refused", status: 500, state });
  });
});

describe("a record", () => {
  test("holds the newest of everything, and is kept as long as anything of it", () => {
    const many = Array.from({ length: 20 }, (_, index) => ({ ...operation, id: String(index) }));
    const early = many.map(({ id }) => ({ key: id, message: {}, until: 5000 + Number(id) }));
    const { text, milliseconds } = written(
      { ...empty, calls: many.map(({ id }) => id), operations: many, early, until: 100 },
      50,
    );
    const read = recordOf(text, 0);
    expect(read.calls).toEqual(many.slice(-8).map(({ id }) => id));
    expect(read.operations).toEqual(many.slice(-8));
    expect(read.early).toEqual(early.slice(-16));
    expect(milliseconds).toBe(5019 - 50);
    expect(recordOf(text, 5018).early).toHaveLength(1);
  });

  test("is kept for ten minutes after the deadlines of its operations, and from now", () => {
    expect(withOperation(empty, operation, 0).until).toBe(1000 + KEPT);
    expect(withOperation(empty, operation, 2000).until).toBe(2000 + KEPT);
    expect(withOperation({ ...empty, until: 9e9 }, operation, 0).until).toBe(9e9);
    expect([KEPT, EARLY]).toEqual([600_000, 60_000]);
  });

  test("has each operation once", () => {
    const other = { ...operation, id: "two" };
    const both = withOperation(withOperation(empty, operation, 0), other, 0);
    const changed = { ...operation, deadline: 7 };
    expect(withOperation(both, changed, 0).operations).toEqual([changed, other]);
  });

  test.each([undefined, "", "{", "null", "7", "[]", '{"version":2}'])(
    "that is %j counts as nothing",
    (text) => {
      expect(recordOf(text, 0)).toEqual(empty);
    },
  );
});

describe("an operation", () => {
  test("is live until it has ended, is given up, or its time is over", () => {
    expect([isLive(operation, 999), isLive(operation, 1000)]).toEqual([true, false]);
    expect(isLive({ ...operation, over: "ended" }, 0)).toBe(false);
    expect(isLive({ ...operation, states: ["failed"] }, 0)).toBe(false);
  });

  test("that its call has ended has that end in its last state alone", () => {
    const over: StoredOperation = { ...operation, over: "ended" };
    expect(stateOf(over)).toMatchObject({ at: "requested", end: "ended" });
    expect(stateOf(over, "established")).not.toHaveProperty("end");
    expect(statesOf(over).map(({ at }) => at)).toEqual(["requested"]);
  });

  test("is like another of the same flow that repeats the same", () => {
    expect(areAlike(operation, { ...operation, id: "two", variant: "other" })).toBe(true);
    expect(areAlike(operation, { ...operation, echo: "e" })).toBe(false);
    expect(areAlike(operation, { ...operation, flow: "graph.redirect" })).toBe(false);
  });

  test("keeps its last notification only when that ended it, and the first of those that end its call", () => {
    const told = { key: "k", message: { m: 1 } };
    const seen = [{ key: "k", as: "n", at: 5 }];
    const moved = after(operation, { as: "moves", name: "n", to: "transferring" }, told, 5);
    expect(moved).toEqual({ ...operation, seen, states: [...operation.states, "transferring"] });
    const failed = after(operation, { as: "moves", name: "n", to: "failed" }, told, 5);
    expect(failed.last).toEqual({ as: "n", message: told.message });
    expect(after(operation, { as: "stays", name: "n" }, told, 5)).toEqual({ ...operation, seen });
    expect(after(operation, { as: "over", name: "" }, told, 5).last).toEqual({
      as: "",
      message: told.message,
    });
    expect(after(failed, { as: "over", name: "" }, { key: "l", message: {} }, 6).last).toEqual(failed.last);
  });
});

describe("a notification is known", () => {
  test("by text and numbers at its places, and by nothing else", () => {
    const where = { "/a": ["1", 2], "/b": ["x"] };
    expect(holds({ a: "1", b: "x" }, where)).toBe(true);
    expect(holds({ a: 2, b: "x" }, where)).toBe(true);
    expect(holds({ a: "2", b: "x" }, where)).toBe(false);
    expect(holds({ a: ["1"], b: "x" }, where)).toBe(false);
    expect(holds({ a: "1" }, where)).toBe(false);
    expect(holds(undefined, {})).toBe(true);
  });

  test("only without what it must not have; null is nothing", () => {
    const known = { title: "t", destinations: [], where: { "/a": ["1"] }, without: ["/b"] };
    const flow = { notifications: { n: known } };
    const names = (given: object) => {
      // @ts-expect-error of a flow no more is looked at
      return knownAs(flow, given);
    };
    expect(names({ a: "1" })).toEqual(["n"]);
    expect(names({ a: "1", b: null })).toEqual(["n"]);
    expect(names({ a: "1", b: 0 })).toEqual([]);
  });
});

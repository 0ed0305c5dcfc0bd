import { describe, expect, test } from "vitest";
import type { StoredOperation } from "./record.ts";
import { catchUp, endsOfCall, kept, take } from "./taking.ts";
import { ofAcs } from "./documented.test-support.ts";
import { accepted, completed, failed, hungUp, item, transferring } from "./tracker.test-support.ts";

const empty = { version: 1, calls: [], operations: [], early: [], until: 0 } as const;
const operation: StoredOperation = {
  id: "one",
  flow: "graph.transfer",
  variant: "blind",
  states: ["established", "requested"],
  deadline: 100_000,
  seen: [],
};
const recordWith = (...operations: readonly StoredOperation[]) => ({ ...empty, operations });
const seen = (key: string, as: string, at = 0) => ({ seen: [{ key, as, at }] });

describe("a notification that nobody waits for", () => {
  test("is kept once for a minute where somebody could", () => {
    const first = kept(empty, "7", transferring, 1000);
    expect(first.taken).toEqual({ taken: "unrelated", callId: "7", kept: true });
    expect(first.record.early).toEqual([
      { key: transferring.key, message: transferring.message, until: 61_000 },
    ]);
    const again = kept(first.record, "7", transferring, 2000);
    expect(again.taken).toEqual({ taken: "unrelated", callId: "7", kept: true });
    expect(again.record).toBe(first.record);
    expect(kept(first.record, "7", accepted, 1000).record.early).toHaveLength(2);
  });

  test("is not kept where it could matter to no operation", () => {
    const strange = { ...transferring, message: { resourceData: { state: "strange" } } };
    expect(kept(empty, "7", strange, 0)).toEqual({
      taken: { taken: "unrelated", callId: "7", kept: false },
      record: empty,
    });
  });

  test("tells whether it came before, and that it may be of an operation before", () => {
    const record = recordWith({ ...operation, ...seen(transferring.key, "transferring") });
    expect(kept(record, "7", transferring, 0).record.early).toMatchObject([{ again: true, follows: true }]);
    const [other] = kept(recordWith(operation), "7", transferring, 0).record.early;
    expect(other).toMatchObject({ follows: true });
    expect(other).not.toHaveProperty("again");
    expect(kept(empty, "7", transferring, 0).record.early[0]).not.toHaveProperty("follows");
  });
});

describe("a notification of an operation", () => {
  test("that goes on counts for it", () => {
    const { taken, record } = take(recordWith(operation), "7", transferring, 5);
    expect(taken).toMatchObject({
      taken: "new",
      operation: "graph.transfer",
      callId: "7",
      state: { at: "transferring" },
    });
    expect(record.operations).toEqual([
      {
        ...operation,
        states: [...operation.states, "transferring"],
        ...seen(transferring.key, "transferring", 5),
      },
    ]);
  });

  test("counts for the one whose next it is, whichever was asked for first", () => {
    const further = {
      ...operation,
      id: "two",
      echo: "b",
      states: ["established", "requested", "transferring"],
    };
    for (const order of [
      [operation, further],
      [further, operation],
    ]) {
      const { record } = take(recordWith(...order), "7", accepted, 5);
      const moved = record.operations.find(({ states }) => states.includes("transferAccepted"));
      expect(moved?.id).toBe(order[0]?.id);
    }
  });

  test("that is over is late, and kept for one that may follow where it would end it a second time", () => {
    const ended = { ...operation, states: [...operation.states, "failed"], ...seen("k", "transferFailed") };
    const { taken, record } = take(recordWith(ended), "7", failed, 5);
    expect(taken).toMatchObject({ taken: "late", state: { at: "failed" } });
    expect(record.early).toHaveLength(1);
    expect(record.operations[0]?.seen.at(-1)).toEqual({ key: failed.key, as: "transferFailed", at: 5 });
  });

  test("that was given up is late, and kept for no other unless it has had its own already", () => {
    const given: StoredOperation = { ...operation, over: "timedOut" };
    const { taken, record } = take(recordWith(given), "7", transferring, 5);
    expect(taken).toMatchObject({ taken: "late" });
    expect(record.early).toEqual([]);
    expect(take(recordWith(given), "7", failed, 5).record.early).toEqual([]);
    const had = { ...given, ...seen("another key", "transferring") };
    expect(take(recordWith(had), "7", transferring, 5).record.early).toHaveLength(1);
    expect(take(recordWith(had), "7", accepted, 5).record.early).toEqual([]);
  });

  test("whose time is over, or that does not end it again, is kept for no other", () => {
    const tooLate = take(recordWith({ ...operation, deadline: 5 }), "7", failed, 5);
    expect([tooLate.taken, tooLate.record.early]).toMatchObject([{ taken: "late" }, []]);
    const ended = { ...operation, states: [...operation.states, "completed"], ...seen("k", "transferred") };
    expect(take(recordWith(ended), "7", transferring, 5).record.early).toEqual([]);
  });

  test("is told of the one that it brings further, not of one that is further already", () => {
    const further = {
      ...operation,
      id: "two",
      states: [...operation.states, "transferring", "transferAccepted"],
    };
    for (const order of [
      [operation, further],
      [further, operation],
    ])
      expect(take(recordWith(...order), "7", transferring, 5).taken).toMatchObject({
        taken: "new",
        state: { at: "transferring" },
      });
  });

  test("is of the one whose request had what it repeats, before one whose request had nothing", () => {
    const silent = {
      ...operation,
      flow: "acs.transferToParticipant",
      states: ["connected", "requested"],
    } as const;
    const told = { ...silent, id: "two", echo: "b" };
    for (const order of [
      [silent, told],
      [told, silent],
    ]) {
      const event = ofAcs("CallTransferFailed", "7", { operationContext: "b" });
      const { record } = take(recordWith(...order), "7", event, 5);
      expect(record.operations.filter(({ states }) => states.includes("failed"))).toMatchObject([
        { echo: "b" },
      ]);
    }
  });

  test("that ends the call ends all that go on", () => {
    const other = { ...operation, id: "two", echo: "b" };
    const { record } = take(recordWith(operation, other), "7", hungUp, 5);
    expect(record.operations.every(({ last }) => last !== undefined)).toBe(true);
  });

  test("that came before is a duplicate, and counts for nothing", () => {
    const { record } = take(recordWith(operation), "7", transferring, 5);
    const again = take(record, "7", transferring, 6);
    expect(again.taken).toMatchObject({ taken: "duplicate", state: { at: "transferring" } });
    expect(again.record).toEqual(record);
  });

  test("that came before is a duplicate for whom was watched before, who is given up, and who had it", () => {
    const had = { ...operation, id: "had", ...seen(transferring.key, "transferring") };
    const before = recordWith(operation, had);
    expect(take(before, "7", transferring, 5)).toMatchObject({
      taken: { taken: "duplicate" },
      record: before,
    });
    const given = recordWith(had, { ...operation, over: "timedOut" });
    const onward = take(given, "7", transferring, 5);
    expect([onward.taken, onward.record.operations]).toMatchObject([
      { taken: "duplicate" },
      given.operations,
    ]);
    expect(take(recordWith(had, operation), "7", transferring, 5).taken).toMatchObject({ taken: "new" });
  });

  test("that came before and has an id of its own is a duplicate, whoever waits", () => {
    const event = ofAcs("CallTransferFailed", "7");
    const acs = {
      ...operation,
      flow: "acs.transferToParticipant",
      states: ["connected", "requested"],
    } as const;
    const ended = { ...acs, states: [...acs.states, "failed"], ...seen(event.key, "failed") };
    const record = recordWith(ended, { ...acs, id: "two" });
    const { taken, record: after } = take(record, "7", event, 70_000);
    expect([taken, after]).toMatchObject([{ taken: "duplicate" }, record]);
    const nameless = { ...event, message: { ...Object(event.message), id: undefined } };
    expect(take(record, "7", nameless, 70_000).taken).toMatchObject({ taken: "new" });
  });
});

describe("an operation that begins to be watched", () => {
  const early = (key: string, given: { message: unknown }, more: object = {}) => ({
    key,
    message: given.message,
    until: 60_000,
    ...more,
  });

  test("takes what came before, in order, and leaves what is not its own", () => {
    const strange = early("c", { message: { resourceData: { state: "strange" } } });
    const caught = catchUp([early("a", transferring), early("b", accepted), strange], operation);
    expect(caught.operation.states).toEqual([...operation.states, "transferring", "transferAccepted"]);
    expect(caught.operation.seen.map(({ at }) => at)).toEqual([0, 0]);
    expect(caught.early).toEqual([strange]);
  });

  test("takes nothing twice, and leaves what fails it but may be of one before", () => {
    const known = { ...operation, ...seen("a", "transferring") };
    expect(catchUp([early("a", transferring)], known)).toEqual({ operation: known, early: [] });
    const failing = early("b", failed, { follows: true });
    expect(catchUp([failing], operation)).toEqual({ operation, early: [failing] });
    expect(catchUp([early("b", failed)], operation).operation.states.at(-1)).toBe("failed");
  });

  test("takes what came again only where it is next", () => {
    const far = early("a", completed, { again: true });
    expect(catchUp([far], operation)).toEqual({ operation, early: [far] });
    const near = early("a", transferring, { again: true });
    expect(catchUp([near], operation).early).toEqual([]);
    expect(catchUp([near], { ...operation, states: ["established"] }).early).toEqual([]);
    const aside = early("b", item("updated", { mediaState: { audio: "active" } }), { again: true });
    const on = { ...operation, states: [...operation.states, "transferring"] };
    expect(catchUp([{ ...aside, again: false }], on).early).toEqual([]);
    expect(catchUp([aside], on).early).toEqual([aside]);
  });
});

describe("what has ended a call", () => {
  test("is known by the notification that each operation had last", () => {
    const last = { as: "transferred", message: completed.message };
    const over = {
      ...operation,
      states: [...operation.states, "completed"],
      last,
      ...seen("k", "transferred", 7),
    };
    expect(endsOfCall([over])).toEqual([{ key: "k", message: completed.message, until: 60_007 }]);
    const twice = { ...over, seen: [...seen("j", "transferring", 3).seen, ...over.seen] };
    expect(endsOfCall([twice])).toEqual([{ key: "k", message: completed.message, until: 60_007 }]);
    expect(endsOfCall([{ ...over, flow: "graph.redirect" }])).toEqual([]);
    expect(endsOfCall([operation])).toEqual([]);
    expect(endsOfCall([{ ...over, seen: [] }])).toEqual([]);
    expect(endsOfCall([{ ...over, last: { as: "transferred", message: transferring.message } }])).toEqual([]);
  });
});

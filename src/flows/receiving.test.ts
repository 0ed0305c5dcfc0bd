import fc from "fast-check";
import { describe, expect, expectTypeOf, test } from "vitest";
import { manualClock } from "../http/clock.test-support.ts";
import { breathe, ofAcs, ofGraph } from "./documented.test-support.ts";
import { createTracker, memoryStore, type Outcome, type TrackedNotification } from "./index.ts";
import {
  accepted,
  acsTransfer,
  call,
  completed,
  failed,
  isSettled,
  item,
  taken202,
  transfer,
  transferring,
} from "./tracker.test-support.ts";

describe("a notification", () => {
  test.each<[string, TrackedNotification]>([
    ["of another call", item("updated", { state: "transferring" }, "8")],
    [
      "of the participants",
      ofGraph({ ...Object(transferring.message), resourceUrl: "/app/calls/7/participants" }),
    ],
    ["of another kind", item("updated", { state: "hold" })],
    ["of another service", ofAcs("CallTransferAccepted", call)],
    ["without a call", ofGraph({ value: 1 })],
    ["that is nothing", ofGraph(undefined)],
    [
      "that JSON cannot hold",
      { service: "graph", key: "1", message: { resourceUrl: "/app/calls/7", big: 1n } },
    ],
  ])("%s is handed back", async (_what, notification) => {
    const tracker = createTracker();
    const { outcome } = tracker.watch(taken202, transfer);
    expect(await tracker.receive(notification)).toMatchObject({ taken: "unrelated" });
    await tracker.receive(completed);
    expect(await outcome).toMatchObject({ outcome: "completed" });
  });

  test("that names the call and says nothing of the operation is handed back with the id of the call", async () => {
    const roster = ofGraph({
      resourceUrl: "/app/calls/7/participants",
      changeType: "updated",
      resourceData: [],
    });
    expect(await createTracker().receive(roster)).toEqual({ taken: "unrelated", callId: "7", kept: false });
  });

  test("whatever it is makes nothing throw and decides nothing", async () => {
    const tracker = createTracker();
    const { outcome } = tracker.watch(taken202, transfer);
    const messages = fc.oneof(
      fc.anything({ withBigInt: true, withNullPrototype: true }),
      fc.record({
        resourceUrl: fc.constant("/app/calls/7"),
        resourceData: fc.anything(),
        changeType: fc.string(),
      }),
      fc.record({ data: fc.anything(), source: fc.constant("calling/callConnections/7"), type: fc.string() }),
    );
    await fc.assert(
      fc.asyncProperty(
        messages,
        fc.constantFrom("acs", "graph"),
        fc.string(),
        async (message, service, key) => {
          expect(await tracker.receive({ service, key, message })).toMatchObject({ taken: "unrelated" });
        },
      ),
    );
    expect(await isSettled(outcome)).toBe(false);
    await tracker.receive(completed);
    await outcome;
  });
});

test("an outcome that nobody asks for ends no process", async () => {
  const rejections: unknown[] = [];
  const note = (reason: unknown) => rejections.push(reason);
  process.on("unhandledRejection", note);
  createTracker().watch(Promise.reject(new Error("offline")), transfer);
  createTracker().watch(taken202, { ...transfer, signal: AbortSignal.abort() });
  await breathe();
  process.off("unhandledRejection", note);
  expect(rejections).toEqual([]);
});

test("outcomes are told apart by their types", () => {
  expectTypeOf<Extract<Outcome, { outcome: "failed" }>["reason"]>().toEqualTypeOf<string>();
  // @ts-expect-error -- A transfer is of a call.
  expect(() => createTracker().watch(taken202, { operation: "graph.transfer", request: {} })).toThrow(
    "callId",
  );
});

describe("a call whose transfer failed", () => {
  test("may be transferred again, with notifications that are alike", async () => {
    const clock = manualClock();
    const tracker = createTracker({ clock });
    const first = tracker.watch(taken202, transfer);
    for (const one of [transferring, failed]) await tracker.receive(one);
    expect(await first.outcome).toMatchObject({ outcome: "failed" });
    clock.advance(60_000);
    const second = tracker.watch(taken202, transfer);
    await breathe();
    // Delivered again, it comes out of order, and is not the second one's.
    expect(await tracker.receive(failed)).toMatchObject({ taken: "duplicate", state: { at: "failed" } });
    expect(await tracker.receive(transferring)).toMatchObject({
      taken: "new",
      state: { at: "transferring" },
    });
    expect(await tracker.receive(failed)).toMatchObject({ taken: "new", state: { at: "failed" } });
    expect(await second.outcome).toMatchObject({ outcome: "failed" });
    const third = tracker.watch(
      breathe().then(() => taken202),
      transfer,
    );
    for (const one of [transferring, accepted, completed]) await tracker.receive(one);
    expect(await third.outcome).toMatchObject({ outcome: "completed" });
  });

  test("may be transferred again before that is watched", async () => {
    const tracker = createTracker();
    const first = tracker.watch(taken202, transfer);
    for (const one of [transferring, failed]) await tracker.receive(one);
    await first.outcome;
    expect(await tracker.receive(transferring)).toMatchObject({ taken: "duplicate" });
    expect(await tracker.receive(accepted)).toMatchObject({ taken: "late" });
    expect(await tracker.receive(completed)).toMatchObject({ taken: "late" });
    const second = tracker.watch(taken202, transfer);
    expect(await second.outcome).toMatchObject({ outcome: "completed" });
  });

  test("may be so while what is late of the first still comes", async () => {
    const tracker = createTracker();
    const first = tracker.watch(taken202, transfer);
    await tracker.receive(failed);
    await first.outcome;
    for (const one of [transferring, accepted])
      expect(await tracker.receive(one)).toMatchObject({ taken: "late" });
    const second = tracker.watch(taken202, transfer);
    await breathe();
    expect(await tracker.receive(failed)).toMatchObject({ taken: "duplicate" });
    expect(await isSettled(second.outcome)).toBe(false);
    await tracker.receive(completed);
    expect(await second.outcome).toMatchObject({ outcome: "completed" });
  });
});

describe("what a notification of ACS repeats of its request", () => {
  const asked = (operationContext: string, callId = call) =>
    ({ ...acsTransfer, callId, request: { operationContext } }) as const;
  const told = (operationContext: string, id?: string) =>
    ofAcs("CallTransferAccepted", call, { operationContext }, id);
  const nameless = (operationContext: string): TrackedNotification => ({
    service: "acs",
    key: operationContext,
    message: { id: "1", type: "Microsoft.Communication.CallTransferAccepted", data: { operationContext } },
  });

  test("tells the operations of a call apart", async () => {
    const tracker = createTracker();
    const [one, other] = ["one", "other"].map((context) => tracker.watch(taken202, asked(context)));
    expect(await tracker.receive(told("third", "0"))).toMatchObject({ taken: "unrelated", kept: true });
    expect(await tracker.receive(told("other", "1"))).toMatchObject({
      taken: "new",
      state: { echo: "other" },
    });
    expect(await other?.outcome).toMatchObject({ outcome: "completed" });
    expect(await isSettled(one?.outcome ?? Promise.resolve())).toBe(false);
    expect(await tracker.receive(ofAcs("CallTransferFailed", call))).toMatchObject({ taken: "new" });
    expect(await one?.outcome).toMatchObject({ outcome: "failed" });
    const third = tracker.watch(taken202, asked("third"));
    expect(await third.outcome).toMatchObject({ outcome: "completed" });
  });

  test("tells the one that had it from one before that had none", async () => {
    const tracker = createTracker();
    const none = tracker.watch(taken202, acsTransfer);
    const own = tracker.watch(taken202, asked("own"));
    await breathe();
    expect(await tracker.receive(told("own"))).toMatchObject({ state: { echo: "own" } });
    expect(await own.outcome).toMatchObject({ outcome: "completed" });
    expect(await isSettled(none.outcome)).toBe(false);
  });

  test("names the call where nothing else does, before it is watched and after", async () => {
    const tracker = createTracker();
    expect(await tracker.receive(nameless("early"))).toMatchObject({ taken: "unrelated", kept: true });
    expect(await tracker.watch(taken202, asked("early")).outcome).toMatchObject({ outcome: "completed" });
    const { outcome } = tracker.watch(taken202, asked("soon", "8"));
    await breathe();
    expect(await tracker.receive(nameless("soon"))).toMatchObject({ taken: "new", callId: "8" });
    expect(await outcome).toMatchObject({ outcome: "completed" });
    expect(await tracker.receive(nameless("soon"))).toMatchObject({ taken: "duplicate", callId: "8" });
  });

  test.each([2, 8, 20])("names none where %i calls share it", async (count) => {
    const tracker = createTracker();
    const watched = Array.from({ length: count }, (_, id) => tracker.watch(taken202, asked("same", `${id}`)));
    await breathe();
    expect(await tracker.receive(nameless("same"))).toMatchObject({ taken: "unrelated" });
    for (const id of watched.keys()) await tracker.receive(ofAcs("CallTransferFailed", `${id}`));
    for (const { outcome } of watched) expect(await outcome).toMatchObject({ outcome: "failed" });
  });

  test("names the one of several calls that still waits for it", async () => {
    const tracker = createTracker();
    const [first, second] = ["1", "2"].map((id) => tracker.watch(taken202, asked("same", id)));
    await breathe();
    await tracker.receive(ofAcs("CallTransferFailed", "1"));
    await first?.outcome;
    expect(await tracker.receive(nameless("same"))).toMatchObject({ taken: "new", callId: "2" });
    expect(await second?.outcome).toMatchObject({ outcome: "completed" });
  });
});

test("what is kept for a call that nobody watches is forgotten after a minute", async () => {
  let now = 1;
  const clock = { now: () => now, setTimeout: () => () => {} };
  const store = memoryStore({ clock });
  const tracker = createTracker({ clock, store });
  expect(await tracker.receive(completed)).toMatchObject({ taken: "unrelated", kept: true });
  now += 59_999;
  expect(await store.get("graph/7")).toBeDefined();
  expect(await tracker.receive(item("deleted", { state: "terminated" }))).toMatchObject({ kept: true });
  now += 1;
  const { outcome } = tracker.watch(taken202, { ...transfer, timeout: 500 });
  expect(await isSettled(outcome)).toBe(false);
  now += 700_000;
  expect(await store.get("graph/7")).toBeUndefined();
});

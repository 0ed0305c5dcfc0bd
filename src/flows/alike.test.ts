import { describe, expect, test } from "vitest";
import { manualClock } from "../http/clock.test-support.ts";
import { breathe, ofAcs } from "./documented.test-support.ts";
import { createTracker, memoryStore, type Outcome, type TrackedNotification } from "./index.ts";
import {
  accepted,
  acsTransfer,
  call,
  completed,
  failed,
  hungUp,
  isSettled,
  statesOf,
  taken202,
  transfer,
  transferring,
} from "./tracker.test-support.ts";

const refused409 = { ok: false, status: 409 };

/** An answer that is given when the test says so. */
function pending() {
  let give: (answer: { ok: boolean; status: number }) => void = () => {};
  const answer = new Promise<{ ok: boolean; status: number }>((resolve) => (give = resolve));
  return { answer, give };
}

describe("two who watch one transfer", () => {
  test.each<[string, readonly TrackedNotification[], Outcome["outcome"]]>([
    ["completion", [transferring, accepted, completed], "completed"],
    ["failure", [transferring, failed], "failed"],
  ])("both come to its %s, the second from where it began", async (_end, notifications, outcome) => {
    const store = memoryStore();
    const [one, other] = [createTracker({ store }), createTracker({ store })];
    const first = one.watch(taken202, transfer);
    await one.receive(transferring);
    const second = other.watch(taken202, transfer);
    await breathe();
    for (const notification of notifications) await one.receive(notification);
    expect(await first.outcome).toMatchObject({ outcome });
    expect(await second.outcome).toMatchObject({ outcome });
  });

  test("through ACS come to its end too, where what it repeats is the same", async () => {
    const tracker = createTracker();
    const asked = (operationContext: string) => ({ ...acsTransfer, request: { operationContext } }) as const;
    const [one, same, other] = ["1", "1", "2"].map((context) => tracker.watch(taken202, asked(context)));
    await breathe();
    await tracker.receive(ofAcs("CallTransferAccepted", call, { operationContext: "1" }));
    expect(await one?.outcome).toMatchObject({ outcome: "completed" });
    expect(await same?.outcome).toMatchObject({ outcome: "completed" });
    expect(await isSettled(other?.outcome ?? Promise.resolve())).toBe(false);
  });

  test.each([
    ["completed", completed],
    ["ended", hungUp],
  ])("may do so when the call is over already: %s", async (outcome, end) => {
    const store = memoryStore();
    // Its process dies.
    createTracker({ store }).watch(taken202, transfer);
    await breathe();
    const tracker = createTracker({ store, grace: 10 });
    await tracker.receive(end);
    expect(await tracker.watch(taken202, transfer).outcome).toMatchObject({ outcome });
    expect(await tracker.receive(end)).toMatchObject({ taken: "duplicate" });
  });
});

describe("one whose signal aborts", () => {
  test("takes no notification from who watches again", async () => {
    const tracker = createTracker();
    const controller = new AbortController();
    const gone = tracker.watch(taken202, { ...transfer, signal: controller.signal });
    await tracker.receive(transferring);
    controller.abort();
    await expect(gone.outcome).rejects.toMatchObject({ code: "ERR_ABORTED" });
    await breathe();
    expect(await tracker.receive(completed)).toMatchObject({ taken: "unrelated", kept: true });
    expect(await tracker.watch(taken202, transfer).outcome).toMatchObject({ outcome: "completed" });
  });

  test("stays known where it is over, so that what comes again is no other's", async () => {
    const store = memoryStore();
    const clock = manualClock();
    const controller = new AbortController();
    const silent = { get: store.get.bind(store), swap: store.swap.bind(store) };
    const watching = createTracker({ store: silent, clock });
    const gone = watching.watch(taken202, { ...transfer, signal: controller.signal });
    await breathe();
    const tracker = createTracker({ store, clock });
    await tracker.receive(failed);
    controller.abort();
    await expect(gone.outcome).rejects.toMatchObject({ code: "ERR_ABORTED" });
    await breathe();
    expect(await tracker.receive(failed)).toMatchObject({ taken: "duplicate" });
  });
});

describe("an operation whose answer is still to come", () => {
  test("leaves an end to the other one if it is refused", async () => {
    const tracker = createTracker();
    const { answer, give } = pending();
    const refused = tracker.watch(answer, transfer);
    await breathe();
    const other = tracker.watch(taken202, transfer);
    await breathe();
    await tracker.receive(completed);
    expect(await other.outcome).toMatchObject({ outcome: "completed" });
    expect(await isSettled(refused.outcome)).toBe(false);
    give(refused409);
    expect(await refused.outcome).toMatchObject({ outcome: "failed", reason: "refused", status: 409 });
    expect((await statesOf(refused)).map(({ at }) => at)).toEqual(["refused"]);
    await breathe();
    expect(await tracker.receive(completed)).toMatchObject({ taken: "duplicate" });
  });

  test("has that end itself if it is not, or if no answer comes in time", async () => {
    const clock = manualClock();
    const tracker = createTracker({ clock });
    const { answer, give } = pending();
    const [one, silent] = [answer, pending().answer].map((given) => tracker.watch(given, transfer));
    await breathe();
    await tracker.receive(completed);
    await breathe();
    give(taken202);
    expect(await one?.outcome).toMatchObject({ outcome: "completed" });
    expect(await isSettled(silent?.outcome ?? Promise.resolve())).toBe(false);
    clock.advance(120_000);
    expect(await silent?.outcome).toMatchObject({ outcome: "completed" });
  });
});

test("one that waits for its answer when the call is over leaves the store alone", async () => {
  const store = memoryStore();
  let looked = 0;
  const counting = { ...store, get: (key: string) => ((looked += 1), store.get(key)) };
  const tracker = createTracker({ store: counting, grace: 10 });
  const { answer, give } = pending();
  const [waiting, other] = [answer, taken202].map((given) => tracker.watch(given, transfer));
  await breathe();
  await tracker.receive(hungUp);
  expect(await other?.outcome).toMatchObject({ outcome: "ended" });
  await new Promise((resolve) => void setTimeout(resolve, 100));
  expect(looked).toBeLessThan(20);
  give(taken202);
  expect(await waiting?.outcome).toMatchObject({ outcome: "ended" });
});

describe("a failed transfer whose notifications are delivered again", () => {
  async function once(clock = manualClock()) {
    const tracker = createTracker({ clock });
    const first = tracker.watch(taken202, transfer);
    for (const one of [transferring, failed]) await tracker.receive(one);
    expect(await first.outcome).toMatchObject({ outcome: "failed" });
    return { tracker, clock };
  }

  test("before another is watched does not end that", async () => {
    const { tracker, clock } = await once();
    for (const one of [transferring, failed]) await tracker.receive(one);
    const second = tracker.watch(taken202, transfer);
    expect(await isSettled(second.outcome)).toBe(false);
    await tracker.receive(completed);
    expect(await second.outcome).toMatchObject({ outcome: "completed" });
    expect(clock.pending()).toBe(0);
  });

  test("while another is watched does not end that", async () => {
    const { tracker } = await once();
    const second = tracker.watch(taken202, transfer);
    await breathe();
    await tracker.receive(transferring);
    expect(await tracker.receive(failed)).toMatchObject({ taken: "duplicate", state: { at: "failed" } });
    expect(await isSettled(second.outcome)).toBe(false);
    await tracker.receive(completed);
    expect(await second.outcome).toMatchObject({ outcome: "completed" });
  });

  test("does not keep another from failing when it is worded otherwise, or a minute later", async () => {
    const { tracker, clock } = await once();
    const second = tracker.watch(taken202, transfer);
    await breathe();
    await tracker.receive({ ...failed, key: "otherwise" });
    expect(await second.outcome).toMatchObject({ outcome: "failed" });
    clock.advance(59_999);
    const third = tracker.watch(taken202, transfer);
    await breathe();
    await tracker.receive(transferring);
    await tracker.receive(failed);
    expect(await isSettled(third.outcome)).toBe(false);
    clock.advance(1);
    expect(await tracker.receive(failed)).toMatchObject({ taken: "new", state: { at: "failed" } });
    expect(await third.outcome).toMatchObject({ outcome: "failed" });
  });

  test("and one that failed before another was watched do not end that, whatever they say", async () => {
    const { tracker } = await once();
    await tracker.receive({ ...failed, key: "of one that nobody watched" });
    const second = tracker.watch(taken202, transfer);
    expect(await isSettled(second.outcome)).toBe(false);
    await tracker.receive(completed);
    expect(await second.outcome).toMatchObject({ outcome: "completed" });
  });

  test("is told by its id where it is of ACS, so that another may have failed before it was watched", async () => {
    const tracker = createTracker();
    const asked = (operationContext: string) => ({ ...acsTransfer, request: { operationContext } }) as const;
    const told = (operationContext: string) =>
      ofAcs("CallTransferFailed", call, { operationContext }, operationContext);
    const first = tracker.watch(taken202, asked("1"));
    await tracker.receive(told("1"));
    await first.outcome;
    await tracker.receive(told("2"));
    expect(await tracker.watch(taken202, asked("2")).outcome).toMatchObject({ outcome: "failed" });
  });
});

import { describe, expect, test } from "vitest";
import { systemClock } from "../http/clock.ts";
import { manualClock } from "../http/clock.test-support.ts";
import { breathe, ofAcs } from "./documented.test-support.ts";
import { createTracker } from "./index.ts";
import {
  accepted,
  acsTransfer,
  appTransferred,
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

describe("the answer", () => {
  const refused = { ok: false, status: 403, error: { error: { code: "7505", message: "Mismatch" } } };
  const failure = { outcome: "failed", reason: "refused", status: 403, code: "7505", message: "Mismatch" };

  test.each([refused, Promise.resolve(refused)])("that is no success is the end", async (answer) => {
    const watched = createTracker().watch(answer, transfer);
    expect(await watched.outcome).toMatchObject({ ...failure, state: { at: "refused", end: "failed" } });
    expect((await statesOf(watched)).map(({ at }) => at)).toEqual(["refused"]);
  });

  test("that is no success and holds no error is the end as well", async () => {
    const { outcome } = createTracker().watch({ ok: false, status: 500 }, transfer);
    expect(await outcome).toEqual({
      outcome: "failed",
      reason: "refused",
      status: 500,
      state: expect.objectContaining({ at: "refused" }),
    });
  });

  test("that does not come is what the outcome rejects with, and leaves nothing to relate to", async () => {
    const tracker = createTracker();
    const fault = new Error("offline");
    const watched = tracker.watch(
      breathe().then(() => Promise.reject(fault)),
      transfer,
    );
    expect(await tracker.receive(transferring)).toMatchObject({ taken: "new" });
    await expect(watched.outcome).rejects.toBe(fault);
    await expect(statesOf(watched)).rejects.toBe(fault);
    await breathe();
    expect(await tracker.receive(accepted)).toMatchObject({ taken: "unrelated" });
  });

  test("of ACS is the end of a redirect, for which no store is asked", async () => {
    const fault = () => Promise.reject(new Error("asked"));
    const tracker = createTracker({ store: { get: fault, swap: fault } });
    const watched = tracker.watch(Promise.resolve({ ok: true, status: 204 }), {
      operation: "acs.redirectCall",
      request: {},
    });
    expect(await watched.outcome).toMatchObject({ outcome: "completed", state: { at: "redirected" } });
    expect(await statesOf(watched)).toHaveLength(1);
  });

  test("may come after the end", async () => {
    const tracker = createTracker();
    let answer = (_value: typeof taken202) => {};
    const watched = tracker.watch(new Promise<typeof taken202>((resolve) => (answer = resolve)), transfer);
    for (const one of [transferring, accepted, completed]) await tracker.receive(one);
    expect(await watched.outcome).toMatchObject({ outcome: "completed" });
    answer(taken202);
    expect((await statesOf(watched)).map(({ at }) => at)).toEqual([
      "transferring",
      "transferAccepted",
      "completed",
    ]);
  });
});

describe("the states", () => {
  test("come each once, to each who iterates, and the last has an end", async () => {
    const tracker = createTracker();
    const watched = tracker.watch(taken202, transfer);
    const [first, second] = [statesOf(watched), statesOf(watched)];
    for (const one of [transferring, transferring, accepted, completed]) await tracker.receive(one);
    const all = await first;
    expect(all.map(({ at }) => at)).toEqual(["requested", "transferring", "transferAccepted", "completed"]);
    expect(all.map(({ end }) => end)).toEqual([undefined, undefined, undefined, "completed"]);
    expect(await second).toEqual(all);
    expect(await statesOf(watched)).toEqual(all);
  });

  test("need not be read to their end", async () => {
    const tracker = createTracker();
    const watched = tracker.watch(taken202, transfer);
    for await (const { at } of watched) {
      expect(at).toBe("requested");
      break;
    }
    await tracker.receive(completed);
    expect(await watched.outcome).toMatchObject({ outcome: "completed" });
  });

  test("that were skipped are not made up for", async () => {
    const tracker = createTracker();
    const watched = tracker.watch(taken202, transfer);
    await breathe();
    expect(await tracker.receive(accepted)).toMatchObject({
      taken: "new",
      state: { at: "transferAccepted" },
    });
    expect(await tracker.receive(transferring)).toMatchObject({
      taken: "late",
      state: { at: "transferAccepted" },
    });
    await tracker.receive(completed);
    expect((await statesOf(watched)).map(({ at }) => at)).toEqual([
      "requested",
      "transferAccepted",
      "completed",
    ]);
  });
});

describe("an end", () => {
  test("is told with what it is known by", async () => {
    const tracker = createTracker();
    const { outcome } = tracker.watch(taken202, transfer);
    await tracker.receive(failed);
    expect(await outcome).toEqual({
      outcome: "failed",
      reason: "transferFailed",
      code: 500,
      subcode: 7000,
      message: "no",
      state: { flow: "graph.transfer", variant: "direct", at: "failed", end: "failed" },
      notification: failed.message,
    });
  });

  test("that is documented for the other variant counts", async () => {
    const tracker = createTracker();
    const { outcome } = tracker.watch(taken202, transfer);
    await tracker.receive(appTransferred);
    expect(await outcome).toMatchObject({ outcome: "completed", notification: appTransferred.message });
  });

  test("that has come lets nothing follow but what is late", async () => {
    const tracker = createTracker();
    const { outcome } = tracker.watch(taken202, acsTransfer);
    await tracker.receive(ofAcs("CallTransferAccepted", call));
    expect(await outcome).toMatchObject({ outcome: "completed", state: { at: "accepted" } });
    for (const type of ["CallDisconnected", "CallTransferFailed", "ParticipantsUpdated"])
      expect(await tracker.receive(ofAcs(type, call))).toMatchObject({
        taken: "late",
        operation: "acs.transferToParticipant",
        callId: call,
        state: { at: "accepted" },
      });
    expect(await tracker.receive(ofAcs("CallDisconnected", call))).toMatchObject({ taken: "duplicate" });
  });

  test("of the call alone is waited upon", async () => {
    const clock = manualClock();
    const tracker = createTracker({ clock });
    const watched = tracker.watch(taken202, transfer);
    await tracker.receive(transferring);
    expect(await tracker.receive(hungUp)).toMatchObject({ taken: "new", state: { at: "transferring" } });
    expect(await isSettled(watched.outcome)).toBe(false);
    clock.advance(4999);
    expect(await isSettled(watched.outcome)).toBe(false);
    clock.advance(1);
    expect(await watched.outcome).toMatchObject({
      outcome: "ended",
      code: 200,
      subcode: 5001,
      message: "bye",
      state: { at: "transferring", end: "ended" },
      notification: hungUp.message,
    });
    expect(await statesOf(watched)).toMatchObject([
      { at: "requested" },
      { at: "transferring" },
      { at: "transferring", end: "ended" },
    ]);
    expect(await tracker.receive(completed)).toMatchObject({ taken: "late" });
    expect(clock.pending()).toBe(0);
  });

  test("that follows the end of the call closely is the one that counts", async () => {
    const clock = manualClock();
    const tracker = createTracker({ clock, grace: 100 });
    const { outcome } = tracker.watch(taken202, acsTransfer);
    await tracker.receive(ofAcs("CallDisconnected", call));
    await breathe();
    clock.advance(99);
    await tracker.receive(ofAcs("CallTransferAccepted", call));
    expect(await outcome).toMatchObject({ outcome: "completed", state: { at: "accepted" } });
  });

  test("of the call is the end at the deadline too", async () => {
    const clock = manualClock();
    const tracker = createTracker({ clock });
    const { outcome } = tracker.watch(taken202, { ...transfer, timeout: 50 });
    await tracker.receive(hungUp);
    await breathe();
    clock.advance(50);
    expect(await outcome).toMatchObject({ outcome: "ended" });
  });
});

describe("time", () => {
  test("that is over is told, and what comes then is late", async () => {
    const clock = manualClock();
    const tracker = createTracker({ clock });
    const watched = tracker.watch(taken202, transfer);
    await tracker.receive(transferring);
    await breathe();
    clock.advance(119_999);
    expect(await isSettled(watched.outcome)).toBe(false);
    clock.advance(1);
    expect(await watched.outcome).toEqual({
      outcome: "timedOut",
      state: { flow: "graph.transfer", variant: "direct", at: "transferring" },
    });
    expect((await statesOf(watched)).map(({ at }) => at)).toEqual(["requested", "transferring"]);
    expect(await tracker.receive(completed)).toMatchObject({ taken: "late" });
    expect(clock.pending()).toBe(0);
  });

  test.each([
    ["timeout", () => createTracker({ timeout: -1 })],
    ["timeout", () => createTracker({ timeout: Number.POSITIVE_INFINITY })],
    ["grace", () => createTracker({ grace: Number.NaN })],
    ["timeout", () => createTracker().watch(taken202, { ...transfer, timeout: Number.NaN })],
    ["callId", () => createTracker().watch(taken202, { ...transfer, callId: "" })],
  ])("and other options that cannot be used are refused: %s", (name, make) => {
    expect(make).toThrow(
      expect.objectContaining({ code: "ERR_INVALID_ARGUMENT", message: expect.stringContaining(name) }),
    );
  });

  test("that cannot be used leaves no answer behind that ends the process", async () => {
    const rejections: unknown[] = [];
    const note = (reason: unknown) => rejections.push(reason);
    process.on("unhandledRejection", note);
    expect(() =>
      createTracker().watch(Promise.reject(new Error("offline")), { ...transfer, timeout: -1 }),
    ).toThrow("timeout");
    await breathe();
    process.off("unhandledRejection", note);
    expect(rejections).toEqual([]);
  });

  test.each(["timedOut", "ended"])("that is set back does not put off that it %s", async (outcome) => {
    let back = 0;
    const clock = { ...systemClock, now: () => Date.now() - back };
    const tracker = createTracker({ clock, timeout: outcome === "ended" ? 60_000 : 200, grace: 200 });
    const watched = tracker.watch(taken202, transfer);
    if (outcome === "ended") await tracker.receive(hungUp);
    // It waits by then.
    await new Promise((resolve) => void setTimeout(resolve, 50));
    back = 3_600_000;
    const late = new Promise((resolve) => void setTimeout(resolve, 20_000, "late"));
    expect(await Promise.race([watched.outcome, late])).toMatchObject({ outcome });
  });

  test("is up when the signal says so", async () => {
    const clock = manualClock();
    const tracker = createTracker({ clock });
    const controller = new AbortController();
    const watched = tracker.watch(taken202, { ...transfer, signal: controller.signal });
    await breathe();
    controller.abort("enough");
    await expect(watched.outcome).rejects.toMatchObject({ code: "ERR_ABORTED", cause: "enough" });
    await expect(statesOf(watched)).rejects.toMatchObject({ code: "ERR_ABORTED" });
    await breathe();
    expect(clock.pending()).toBe(0);
    const again = tracker.watch(taken202, { ...transfer, signal: controller.signal });
    await expect(again.outcome).rejects.toMatchObject({ code: "ERR_ABORTED" });
  });
});

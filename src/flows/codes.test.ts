import { describe, expect, test } from "vitest";
import { breathe } from "./documented.test-support.ts";
import { createTracker } from "./index.ts";
import { accepted, isSettled, item, taken202, transfer, transferring } from "./tracker.test-support.ts";

const back = (code: unknown, subcode: number, message = "why") =>
  item("updated", { state: "established", resultInfo: { code, subcode, message } });
const consultative = {
  ...transfer,
  request: { transferTarget: { replacesCallId: "other" } },
} as const;

describe("a call that is back with the bot", () => {
  test.each([
    [transfer, [transferring], 500, 7701, "transferFailed"],
    [transfer, [transferring, accepted], 408, 10_057, "transferFailed"],
    [consultative, [transferring], 500, 7701, "consultativeTransferFailed"],
    [transfer, [], 400, 2203, "transferFailed"],
  ] as const)(
    "has failed to be transferred with whatever code of failure",
    async (options, before, code, subcode, reason) => {
      const tracker = createTracker();
      const { outcome } = tracker.watch(taken202, options);
      for (const one of [...before, back(code, subcode)]) await tracker.receive(one);
      expect(await outcome).toMatchObject({ outcome: "failed", reason, code, subcode, message: "why" });
    },
  );

  test.each([0, 200, 399, "none", undefined])("with the code %s tells nothing", async (code) => {
    const tracker = createTracker();
    const { outcome } = tracker.watch(taken202, transfer);
    await tracker.receive(transferring);
    expect(await tracker.receive(back(code, 7000))).toMatchObject({ taken: "unrelated" });
    await breathe();
    expect(await isSettled(outcome)).toBe(false);
  });
});

test.each([transfer, consultative])("a call that ended with 200/7015 was transferred", async (options) => {
  const tracker = createTracker();
  const { outcome } = tracker.watch(taken202, options);
  await tracker.receive(item("deleted", { state: "terminated", resultInfo: { code: 200, subcode: 7015 } }));
  expect(await outcome).toMatchObject({ outcome: "completed", code: 200, subcode: 7015 });
});

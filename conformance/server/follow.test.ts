import { describe, expect, test } from "vitest";
import { follow } from "./follow.ts";

const CALL = "/communications/calls/1";
const item = (state: string, more: object = {}, changeType = "updated") => ({
  changeType,
  resourceUrl: CALL,
  resourceData: { state, ...more },
});
const transferring = item("transferring");
const accepted = item("transferAccepted");
const done = item("terminated", { resultInfo: { code: 0, subcode: 7015 } }, "deleted");
const failed = item("established", { resultInfo: { code: 500, subcode: 7000 } });
const graph = (...items: object[]) => follow("graph.transfer", {}, 202, items);

describe("a transfer through Graph", () => {
  test("is right as documented, with a failure before or after the target has accepted, and with changes of media", () => {
    const media = {
      changeType: "updated",
      resourceUrl: CALL,
      resourceData: { mediaState: { audio: "inactive" } },
    };
    for (const items of [
      [transferring, accepted, done],
      [transferring, failed],
      [transferring, accepted, failed],
      [media, transferring, media, accepted, done],
    ])
      expect(graph(...items)).toMatchObject({ order: [], result: [], echo: [], afterEnd: [] });
    expect(graph(transferring, accepted, done).end).toBe("completed");
    expect(graph(transferring, failed).end).toBe("failed");
  });

  test("may tell a state twice, and tell of the call without a result", () => {
    const items = [item("established"), transferring, transferring, accepted, accepted, done];
    expect(graph(...items)).toEqual({ end: "completed", order: [], result: [], echo: [], afterEnd: [] });
  });

  test("is out of order where a state is missing, and ends all the same", () => {
    expect(graph(transferring, done)).toMatchObject({
      end: "completed",
      order: [expect.stringContaining("7015")],
    });
    expect(graph(accepted, transferring, done)).toMatchObject({ end: "completed", result: [], afterEnd: [] });
  });

  test("ends with a documented result, or fails with any code of failure", () => {
    const strange = item("terminated", { resultInfo: { code: 1, subcode: 2 } }, "deleted");
    expect(graph(transferring, accepted, strange).result).toHaveLength(1);
    expect(graph(transferring, accepted, item("terminated", {}, "deleted")).result).toHaveLength(1);
    const other = item("established", { resultInfo: { code: 486, subcode: 1 } });
    expect(graph(transferring, other)).toMatchObject({ end: "failed", result: [] });
    const consultative = { transferTarget: { replacesCallId: "2" } };
    expect(follow("graph.transfer", consultative, 202, [transferring, accepted, done]).result).toHaveLength(
      1,
    );
  });

  test("is over with its end", () => {
    expect(graph(transferring, accepted, done, done).afterEnd).toHaveLength(1);
    expect(graph(transferring, accepted, done, accepted).afterEnd).toHaveLength(1);
  });
});

describe("a transfer through ACS", () => {
  const event = (name: string, id: string, data: object = {}) => ({
    id,
    type: `Microsoft.Communication.${name}`,
    data: { callConnectionId: "1", ...data },
  });
  const acs = (...items: object[]) =>
    follow("acs.transferToParticipant", { operationContext: "x" }, 202, items);
  const context = { operationContext: "x" };

  test("may be told again under the same id, and not under another", () => {
    const once = event("CallTransferAccepted", "1", context);
    expect(acs(once, once)).toEqual({ end: "completed", order: [], result: [], echo: [], afterEnd: [] });
    expect(acs(once, { ...once, id: "2" }).afterEnd).toHaveLength(1);
  });

  test("repeats the context, and has a code that says the same as its name", () => {
    expect(acs(event("CallTransferAccepted", "1")).echo).toHaveLength(1);
    const code = (value: number) => ({ ...context, resultInformation: { code: value, subCode: 0 } });
    expect(acs(event("CallTransferAccepted", "1", code(500))).result).toHaveLength(1);
    expect(acs(event("CallTransferFailed", "1", code(200))).result).toHaveLength(1);
    expect(acs(event("CallTransferFailed", "1", code(603)))).toMatchObject({ end: "failed", result: [] });
    expect(acs(event("CallTransferAccepted", "1", code(200))).result).toEqual([]);
  });

  test("is told before the end of the call", () => {
    expect(
      acs(event("CallDisconnected", "1"), event("CallTransferAccepted", "2", context)).order,
    ).toHaveLength(1);
  });
});

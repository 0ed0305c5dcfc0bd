import { breathe, ofGraph } from "./documented.test-support.ts";
import type { FlowState, Watched } from "./index.ts";

export const call = "7";
export const transfer = {
  operation: "graph.transfer",
  callId: call,
  request: { transferTarget: {} },
} as const;
export const acsTransfer = { operation: "acs.transferToParticipant", callId: call, request: {} } as const;
export const taken202 = { ok: true, status: 202 };

export const item = (changeType: string, resourceData: object, callId = call) =>
  ofGraph({ changeType, resourceUrl: `/communications/calls/${callId}`, resourceData });
export const transferring = item("updated", { state: "transferring" });
export const accepted = item("updated", { state: "transferAccepted" });
export const completed = item("deleted", { state: "terminated", resultInfo: { code: 0, subcode: 7015 } });
export const appTransferred = item("deleted", { state: "terminated", terminationReason: "AppTransferred" });
export const failed = item("updated", {
  state: "established",
  resultInfo: { code: 500, subcode: 7000, message: "no" },
});
export const hungUp = item("deleted", {
  state: "terminated",
  resultInfo: { code: 200, subcode: 5001, message: "bye" },
});

/** Every state that a watched operation has. */
export async function statesOf(watched: Watched): Promise<FlowState[]> {
  const states: FlowState[] = [];
  for await (const state of watched) states.push(state);
  return states;
}

/** Whether a promise has come to its end, once everything has gone on that waits for no clock. */
export async function isSettled(promise: Promise<unknown>): Promise<boolean> {
  let settled = false;
  const note = () => (settled = true);
  promise.then(note, note);
  await breathe();
  return settled;
}

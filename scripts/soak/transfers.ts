import type { TrackedNotification } from "../../src/flows/index.ts";
import type { Transfer } from "./messages.ts";

/** Random numbers from 0 to 1 that are the same for the same seed. */
export function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A transfer of one of the kinds that the flows know, each with its own call. */
export function makeTransfer(index: number, random: () => number): Transfer {
  const make = KINDS[Math.floor(random() * KINDS.length)] ?? graph("completed");
  return make(`call-${index}`);
}

type Make = (callId: string) => Transfer;

function graph(end: "completed" | "failed" | "ended", consultative = false): Make {
  return (callId) => {
    const item = (changeType: string, resourceData: object): TrackedNotification => {
      const message = { changeType, resourceUrl: `/communications/calls/${callId}`, resourceData };
      return { service: "graph", key: JSON.stringify(message), message };
    };
    const completed = consultative
      ? { terminationReason: "AppTransferred" }
      : { resultInfo: { code: 0, subcode: 7015, message: "GracefulTransferCompleted" } };
    const last = {
      completed: item("deleted", { state: "terminated", ...completed }),
      failed: item("updated", {
        state: "established",
        resultInfo: { code: 500, subcode: consultative ? 7700 : 7000, message: "" },
      }),
      ended: item("deleted", { state: "terminated", resultInfo: { code: 200, subcode: 5001 } }),
    };
    const request = { transferTarget: consultative ? { replacesCallId: "other" } : {} };
    return {
      options: { operation: "graph.transfer", callId, request },
      notifications: [
        item("updated", { state: "transferring" }),
        item("updated", { state: "transferAccepted" }),
        item("updated", { mediaState: { audio: "inactive" } }),
        last[end],
      ],
      outcome: end,
    };
  };
}

function acs(end: "completed" | "failed" | "timedOut"): Make {
  return (callId) => {
    const operationContext = `context of ${callId}`;
    const event = (type: string, data: object, named = true): TrackedNotification => {
      const id = `${callId} ${type}`;
      const source = `calling/callConnections/${callId}`;
      const message = { id, ...(named && { source }), type: `Microsoft.Communication.${type}`, data };
      return { service: "acs", key: `${source} ${id}`, message };
    };
    const last = {
      completed: [
        event("CallTransferAccepted", { callConnectionId: callId, operationContext }),
        event("CallDisconnected", { callConnectionId: callId }),
      ],
      // Names its call by nothing but the context.
      failed: [event("CallTransferFailed", { operationContext }, false)],
      timedOut: [],
    };
    return {
      options: {
        operation: "acs.transferToParticipant",
        callId,
        request: { targetParticipant: {}, operationContext },
        ...(end === "timedOut" && { timeout: 3000 }),
      },
      notifications: [event("ParticipantsUpdated", { callConnectionId: callId }), ...last[end]],
      outcome: end,
    };
  };
}

/** Most transfers come to a documented end. */
const KINDS: readonly Make[] = [
  graph("completed"),
  graph("completed", true),
  graph("failed"),
  graph("failed", true),
  acs("completed"),
  acs("completed"),
  acs("failed"),
  graph("completed"),
  graph("ended"),
  acs("timedOut"),
];

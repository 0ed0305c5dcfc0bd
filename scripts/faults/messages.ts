import type { Kind } from "./keys.ts";

/** A call of Graph, and a transfer of it that is taken. */
export const CALL = "7";
export const TRANSFER = {
  operation: "graph.transfer",
  callId: CALL,
  request: { transferTarget: { identity: { user: { id: "550fae72-d251-43ec-868c-373732c2704f" } } } },
} as const;
export const TAKEN = { ok: true, status: 202 } as const;

/** The notifications of that transfer. */
export const TRANSFERRING = ofCall("updated", { state: "transferring" });
export const COMPLETED = ofCall("deleted", {
  state: "terminated",
  resultInfo: { code: 0, subcode: 7015, message: "GracefulTransferCompleted" },
});

/** What each service sends. */
export const BODIES: Readonly<Record<Kind, unknown>> = {
  graph: TRANSFERRING,
  acs: [ofAcs("Microsoft.Communication.CallDisconnected", { callConnectionId: "c", serverCallId: "s" })],
  entra: ofAcs("Microsoft.Storage.BlobCreated", {}),
};

function ofCall(changeType: string, resourceData: object): unknown {
  const item = { changeType, resourceUrl: `/communications/calls/${CALL}`, resourceData };
  return { "@odata.type": "#microsoft.graph.commsNotifications", value: [item] };
}

function ofAcs(type: string, data: object): unknown {
  const source = "calling/callConnections/c";
  return { id: "1", source, subject: source, type, data, time: "2026-11-21T12:00:00Z", specversion: "1.0" };
}

import type { AcsClient } from "../../src/acs/index.ts";
import type { FlowName, WatchedAnswer } from "../../src/flows/index.ts";
import type { GraphClient } from "../../src/graph/index.ts";
import type { Call, NewCall } from "../../src/simulator/index.ts";

/** The clients of both services. */
export interface Clients {
  readonly acs: AcsClient;
  readonly graph: GraphClient;
}

/** A way to hand a call on. */
export interface Way {
  readonly operation: FlowName;
  readonly kind: NewCall["kind"];
  /** The request for a call, and a function that sends it. */
  readonly of: (call: Call, clients: Clients) => { request: unknown; send: () => Promise<WatchedAnswer> };
}

const heidi = { user: { id: "550fae72-d251-43ec-868c-373732c2704f", displayName: "Heidi Steen" } };
const somebody = (name: string) => ({ communicationUser: { id: `8:acs:resource_${name}` } });

const graphTransfer = (
  kind: NewCall["kind"],
  requestOf: (call: Call) => Parameters<Clients["graph"]["transfer"]>[1],
): Way => ({
  operation: "graph.transfer",
  kind,
  of(call, { graph }) {
    const request = requestOf(call);
    return { request, send: () => graph.transfer(call.id, request) };
  },
});

const acsTransfer = (
  kind: NewCall["kind"],
  more: { transferee?: ReturnType<typeof somebody> } = {},
): Way => ({
  operation: "acs.transferToParticipant",
  kind,
  of({ id }, { acs }) {
    const request = { targetParticipant: somebody("target"), operationContext: `context of ${id}`, ...more };
    return { request, send: () => acs.transferToParticipant(id, request) };
  },
});

/** Each way that the flows know, by a name. */
export const ways: Readonly<Record<string, Way>> = {
  blind: graphTransfer("peerToPeer", () => ({ transferTarget: { identity: heidi } })),
  consultative: graphTransfer("peerToPeer", ({ relatedCallId = "" }) => ({
    transferTarget: { identity: heidi, replacesCallId: relatedCallId },
  })),
  phone: graphTransfer("peerToPeer", () => ({
    transferTarget: { identity: { phone: { id: "+12345678901" } } },
  })),
  group: graphTransfer("group", ({ participants: [first] = [] }) => ({
    transferTarget: { identity: heidi },
    transferee: { identity: { ...first?.identity }, participantId: first?.id ?? "" },
  })),
  redirect: {
    operation: "graph.redirect",
    kind: "incoming",
    of({ id }, { graph }) {
      const request = { targets: [{ identity: heidi }] };
      return { request, send: () => graph.redirect(id, request) };
    },
  },
  "call of two": acsTransfer("peerToPeer"),
  "group call": acsTransfer("group", { transferee: somebody("transferee") }),
  "incoming call": {
    operation: "acs.redirectCall",
    kind: "incoming",
    of({ incomingCallContext = "" }, { acs }) {
      const request = { incomingCallContext, target: somebody("target") };
      return { request, send: () => acs.redirectCall(request) };
    },
  },
};

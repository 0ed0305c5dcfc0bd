import type { AcsClient } from "../../src/acs/index.ts";
import type { FlowName } from "../../src/flows/index.ts";
import type { GraphClient } from "../../src/graph/index.ts";
import type { Call, NewCall, ScenarioName } from "../../src/simulator/index.ts";

/** A client of each service; which version it speaks differs from call to call. */
export interface Clients {
  readonly acs: Pick<AcsClient<"2024-09-15">, "transferToParticipant" | "redirectCall">;
  readonly graph: Pick<GraphClient, "transfer" | "redirect">;
}

/** A kind of call, and what is asked of it. */
export interface Kind {
  readonly flow: FlowName;
  readonly service: NewCall["service"];
  readonly kind: NewCall["kind"];
  /** The body of the request. */
  readonly request: (call: Call) => object;
  /** Sends it; gives the status. */
  readonly send: (clients: Clients, call: Call) => Promise<number>;
}

const user = { identity: { user: { id: "550fae72-d251-43ec-868c-373732c2704f" } } };
const identifier = { communicationUser: { id: "8:acs:b9614373-fd0b-480c-8fd2-cb58b70eab9f_target" } };

function kind<Body extends object>(
  { flow, service, kind: name }: Pick<Kind, "flow" | "service" | "kind">,
  request: (call: Call) => Body,
  send: (clients: Clients, id: string, body: Body) => Promise<{ readonly status: number }>,
): Kind {
  return {
    flow,
    service,
    kind: name,
    request,
    send: async (clients, call) => (await send(clients, call.id, request(call))).status,
  };
}

const acsTransfer = { flow: "acs.transferToParticipant", service: "acs" } as const;
const graphTransfer = { flow: "graph.transfer", service: "graph" } as const;

/** All of them. */
export const KINDS: readonly Kind[] = [
  kind(
    { ...acsTransfer, kind: "peerToPeer" },
    ({ id }) => ({ targetParticipant: identifier, operationContext: `context of ${id}` }),
    ({ acs }, id, body) => acs.transferToParticipant(id, body),
  ),
  kind(
    { ...acsTransfer, kind: "group" },
    ({ id }) => ({ targetParticipant: identifier, transferee: identifier, operationContext: id }),
    ({ acs }, id, body) => acs.transferToParticipant(id, body),
  ),
  kind(
    { flow: "acs.redirectCall", service: "acs", kind: "incoming" },
    ({ incomingCallContext = "" }) => ({ incomingCallContext, target: identifier }),
    ({ acs }, _, body) => acs.redirectCall(body),
  ),
  kind(
    { ...graphTransfer, kind: "peerToPeer" },
    () => ({ transferTarget: user }),
    ({ graph }, id, body) => graph.transfer(id, body),
  ),
  kind(
    { ...graphTransfer, kind: "peerToPeer" },
    ({ relatedCallId = "" }) => ({ transferTarget: { ...user, replacesCallId: relatedCallId } }),
    ({ graph }, id, body) => graph.transfer(id, body),
  ),
  kind(
    { ...graphTransfer, kind: "group" },
    () => ({ transferTarget: user, transferee: user }),
    ({ graph }, id, body) => graph.transfer(id, body),
  ),
  kind(
    { flow: "graph.redirect", service: "graph", kind: "incoming" },
    () => ({ targets: [user, user] }),
    ({ graph }, id, body) => graph.redirect(id, body),
  ),
];

/**
 * The scenarios in which everybody learns of the end: without those in which the request is refused, notifications are
 * lost or cannot be verified, and the one in which somebody lets it ring for a minute.
 */
export const SCENARIOS = [
  "success",
  "failure",
  "failure-after-accepted",
  "target-declines",
  "busy",
  "target-in-no-tenant",
  "media-before",
  "media-after",
  "delayed",
  "duplicated",
  "batched",
  "reordered",
  "extra-members",
  "subcode-spelling",
] as const satisfies readonly ScenarioName[];

/** A scenario of these. */
export type LoadScenario = (typeof SCENARIOS)[number];

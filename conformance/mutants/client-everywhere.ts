import type { Mutant } from "./mutant.ts";
import { asItIs, deep, inUrl, withBody, withHeader, withMembers, withMethod } from "./client-alters.ts";
import { clientMutant, type Alter, type Scene } from "./client-stage.ts";

/** How the operations differ in what they all have. */
interface Operation extends Pick<Scene, "operation" | "version" | "kind"> {
  readonly wrongPath: Alter;
  readonly withoutTarget: Alter;
  readonly wrongType: Alter;
  readonly deepTarget: Alter;
  readonly otherCall: Alter;
}

const deepTarget = { communicationUser: { id: "8:acs:resource_alice" }, stranger: deep(120) };
const someone = { identity: { user: { id: "heidi" } } };

const operations: readonly Operation[] = [
  {
    operation: "acs.transferToParticipant",
    version: "2024-09-15",
    kind: "peerToPeer",
    wrongPath: inUrl(":transferTo", "%3AtransferTo"),
    withoutTarget: withMembers({ targetParticipant: undefined }),
    wrongType: withMembers({ operationContext: 4711 }),
    deepTarget: withMembers({ targetParticipant: deepTarget }),
    otherCall: inUrl(/[\da-f-]{36}:/, "of-nobody:"),
  },
  {
    operation: "acs.redirectCall",
    version: "2024-09-15",
    kind: "incoming",
    wrongPath: inUrl("callConnections:redirect", "callConnections/:redirect"),
    withoutTarget: withMembers({ target: undefined }),
    wrongType: withMembers({ target: "alice" }),
    deepTarget: withMembers({ target: deepTarget }),
    otherCall: withMembers({ incomingCallContext: "of nobody" }),
  },
  {
    operation: "graph.transfer",
    version: "v1.0",
    kind: "peerToPeer",
    wrongPath: inUrl("/communications/calls", "/app/calls"),
    withoutTarget: withMembers({ transferTarget: undefined }),
    wrongType: withMembers({ transferTarget: { ...someone, participantId: 4711 } }),
    deepTarget: withMembers({ transferTarget: { ...someone, stranger: deep(120) } }),
    otherCall: inUrl(/[\da-f-]{36}\//, "of-nobody/"),
  },
  {
    operation: "graph.redirect",
    version: "v1.0",
    kind: "incoming",
    wrongPath: inUrl(/\/redirect$/, "/microsoft.graph.redirect/redirect"),
    withoutTarget: withMembers({ targets: undefined }),
    wrongType: withMembers({ timeout: "30" }),
    deepTarget: withMembers({ targets: [{ ...someone, stranger: deep(120) }] }),
    otherCall: inUrl(/[\da-f-]{36}\//, "of-nobody/"),
  },
];

/** Faults that clients of every operation can have. */
export const clientMutantsOfAll: readonly Mutant[] = operations.flatMap((one) => {
  const { operation, version, kind } = one;
  const mutant = (slug: string, about: string, alter: Alter, more: Partial<Scene> = {}) =>
    clientMutant(slug, about, { operation, version, kind, alters: [alter], ...more });
  const target = operation === "graph.redirect" ? "targets" : "target";
  return [
    mutant("path", "asks at an address that the operation does not have", one.wrongPath),
    mutant("method", "sends PUT in the place of POST", withMethod("PUT")),
    mutant("credentials", "sends another token", withHeader("authorization", "Bearer another")),
    mutant("media-type", "says that its JSON is text", withHeader("content-type", "text/plain")),
    mutant("body", "sends its request in a list", withBody([someone])),
    mutant(target, "names no target", one.withoutTarget),
    mutant("types", "sends a value of another type", one.wrongType),
    mutant("contract", "sends what is too deep to be judged", one.deepTarget),
    mutant("call", "asks for a call that there is not", one.otherCall),
    mutant("retry", "does not wait as long as Retry-After says", asItIs, {
      alters: [asItIs, asItIs],
      fault: { on: "request", status: 429, retryAfter: 1 },
    }),
  ];
});

import type { Mutant } from "./mutant.ts";
import { receiverMutants } from "./receiver.ts";
import { bodyMutations, methodMutations } from "./receiver-bodies.ts";
import { acsMutations, contentMutations, graphMutations } from "./receiver-content.ts";
import { eventGridMutations } from "./receiver-event-grid.ts";
import { flowMutations } from "./receiver-flows.ts";
import { processMutants } from "./receiver-process.ts";
import { tenantMutation, tokenMutations } from "./receiver-tokens.ts";

const signed = ["graph.commsNotifications", "acs.callAutomationEvents"] as const;

/** Every receiver that is right but for one thing. */
export const receivers: readonly Mutant[] = [
  ...receiverMutants([
    ...flowMutations,
    ...signed.flatMap(contentMutations),
    ...graphMutations,
    ...acsMutations,
    ...eventGridMutations,
    ...signed.flatMap(tokenMutations),
    tenantMutation,
    ...[...signed, "acs.incomingCall" as const].flatMap(bodyMutations),
    ...methodMutations,
  ]),
  ...processMutants,
];

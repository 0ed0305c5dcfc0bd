import type { Mutant } from "./mutant.ts";
import { answerMutations, operations } from "./server-answers.ts";
import { notificationMutations } from "./server-notifications.ts";
import { overlookingMutations, refusingMutations } from "./server-requests.ts";
import { serverMutants } from "./server.ts";

/** Every server that is right but for one thing. */
export const servers: readonly Mutant[] = operations.flatMap((operation) =>
  serverMutants(operation, [
    ...answerMutations(operation),
    ...refusingMutations(operation),
    ...overlookingMutations(operation),
    ...notificationMutations(operation),
  ]),
);

import { clientMutantsOfAcs } from "./client-acs.ts";
import { clientMutantsOfAll } from "./client-everywhere.ts";
import { clientMutantsOfGraph } from "./client-graph.ts";
import type { Mutant } from "./mutant.ts";

/** For every check of clients one that is right but for what the check is about. */
export const clientMutants: readonly Mutant[] = [
  ...clientMutantsOfAll,
  ...clientMutantsOfAcs,
  ...clientMutantsOfGraph,
];

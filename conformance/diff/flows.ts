import type { Change, JsonObject } from "./change.ts";
import { found, type FlowPair } from "./flow/found.ts";
import { compareNotifications } from "./flow/notifications.ts";
import { compareParts } from "./flow/parts.ts";
import { compareStates } from "./flow/states.ts";
import { compareTransitions } from "./flow/transitions.ts";
import { compareVariants } from "./flow/variants.ts";
import { isSame } from "./json.ts";

/** Compares what may follow each operation. */
export function compareFlows(
  old: Readonly<Record<string, JsonObject>>,
  revised: Readonly<Record<string, JsonObject>>,
): Change[] {
  return [...new Set([...Object.keys(old), ...Object.keys(revised)])].toSorted().flatMap((operation) => {
    const [before, after] = [old[operation], revised[operation]];
    if (!before) return [found(operation, "flow-added", [], `It is new what follows ${operation}.`, "new")];
    if (!after)
      return [found(operation, "flow-removed", [], `It is no longer said what follows ${operation}.`, "old")];
    return compareFlow({ operation, old: before, revised: after });
  });
}

function compareFlow(pair: FlowPair): Change[] {
  if (isSame(pair.old, pair.revised)) return [];
  return [
    ...compareParts(pair),
    ...compareVariants(pair),
    ...compareStates(pair),
    ...compareNotifications(pair),
    ...compareTransitions(pair),
  ];
}

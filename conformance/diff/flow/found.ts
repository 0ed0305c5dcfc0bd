import type { Change, JsonObject } from "../change.ts";
import { pointerOf } from "../json.ts";
import { flowRules } from "../rules/flows.ts";

/** The id of a rule about flows. */
export type FlowRule = keyof typeof flowRules;

/** One flow in both versions. */
export interface FlowPair {
  readonly operation: string;
  readonly old: JsonObject;
  readonly revised: JsonObject;
}

/** In which of the two flows a part stands. */
export type Presence = "old" | "new" | "both";

/** One change of a part of a flow, such as `["notifications", "accepted", "must"]`. */
export function found(
  operation: string,
  rule: FlowRule,
  part: readonly string[],
  message: string,
  presence: Presence = "both",
): Change {
  const pointer = pointerOf([operation, ...part]);
  return {
    rule,
    impact: flowRules[rule].impact,
    side: "flow",
    place: [operation, part.join(".")].join(" ").trim(),
    message,
    reaches: [operation],
    ...(presence !== "new" && { oldPointer: pointer }),
    ...(presence !== "old" && { newPointer: pointer }),
  };
}

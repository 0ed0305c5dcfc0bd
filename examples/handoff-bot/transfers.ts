import type { AcsClient } from "call-handoff/acs";
import type { Outcome, Tracker } from "call-handoff/flows";
import type { GraphClient } from "call-handoff/graph";
import { acsTarget, graphTarget, type Target } from "./routing.ts";

/** The transfer of an established call of two. */
export interface Transfer {
  readonly service: "acs" | "graph";
  /** Of ACS the call connection id. */
  readonly callId: string;
  readonly target: Target;
}

/** Asks for a transfer, and resolves when the tracker knows how it ended. */
export function transferring(
  acs: AcsClient,
  graph: GraphClient,
  tracker: Tracker,
): (transfer: Transfer) => Promise<Outcome> {
  return async ({ service, callId, target }) => {
    if (service === "graph") {
      const request = { transferTarget: graphTarget(target) };
      const answer = graph.transfer(callId, request);
      return tracker.watch(answer, { operation: "graph.transfer", callId, request }).outcome;
    }
    // By the context two transfers of one call are told apart.
    const request = { targetParticipant: acsTarget(target), operationContext: crypto.randomUUID() };
    const answer = acs.transferToParticipant(callId, request);
    return tracker.watch(answer, { operation: "acs.transferToParticipant", callId, request }).outcome;
  };
}

/** Whether it is a transfer that can be asked for. */
export function isTransfer(value: unknown): value is Transfer {
  if (!isRecord(value) || !isText(value["callId"])) return false;
  const { service, target } = value;
  if (service !== "acs" && service !== "graph") return false;
  return isRecord(target) && isText(target["phone"]) !== isText(target["teamsUser"]);
}

/** What of an outcome is told. The notification stays here, as it holds names and numbers of people. */
export function told(end: Outcome) {
  const { state, ...rest } = end;
  return { ...rest, notification: undefined, at: state.at };
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function isText(value: unknown): value is string {
  return typeof value === "string" && value !== "";
}

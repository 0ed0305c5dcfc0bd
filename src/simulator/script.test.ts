import { expect, test } from "vitest";
import type { Flow } from "../../generated/contract.ts";
import { flows, type FlowName } from "../../generated/flows.ts";
import { answered } from "../flows/next.ts";
import { scenarios } from "./scenarios.ts";
import { readyState, scriptOf } from "./script.ts";

/** The script of a flow that nobody has asked for before, so that it is not one that is kept. */
function script(
  flow: FlowName,
  variant: string,
  { scenario, leaves }: { scenario: keyof typeof scenarios; leaves: boolean },
): string {
  const known: Flow = flows[flow];
  const { at } = answered({ flow, variant, at: readyState(known) }, known.success);
  const unheardOf = { ...known, operation: crypto.randomUUID() };
  return scriptOf(unheardOf, variant, at, scenarios[scenario], leaves).join(", ");
}

const told = ["success", "failure", "failure-after-accepted", "media-before", "media-after"] as const;

test("what is told of a call that was handed on, in every flow, to its end", () => {
  const all = Object.keys(flows)
    .filter((name): name is FlowName => name in flows)
    .flatMap((flow) =>
      Object.keys(flows[flow].variants).flatMap((variant) =>
        [false, true].flatMap((leaves) =>
          told.map(
            (scenario) =>
              `${flow} ${variant}, ${scenario}${leaves ? ", left alone" : ""}: ${script(flow, variant, { scenario, leaves })}`,
          ),
        ),
      ),
    );
  expect(all).toEqual([
    "acs.redirectCall redirect, success: ",
    "acs.redirectCall redirect, failure: ",
    "acs.redirectCall redirect, failure-after-accepted: ",
    "acs.redirectCall redirect, media-before: ",
    "acs.redirectCall redirect, media-after: ",
    "acs.redirectCall redirect, success, left alone: ",
    "acs.redirectCall redirect, failure, left alone: ",
    "acs.redirectCall redirect, failure-after-accepted, left alone: ",
    "acs.redirectCall redirect, media-before, left alone: ",
    "acs.redirectCall redirect, media-after, left alone: ",
    "acs.transferToParticipant oneToOne, success: accepted, disconnected",
    "acs.transferToParticipant oneToOne, failure: failed",
    "acs.transferToParticipant oneToOne, failure-after-accepted: failed",
    "acs.transferToParticipant oneToOne, media-before: participantsUpdated, accepted, disconnected",
    "acs.transferToParticipant oneToOne, media-after: accepted, participantsUpdated, disconnected",
    "acs.transferToParticipant oneToOne, success, left alone: accepted, disconnected",
    "acs.transferToParticipant oneToOne, failure, left alone: failed",
    "acs.transferToParticipant oneToOne, failure-after-accepted, left alone: failed",
    "acs.transferToParticipant oneToOne, media-before, left alone: participantsUpdated, accepted, disconnected",
    "acs.transferToParticipant oneToOne, media-after, left alone: accepted, participantsUpdated, disconnected",
    "acs.transferToParticipant group, success: accepted",
    "acs.transferToParticipant group, failure: failed",
    "acs.transferToParticipant group, failure-after-accepted: failed",
    "acs.transferToParticipant group, media-before: participantsUpdated, accepted",
    "acs.transferToParticipant group, media-after: accepted, participantsUpdated",
    "acs.transferToParticipant group, success, left alone: accepted, disconnected",
    "acs.transferToParticipant group, failure, left alone: failed",
    "acs.transferToParticipant group, failure-after-accepted, left alone: failed",
    "acs.transferToParticipant group, media-before, left alone: participantsUpdated, accepted, disconnected",
    "acs.transferToParticipant group, media-after, left alone: accepted, participantsUpdated, disconnected",
    "graph.redirect redirect, success: terminated",
    "graph.redirect redirect, failure: terminated",
    "graph.redirect redirect, failure-after-accepted: terminated",
    "graph.redirect redirect, media-before: terminated",
    "graph.redirect redirect, media-after: terminated",
    "graph.redirect redirect, success, left alone: terminated",
    "graph.redirect redirect, failure, left alone: terminated",
    "graph.redirect redirect, failure-after-accepted, left alone: terminated",
    "graph.redirect redirect, media-before, left alone: terminated",
    "graph.redirect redirect, media-after, left alone: terminated",
    "graph.transfer direct, success: transferring, transferAccepted, transferred",
    "graph.transfer direct, failure: transferring, transferFailed",
    "graph.transfer direct, failure-after-accepted: transferring, transferAccepted, transferFailed",
    "graph.transfer direct, media-before: transferring, mediaChanged, transferAccepted, transferred",
    "graph.transfer direct, media-after: transferring, transferAccepted, mediaChanged, transferred",
    "graph.transfer direct, success, left alone: transferring, transferAccepted, transferred",
    "graph.transfer direct, failure, left alone: transferring, transferFailed",
    "graph.transfer direct, failure-after-accepted, left alone: transferring, transferAccepted, transferFailed",
    "graph.transfer direct, media-before, left alone: transferring, mediaChanged, transferAccepted, transferred",
    "graph.transfer direct, media-after, left alone: transferring, transferAccepted, mediaChanged, transferred",
    "graph.transfer consultative, success: transferring, transferAccepted, appTransferred",
    "graph.transfer consultative, failure: transferring, consultativeTransferFailed",
    "graph.transfer consultative, failure-after-accepted: transferring, transferAccepted, consultativeTransferFailed",
    "graph.transfer consultative, media-before: transferring, mediaChanged, transferAccepted, appTransferred",
    "graph.transfer consultative, media-after: transferring, transferAccepted, mediaChanged, appTransferred",
    "graph.transfer consultative, success, left alone: transferring, transferAccepted, appTransferred",
    "graph.transfer consultative, failure, left alone: transferring, consultativeTransferFailed",
    "graph.transfer consultative, failure-after-accepted, left alone: transferring, transferAccepted, consultativeTransferFailed",
    "graph.transfer consultative, media-before, left alone: transferring, mediaChanged, transferAccepted, appTransferred",
    "graph.transfer consultative, media-after, left alone: transferring, transferAccepted, mediaChanged, appTransferred",
  ]);
});

test("a script is read off once for each flow, variant, state, scenario and way to leave", () => {
  const flow: Flow = { ...flows["graph.transfer"], operation: crypto.randomUUID() };
  const { at } = answered({ flow: "graph.transfer", variant: "direct", at: readyState(flow) }, flow.success);
  const first = scriptOf(flow, "direct", at, scenarios.success, false);
  expect(scriptOf(flow, "direct", at, scenarios.success, false)).toBe(first);
  expect(scriptOf(flow, "direct", at, scenarios.failure, false)).not.toEqual(first);
});

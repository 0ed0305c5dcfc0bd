import type { CheckId } from "../gate/catalogue.ts";
import { kitFor, type Kit } from "./kit.ts";
import { acsCall, acsEvent, acsUser, itemsOf, samples, type Json } from "./messages.ts";
import { takenStep, type Plan } from "./plan.ts";
import type { Player, Playing } from "./play.ts";
import type { Mint } from "./tokens.ts";

const WEBHOOK = "acs.callAutomationEvents";

/** What receivers of mid-call events have to take. */
export function acsPlans(player: Player, mint: Mint): Plan[] {
  const kit = kitFor(WEBHOOK, player, mint);
  return [kit.first(samples.acs), ...flows(kit), ...deliveries(kit, player), ...events(kit)];
}

const transfer = (playing: Partial<Playing> = {}): Playing => ({
  operation: "acs.transferToParticipant",
  example: 1,
  ...playing,
});

function flows(kit: Kit): Plan[] {
  const [accepted, failed, disconnected, updated] = [
    "acs.transferToParticipant/receiver/accepted",
    "acs.transferToParticipant/receiver/failed",
    "acs.transferToParticipant/receiver/disconnected",
    "acs.transferToParticipant/receiver/participants-updated",
  ] as const;
  const byName: Readonly<Record<string, CheckId>> = {
    accepted,
    failed,
    disconnected,
    participantsUpdated: updated,
  };
  /** Each event has a check of its own. */
  const flow = (checks: readonly CheckId[], playing: Partial<Playing>) =>
    kit.playedFor(checks, ([name = ""]) => byName[name] ?? accepted, transfer(playing));
  return [
    flow([accepted], { scenario: "success" }),
    flow([accepted, disconnected], { scenario: "success", ofTwo: true }),
    flow([failed], { scenario: "failure" }),
    flow([failed], { scenario: "failure", ofTwo: true }),
    flow([failed], { scenario: "target-declines" }),
    flow([accepted, updated], { scenario: "media-before" }),
  ];
}

/** The same, told otherwise. */
function deliveries(kit: Kit, player: Player): Plan[] {
  const batch = `${WEBHOOK}/receiver/batch` as const;
  return [
    kit.played(batch, transfer({ scenario: "batched", ofTwo: true })),
    kit.plan(batch, "events of two calls in one request", async () => {
      const one = await player.play(transfer());
      const other = await player.play(transfer({ scenario: "failure" }));
      const all = [...one.told, ...other.told].flatMap(({ body }) => itemsOf(body));
      return [takenStep("events of two calls in one request", [batch], () => kit.signed(all))];
    }),
    kit.played(`${WEBHOOK}/receiver/duplicate`, transfer({ scenario: "duplicated", ofTwo: true })),
    kit.played(`${WEBHOOK}/receiver/reordered`, transfer({ scenario: "reordered", ofTwo: true })),
    kit.played(`${WEBHOOK}/receiver/unknown-members`, transfer({ scenario: "extra-members", ofTwo: true })),
  ];
}

const done = { code: 200, subCode: 0, message: "Action completed successfully." };
const declined = {
  code: 603,
  subCode: 8538,
  message: "The target declined the call.",
  sipDetails: { code: 603, message: "Decline" },
  q850Details: { code: 21, message: "Call rejected" },
};

/** Single events. */
function events(kit: Kit): Plan[] {
  const one = (check: CheckId, title: string, event: () => Json) =>
    kit.handmade(check, title, () => [[event()]]);
  const accepted = (data: Json, more?: Json) =>
    acsEvent("CallTransferAccepted", { ...acsCall(), resultInformation: done, ...data }, more);
  const extensions = { sequence: "1", traceparent: `00-${"1".repeat(32)}-${"1".repeat(16)}-01` };
  return [
    one(`${WEBHOOK}/receiver/other-events`, "CallConnected", () => acsEvent("CallConnected", acsCall())),
    one(`${WEBHOOK}/receiver/other-events`, "AddParticipantSucceeded", () =>
      acsEvent("AddParticipantSucceeded", { ...acsCall(), participant: acsUser, resultInformation: done }),
    ),
    one(`${WEBHOOK}/receiver/unknown-event`, "an event of a type that nobody knows", () =>
      acsEvent("SimulatedEvent", acsCall()),
    ),
    one(`${WEBHOOK}/receiver/extension-attributes`, "an event with extension attributes", () =>
      accepted({}, extensions),
    ),
    ...["CallTransferAccepted", "CallTransferFailed", "CallDisconnected"].map((name) =>
      one(`${WEBHOOK}/receiver/optional-members`, `${name} without what may be missing`, () =>
        bare(acsEvent(name, {})),
      ),
    ),
    ...identifiers.map((transferTarget) =>
      one(`${WEBHOOK}/receiver/identifiers`, `an identifier of the kind ${transferTarget.kind}`, () =>
        accepted({ transferTarget, transferee: acsUser }),
      ),
    ),
    one(`${WEBHOOK}/receiver/teams-extension-user`, "a user of a Teams extension", () =>
      accepted({ transferTarget: teamsExtensionUser }),
    ),
    one(`${WEBHOOK}/receiver/result-details`, "what the telephone network has said", () =>
      acsEvent("CallTransferFailed", { ...acsCall(), resultInformation: declined }),
    ),
  ];
}

const guid = "00000000-0000-4000-8000-000000000002";

/** One identifier of each kind that both versions know. */
const identifiers = [
  acsUser,
  { kind: "phoneNumber", rawId: "4:+14255550123", phoneNumber: { value: "+14255550123" } },
  {
    kind: "microsoftTeamsUser",
    rawId: `8:orgid:${guid}`,
    microsoftTeamsUser: { userId: guid, isAnonymous: false, cloud: "public" },
  },
  {
    kind: "microsoftTeamsApp",
    rawId: `28:orgid:${guid}`,
    microsoftTeamsApp: { appId: guid, cloud: "public" },
  },
  { kind: "unknown", rawId: "simulated:unknown" },
] as const;

/** Of the newer version alone. */
const teamsExtensionUser: Json = {
  kind: "teamsExtensionUser",
  rawId: `8:acs:${guid}_${guid}_${guid}`,
  teamsExtensionUser: { userId: guid, tenantId: guid, resourceId: guid, cloud: "public" },
};

/** What an envelope cannot do without. */
function bare({ id, source, type, specversion, data }: Json): Json {
  return { id, source, type, specversion, data };
}

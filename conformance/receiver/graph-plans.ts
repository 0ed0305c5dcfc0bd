import { callStates } from "../../generated/graph/received.ts";
import type { CheckId } from "../gate/catalogue.ts";
import { graphFlows, transfer } from "./graph-flows.ts";
import { kitFor, type Kit } from "./kit.ts";
import { everyObject, graphBody, graphCall, graphItem, itemsOf, samples, type Json } from "./messages.ts";
import { posted, takenStep, type Plan } from "./plan.ts";
import type { Played, Player } from "./play.ts";
import type { Mint } from "./tokens.ts";

const WEBHOOK = "graph.commsNotifications";

/** What Graph's receivers have to take. */
export function graphPlans(player: Player, mint: Mint): Plan[] {
  const kit = kitFor(WEBHOOK, player, mint);
  return [
    kit.first(samples.graph),
    ...graphFlows(kit),
    ...deliveries(kit, player),
    ...variations(kit, player),
    ...resources(kit),
    issuers(kit, mint),
  ];
}

/** The same, told otherwise. */
function deliveries(kit: Kit, player: Player): Plan[] {
  const batch = `${WEBHOOK}/receiver/batch` as const;
  const reordered = `${WEBHOOK}/receiver/reordered` as const;
  return [
    kit.played(batch, transfer("batched")),
    kit.plan(batch, "notifications of two calls in one request", async () => {
      const one = await player.play(transfer("success"));
      const other = await player.play(transfer("success", 2));
      return one.told.map(({ names, body }, index) => {
        const items = [body, other.told[index]?.body].flatMap(itemsOf);
        return takenStep(`${names.join()} of two calls`, [batch], () => kit.signed(graphBody(items)));
      });
    }),
    kit.played(`${WEBHOOK}/receiver/duplicate`, transfer("duplicated")),
    kit.played(reordered, transfer("reordered")),
    kit.plan(reordered, "a transfer that is told from its end", async () => {
      const { told } = await player.play(transfer("success", 2));
      return kit.steps(told.toReversed(), () => reordered, "told from the end");
    }),
  ];
}

/** The same, written otherwise. */
function variations(kit: Kit, player: Player): Plan[] {
  const changed = (
    check: CheckId,
    title: string,
    change: (body: unknown) => unknown,
    play: () => Promise<Played>,
  ) =>
    kit.plan(check, title, async () => {
      const { told } = await play();
      return kit.steps(
        told.map(({ names, body }) => ({ names, body: change(body) })),
        () => check,
        title,
      );
    });
  const unknownMembers = `${WEBHOOK}/receiver/unknown-members` as const;
  const asText = `${WEBHOOK}/receiver/codes-as-text` as const;
  const subCode = `${WEBHOOK}/receiver/sub-code-spelling` as const;
  const redirect = { operation: "graph.redirect", example: 1 } as const;
  return [
    changed(`${WEBHOOK}/receiver/open-members`, "members of real traffic", withOpenMembers, () =>
      player.play(redirect),
    ),
    kit.played(unknownMembers, transfer("extra-members")),
    kit.played(unknownMembers, { ...redirect, example: 3, scenario: "extra-members" }),
    kit.played(subCode, transfer("subcode-spelling")),
    kit.played(subCode, transfer("subcode-spelling", 2)),
    changed(asText, "codes of a success as text", withTextCodes, () => player.play(transfer("success"))),
    changed(asText, "codes of a failure as text", withTextCodes, () => player.play(transfer("failure"))),
  ];
}

/** Every state, and what is no call. */
function resources(kit: Kit): Plan[] {
  const one = (check: CheckId, title: string, data: unknown, below = "") =>
    kit.handmade(check, title, () => [graphBody([graphItem(crypto.randomUUID(), data, below)])]);
  // The one of beta alone has a check of its own, and the last stands for all that are unknown.
  const states = callStates.filter((state) => state !== "ringing" && state !== "unknownFutureValue");
  const user = { id: "550fae72-d251-43ec-868c-373732c2704f", displayName: "Heidi Steen" };
  const info = { "@odata.type": "#microsoft.graph.participantInfo", identity: { user } };
  const participant = { "@odata.type": "#microsoft.graph.participant", id: "1", isMuted: false, info };
  const other = { "@odata.type": "#microsoft.graph.simulatedResource", id: "1" };
  return [
    ...states.map((state) =>
      one(`${WEBHOOK}/receiver/known-states`, `a call in the state ${state}`, graphCall(state)),
    ),
    one(`${WEBHOOK}/receiver/ringing`, "a call in the state ringing", graphCall("ringing")),
    one(
      `${WEBHOOK}/receiver/unknown-state`,
      "a call in a state that nobody knows",
      graphCall("simulatedState"),
    ),
    one(
      `${WEBHOOK}/receiver/unknown-resource`,
      "a resource that nobody knows",
      other,
      "/simulatedResources/1",
    ),
    one(`${WEBHOOK}/receiver/participants`, "the participants of a call", [participant], "/participants"),
  ];
}

function issuers(kit: Kit, mint: Mint): Plan {
  const check = `${WEBHOOK}/receiver/documented-issuers` as const;
  return kit.plan(check, "good tokens of every documented issuer", () =>
    mint
      .issuers("graph")
      .map((issuer) =>
        takenStep(`a good token of the issuer ${issuer}`, [check], async () =>
          posted(samples.graph(), { authorization: await mint.bearer("graph", issuer) }),
        ),
      ),
  );
}

/** Members of real traffic in types that are open. */
function withOpenMembers(body: unknown): Json {
  const seen = { "@odata.etag": 'W/"1"', terminationSender: "Platform", replacementLink: null };
  const items = itemsOf(body).map(({ resourceUrl, resourceData, ...item }) => ({
    ...item,
    resourceUrl,
    resource: resourceUrl,
    resourceData: everyObject(resourceData, (object, name) => {
      if (name === "") return { ...object, ...seen };
      return name === "user" || name === "application" ? { ...object, identityProvider: "AAD" } : object;
    }),
  }));
  return graphBody(items);
}

/** Codes in quotes. */
function withTextCodes(body: unknown): unknown {
  return everyObject(body, (object, name) => {
    const { code, subcode } = object;
    return name === "resultInfo"
      ? { ...object, code: `${Number(code)}`, subcode: `${Number(subcode)}` }
      : object;
  });
}

import { callPaths } from "../../generated/graph/received.ts";
import { isFlowName, isMaskedIn } from "./calls.ts";
import { isRecord } from "../http/result.ts";
import { documentedItem } from "./documented.ts";
import type { Item, Situation } from "./notifications.ts";
import type { Scenario } from "./scenarios.ts";

/** What the notification of a failure says, where the scenario knows more than the documents do. */
const MESSAGES: Readonly<Record<NonNullable<Scenario["unanswered"]>, string>> = {
  declined: "The target declined the call.",
  busy: "The target is busy.",
  noAnswer: "The target did not answer.",
  unknownTarget: "The target was not found in the tenant.",
};

/** An item as the nearest documented example shows it, of this call; made up of what it is known by where none does. */
export function graphItem(name: string, situation: Situation): Item {
  const { call, flow, example, scenario } = situation;
  const known = flow.notifications[name];
  const documented = isFlowName(flow.operation) ? documentedItem(flow.operation, name, example) : undefined;
  const item: Item = documented ?? { "@odata.type": "#microsoft.graph.commsNotification" };
  item["resourceUrl"] = callPaths[0].replace("{id}", () => call.id);
  const shown: Item = isRecord(item["resourceData"])
    ? item["resourceData"]
    : { "@odata.type": "#microsoft.graph.call" };
  item["resourceData"] = shown;
  if (!documented)
    for (const [place, values] of Object.entries(known?.where ?? {})) put(item, place, values[0]);
  // Who calls and who is called is as it was announced, whatever the document shows of its own call.
  Object.assign(shown, structuredClone(call.data));
  if ("callbackUri" in shown) shown["callbackUri"] = call.addresses.call;
  if ("id" in shown) shown["id"] = call.id;
  const { unanswered } = scenario;
  const result = shown["resultInfo"];
  if (unanswered && isRecord(result) && typeof result["code"] === "number" && result["code"] >= 400)
    shown["resultInfo"] = { ...result, message: MESSAGES[unanswered] };
  return shownTo(item, shown, situation);
}

/** Who picked up, and whom the masks of a redirect hide. */
function shownTo(item: Item, shown: Item, { request, scenario, bot, flow }: Situation): Item {
  const isFailed = scenario.unanswered !== undefined || scenario.end === "failed";
  if (flow.targets.ringFor === undefined || request === undefined) return item;
  const masked = { "@odata.type": "#microsoft.graph.participantInfo", identity: bot };
  if (isMaskedIn(flow, request, "caller")) shown["source"] = masked;
  if (isFailed) delete shown["answeredBy"];
  else if (isMaskedIn(flow, request, "callee")) shown["answeredBy"] = masked;
  return item;
}

/** Puts a value at a place, and objects on the way to it where there are none. */
function put(item: Item, place: string, value: unknown): void {
  const names = place.split("/").slice(1);
  let here = item;
  for (const name of names.slice(0, -1)) {
    const next = here[name];
    const below: Item = isRecord(next) ? next : {};
    here[name] = below;
    here = below;
  }
  here[names.at(-1) ?? ""] = value;
}

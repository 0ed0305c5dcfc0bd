import type { Credentials } from "../../src/simulator/index.ts";
import type { Selected } from "../gate/selection.ts";
import type { Verdicts } from "../gate/verdicts.ts";
import { acsPlans } from "./acs-plans.ts";
import { eventGridPlans } from "./event-grid-plans.ts";
import { graphPlans } from "./graph-plans.ts";
import type { KeyServer } from "./keys.ts";
import type { ReceiverOptions } from "./options.ts";
import type { Plan } from "./plan.ts";
import { player } from "./play.ts";
import { attackPlans, bodyPlans, rotationPlan } from "./refused-plans.ts";
import type { Targets } from "./targets.ts";
import { mint } from "./tokens.ts";

/** Excludes what the user has not asked for, and gives the rest. */
export function excludeUnasked(
  { rotateKeys = false, command }: ReceiverOptions,
  selected: readonly Selected[],
  { eventGrid }: Targets,
  verdicts: Verdicts,
): Selected[] {
  const reasonFor = ({ id, operation }: Selected["info"]): string | undefined => {
    if (eventGrid === undefined && /^acs\.(incomingCall|redirectCall)/.test(operation))
      return "No address for what Event Grid sends was given (--event-grid-url).";
    if (!rotateKeys && id.endsWith("/key-rotation"))
      return "Keys change only with --rotate-keys, as receivers may wait before they read keys again.";
    if (!command && id.endsWith("/process"))
      return "The receiver was started elsewhere, so its process is not seen.";
    return undefined;
  };
  return selected.filter(({ info, version }) => {
    const reason = reasonFor(info);
    if (reason !== undefined) verdicts.exclude(version, info.id, reason);
    return reason === undefined;
  });
}

/** What has to be carried out for these checks. */
export function plansFor(
  { rotateKeys = false }: ReceiverOptions,
  selected: readonly Selected[],
  { graph, acs, eventGrid }: Targets,
  credentials: Credentials,
  keys: Promise<KeyServer>,
): Plan[] {
  const calls = player(credentials);
  const tokens = mint(keys, credentials);
  let rotated: Promise<void> | undefined;
  const rotate = () => (rotated ??= keys.then((server) => server.rotate()));
  const ofGraph = graph === undefined ? [] : (["graph.commsNotifications"] as const);
  const ofAcs = acs === undefined ? [] : (["acs.callAutomationEvents"] as const);
  const ofEventGrid = eventGrid === undefined ? [] : (["acs.incomingCall"] as const);
  const plans = [
    ...ofGraph.flatMap(() => graphPlans(calls, tokens)),
    ...ofAcs.flatMap(() => acsPlans(calls, tokens)),
    ...ofEventGrid.flatMap(() => eventGridPlans(calls)),
    ...[...ofGraph, ...ofAcs].flatMap((webhook) => attackPlans(webhook, tokens)),
    ...[...ofGraph, ...ofAcs, ...ofEventGrid].flatMap((webhook) => bodyPlans(webhook, tokens, calls)),
    ...(rotateKeys ? [...ofGraph, ...ofAcs].map((webhook) => rotationPlan(webhook, tokens, rotate)) : []),
  ];
  const ids = new Set(selected.map(({ info }) => info.id));
  const isWanted = ({ checks }: Plan) => checks.some((id) => ids.has(id));
  const webhooks = new Set(plans.filter(isWanted).map(({ webhook }) => webhook));
  // By the first ones it is known what a refusal means.
  return plans.filter((plan) => isWanted(plan) || (plan.phase === "first" && webhooks.has(plan.webhook)));
}

/** Begins to make what is sent, while keys are made and a command starts. */
export function prepared(plans: readonly Plan[]): Plan[] {
  return plans.map((plan) => {
    if (plan.phase !== "content") return plan;
    const steps = (async () => plan.steps())();
    // Whoever carries it out is told.
    steps.catch(() => {});
    return { ...plan, steps: () => steps };
  });
}

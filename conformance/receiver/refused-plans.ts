import type { CheckId } from "../gate/catalogue.ts";
import { attacksOn, attacksOnGraph, type SignedWebhook } from "./attacks.ts";
import { samples } from "./messages.ts";
import { posted, serviceOf, takenStep, type Plan, type Step } from "./plan.ts";
import type { Player } from "./play.ts";
import type { Outgoing } from "./sender.ts";
import type { Mint } from "./tokens.ts";

/** The webhooks whose receivers are tried with what they cannot take. */
type Tried = SignedWebhook | "acs.incomingCall";

/** In bytes. */
const HUGE = 5_000_000;

/** Good notifications under tokens that prove nothing; after each a good one, which has to be taken. */
export function attackPlans(webhook: SignedWebhook, mint: Mint): Plan[] {
  const service = serviceOf(webhook);
  const survival = `${webhook}/receiver/keeps-running` as const;
  const attacks = attacksOn(service, mint).map(({ slug, ...attack }) => ({
    check: `${webhook}/receiver/${slug}` as const,
    ...attack,
  }));
  const ofGraph = attacksOnGraph(mint).map(({ slug, ...attack }) => ({
    check: `graph.commsNotifications/receiver/${slug}` as const,
    ...attack,
  }));
  const all = webhook === "graph.commsNotifications" ? [...attacks, ...ofGraph] : attacks;
  return all.map(({ check, about, authorization }, index) => ({
    id: `${check}-${index}`,
    title: about,
    phase: "tokens",
    webhook,
    operation: webhook,
    checks: [check, survival],
    steps: () => [
      {
        about: `a notification with ${about}`,
        survival,
        judged: [{ check, want: "refused" }],
        request: async () => posted(samples[service](), present({ authorization: await authorization() })),
      },
      control(survival, () => good(webhook, mint)),
    ],
  }));
}

/** Requests that are no notifications; after each a good one, which has to be taken. */
export function bodyPlans(webhook: Tried, mint: Mint, player: Player): Plan[] {
  const survival = `${webhook}/receiver/keeps-running` as const;
  const goodOne = () => (webhook === "acs.incomingCall" ? announcement(player) : good(webhook, mint));
  const plan = (
    check: CheckId,
    about: string,
    spoil: (request: Outgoing) => Outgoing,
    more: Pick<Step, "mayClose"> = {},
  ): Plan => ({
    id: check,
    title: about,
    phase: "bodies",
    webhook,
    operation: webhook,
    checks: [check, survival],
    steps: () => [
      {
        about,
        survival,
        judged: [{ check, want: "refused" }],
        request: async () => spoil(await goodOne()),
        ...more,
      },
      control(survival, goodOne),
    ],
  });
  const bodies = [
    plan(`${webhook}/receiver/malformed-json`, "a body that is no JSON", ({ body = "", ...request }) => ({
      ...request,
      body: body.slice(0, -1),
    })),
    plan(`${webhook}/receiver/empty-body`, "an empty body", (request) => ({ ...request, body: "" })),
    plan(
      `${webhook}/receiver/oversized-body`,
      "a body of five million bytes",
      (request) => ({ ...request, padding: HUGE }),
      { mayClose: true },
    ),
  ];
  if (webhook === "acs.incomingCall") return bodies;
  const get = ({ headers }: Outgoing) => ({ method: "GET", headers });
  return [...bodies, plan(`${webhook}/receiver/wrong-method`, "a GET in the place of a POST", get)];
}

/** A notification whose token a new key has signed. */
export function rotationPlan(webhook: SignedWebhook, mint: Mint, rotate: () => Promise<void>): Plan {
  const check = `${webhook}/receiver/key-rotation` as const;
  const about = "a notification whose token is signed by a new key";
  return {
    id: check,
    title: about,
    phase: "rotation",
    webhook,
    operation: webhook,
    checks: [check],
    async steps() {
      await rotate();
      return [{ ...takenStep(about, [check], () => good(webhook, mint)), patient: true }];
    },
  };
}

/** Shows that the receiver goes on. */
function control(check: CheckId, request: Step["request"]): Step {
  return { about: "a good notification after that", request, judged: [{ check, want: "taken" }] };
}

async function good(webhook: SignedWebhook, mint: Mint): Promise<Outgoing> {
  const service = serviceOf(webhook);
  return posted(samples[service](), { authorization: await mint.bearer(service) });
}

async function announcement(player: Player): Promise<Outgoing> {
  const [told] = (await player.announce()).told;
  return posted(told?.body, { "aeg-event-type": "Notification" });
}

function present(headers: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

import type { CheckId } from "../gate/catalogue.ts";
import type { SignedWebhook } from "./attacks.ts";
import { posted, serviceOf, takenStep, type Plan, type Step } from "./plan.ts";
import type { Player, Playing, Told } from "./play.ts";
import type { Outgoing } from "./sender.ts";
import type { Mint } from "./tokens.ts";

/** Makes plans of good notifications for one webhook. Titles are unique among those of a check. */
export interface Kit {
  /** A request with a body and a good token. */
  signed(body: unknown): Promise<Outgoing>;
  plan(check: CheckId, title: string, steps: Plan["steps"]): Plan;
  /** What is told of a call. */
  steps(told: readonly Told[], checkOf: (names: readonly string[]) => CheckId, where: string): Step[];
  /** All that is told of a documented call, for one check. */
  played(check: CheckId, playing: Playing): Plan;
  /** The same for several, each of which is about some of it. */
  playedFor(
    checks: readonly CheckId[],
    checkOf: (names: readonly string[]) => CheckId,
    playing: Playing,
  ): Plan;
  /** Requests that no call leads to. */
  handmade(check: CheckId, title: string, bodies: () => readonly unknown[]): Plan;
  /** The plan by which the others are measured. */
  first(sample: () => unknown): Plan;
}

/** Makes a kit. */
export function kitFor(webhook: SignedWebhook, player: Player, mint: Mint): Kit {
  const signed: Kit["signed"] = async (body) =>
    posted(body, { authorization: await mint.bearer(serviceOf(webhook)) });
  const plan: Kit["plan"] = (check, title, steps) => ({
    id: `${check}: ${title}`,
    title,
    phase: "content",
    webhook,
    operation: check.split("/")[0] ?? "",
    checks: [check],
    steps,
  });
  const steps: Kit["steps"] = (told, checkOf, where) =>
    told.map(({ names, body }) =>
      takenStep(`the notification ${names.join(" and ")} (${where})`, [checkOf(names)], () => signed(body)),
    );
  const playedFor: Kit["playedFor"] = (checks, checkOf, playing) => {
    const { operation, example, scenario = "success", ofTwo = false } = playing;
    const where = `example ${example}, ${scenario}${ofTwo ? ", a call of two" : ""}`;
    const [first = checkOf([])] = checks;
    const made = async () => steps((await player.play(playing)).told, checkOf, where);
    return { ...plan(first, `${operation}, ${where}`, made), checks };
  };
  return {
    signed,
    plan,
    steps,
    playedFor,
    played: (check, playing) => playedFor([check], () => check, playing),
    handmade: (check, title, bodies) =>
      plan(check, title, () => bodies().map((body) => takenStep(title, [check], () => signed(body)))),
    first(sample) {
      const check = `${webhook}/receiver/valid-token` as const;
      const about = "a notification with a good token";
      return {
        ...plan(check, about, () => [takenStep(about, [check], () => signed(sample()))]),
        phase: "first",
        checks: [check, `${webhook}/receiver/in-time`],
      };
    },
  };
}

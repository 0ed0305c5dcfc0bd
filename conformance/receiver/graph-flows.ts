import type { ScenarioName } from "../../src/simulator/index.ts";
import type { CheckId } from "../gate/catalogue.ts";
import type { Kit } from "./kit.ts";
import type { Plan } from "./plan.ts";
import { exampleCount, type Playing } from "./play.ts";

/** Examples of a transfer whose target is in another call with the bot already. */
const CONSULTATIVE: ReadonlySet<number> = new Set([2, 4]);

const audio = "graph.transfer/receiver/audio-state";

/** Every documented flow of Graph, in success and in failure. */
export function graphFlows(kit: Kit): Plan[] {
  return [
    ...numbersTo(exampleCount("graph.transfer")).flatMap((example) => {
      const kind = CONSULTATIVE.has(example) ? "consultative" : "direct";
      const of = (end: "completed" | "failed", scenario: ScenarioName) =>
        kit.played(`graph.transfer/receiver/${kind}-${end}`, transfer(scenario, example));
      return [of("completed", "success"), of("failed", "failure")];
    }),
    ...numbersTo(exampleCount("graph.redirect")).flatMap((example) =>
      (["success", "failure"] as const).map((scenario) => redirect(kit, example, scenario)),
    ),
    // The documents list the failure behind the acceptance, and do not say whether it may come instead of it.
    kit.played("graph.transfer/receiver/direct-failed", transfer("failure-after-accepted", 1)),
    kit.played("graph.transfer/receiver/consultative-failed", transfer("failure-after-accepted", 2)),
    ...(["media-before", "media-after"] as const).map((scenario) =>
      kit.playedFor(
        [audio],
        (names) => (names.includes("transferred") ? "graph.transfer/receiver/direct-completed" : audio),
        transfer(scenario),
      ),
    ),
  ];
}

/** A transfer as an example shows it. */
export function transfer(scenario: ScenarioName, example = 1): Playing {
  return { operation: "graph.transfer", example, scenario };
}

function redirect(kit: Kit, example: number, scenario: "success" | "failure"): Plan {
  // The third is of an application instance, and shows who has picked up.
  const isThird = example === 3;
  const announced: CheckId = isThird
    ? "graph.redirect/receiver/application-instance"
    : "graph.redirect/receiver/incoming";
  const ended: CheckId =
    isThird && scenario === "success"
      ? "graph.redirect/receiver/answered-by"
      : "graph.redirect/receiver/terminated";
  return kit.playedFor([announced, ended], (names) => (names.includes("incoming") ? announced : ended), {
    operation: "graph.redirect",
    example,
    scenario,
  });
}

function numbersTo(count: number): number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

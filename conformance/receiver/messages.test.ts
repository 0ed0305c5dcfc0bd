import { describe, expect, test } from "vitest";
import type { VersionName } from "../../generated/operations.ts";
import { defaultCredentials } from "../../src/simulator/index.ts";
import { judgeNotification } from "../../src/validate/index.ts";
import { catalogue } from "../gate/catalogue.ts";
import { acsPlans } from "./acs-plans.ts";
import { eventGridPlans } from "./event-grid-plans.ts";
import { graphPlans } from "./graph-plans.ts";
import type { Plan } from "./plan.ts";
import { startKeyServer } from "./keys.ts";
import { player } from "./play.ts";
import { mint } from "./tokens.ts";

/** Checks whose messages are what no version knows. Where types are open, there is nothing that is. */
const STRANGE = /\/(unknown-members|sub-code-spelling|codes-as-text)$/;

async function plans() {
  const keys = await startKeyServer(0);
  const calls = player(defaultCredentials);
  const tokens = mint(Promise.resolve(keys), defaultCredentials);
  await keys.close();
  return [...graphPlans(calls, tokens), ...acsPlans(calls, tokens), ...eventGridPlans(calls)];
}

/** What the strict validators of each version say to all that is sent for a check. */
async function violationsOf({
  webhook,
  checks,
  steps,
}: Plan): Promise<readonly (readonly [VersionName, unknown[]])[]> {
  const [first = [], ...others] = checks.map((check) => catalogue.get(check)?.versions ?? []);
  const versions = first.filter((version) => others.every((list) => list.includes(version)));
  const requests = await Promise.all((await steps()).map(async ({ request }) => request()));
  return versions.flatMap((version) =>
    requests
      .filter(({ method }) => method === "POST")
      .map(({ headers, body = "" }) => {
        const isHandshake = headers["aeg-event-type"] === "SubscriptionValidation";
        const name = isHandshake ? "subscriptionValidation" : (webhook.split(".")[1] ?? "");
        const message = { path: {}, query: {}, headers, body: JSON.parse(body) };
        return [version, judgeNotification(version, name, message)] as const;
      }),
  );
}

describe("what receivers have to take", () => {
  test("is a notification by the contract of every version that it is sent for", async () => {
    let count = 0;
    for (const plan of await plans()) {
      if (plan.checks.some((check) => STRANGE.test(check))) continue;
      for (const [version, violations] of await violationsOf(plan)) {
        expect([plan.id, version, violations]).toEqual([plan.id, version, []]);
        count++;
      }
    }
    expect(count).toBeGreaterThan(100);
  });

  test("is something else where a check is about that", async () => {
    const strange = (await plans()).filter(({ checks }) => checks.some((check) => STRANGE.test(check)));
    expect(strange.length).toBeGreaterThan(5);
    for (const plan of strange) {
      const found = (await violationsOf(plan)).flatMap(([, violations]) => violations);
      expect([plan.id, found.length > 0]).toEqual([plan.id, true]);
    }
  });

  test("is of another call in another run, as no receiver is to know it from before", async () => {
    const transfer = { operation: "graph.transfer", example: 1 } as const;
    const [one, other] = [player(defaultCredentials), player(defaultCredentials)];
    expect((await one.play(transfer)).callId).not.toBe((await other.play(transfer)).callId);
  });
});

import { describe, expect, test, vi } from "vitest";
import { createEventGridReceiver } from "../../src/acs/event-grid.ts";
import { createAcsReceiver } from "../../src/acs/webhook.ts";
import { createGraphReceiver } from "../../src/graph/webhook.ts";
import { targetsOf, type Target } from "./cases/target.ts";
import { documentedMessages, sampleMessages } from "./cases/valid.ts";
import { versionNames } from "./documents.ts";

const types: string[] = [];
const onNotification = ({ type }: { readonly type: string }) => types.push(type);
const open = { dangerouslyAcceptUnverified: true, onNotification };

const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
const receivers = {
  commsNotifications: createGraphReceiver({ appId: "app", ...open }),
  callAutomationEvents: createAcsReceiver({ resourceId: "resource", ...open }),
  incomingCall: createEventGridReceiver(open),
  incomingCallCloudEvent: createEventGridReceiver(open),
  subscriptionValidation: createEventGridReceiver(open),
};
warn.mockRestore();

async function statusOf(webhook: string, body: unknown): Promise<number> {
  const found = Object.entries(receivers).find(([name]) => name === webhook);
  if (!found) throw new Error(`No receiver takes ${webhook}.`);
  const headers = { "content-type": "application/json" };
  const request = { method: "POST", headers, body: JSON.stringify(body) };
  return (await found[1](new Request("https://bot.example/", request))).status;
}

/** What a receiver answers; the handshake has an answer of its own. */
const wanted = ({ webhook }: Target) => (webhook === "subscriptionValidation" ? 200 : 202);

// Receivers read by one version of each service, which therefore has to take what any version allows.
describe.each([...versionNames])("notifications of %s", (version) => {
  const targets = targetsOf(version).filter(({ kind, status }) => kind === "notification" && status === "");

  test.each(targets.map((target) => [target.webhook, target] as const))(
    "%s: every message that the version allows or shows is taken, and none of it as invalid",
    async (webhook, target) => {
      const messages = [...sampleMessages(target), ...documentedMessages(target)];
      expect(messages.length).toBeGreaterThan(0);
      types.length = 0;
      for (const { message } of messages)
        expect([await statusOf(webhook, message.body), message.body]).toEqual([wanted(target), message.body]);
      expect(types).not.toContain("invalid");
    },
  );
});

import { createAcsReceiver } from "../../../src/acs/webhook.ts";
import { createTracker, memoryStore, type TrackedNotification } from "../../../src/flows/index.ts";
import { callOf } from "../../../src/flows/correlation.ts";
import { createGraphReceiver } from "../../../src/graph/webhook.ts";
import { defaultCredentials } from "../../../src/simulator/index.ts";
import type { KeyOptions } from "../../../src/webhooks/keys.ts";
import type { Receiver } from "../../../src/webhooks/receiver.ts";

/** A transfer of Graph. */
export const TRANSFER = {
  transferTarget: { identity: { user: { id: "550fae72-d251-43ec-868c-373732c2704f" } } },
} as const;

/** How many keys the tracker's store holds: few, so that it is full before anything is measured. */
const LIMIT = 100;

/** The receivers of a bot by their paths, with a tracker that watches each transfer of Graph. */
export function botOf(
  keys: KeyOptions,
  hear: (notification: object) => void,
): Readonly<Record<string, Receiver>> {
  const tracker = createTracker({ store: memoryStore({ limit: LIMIT }), timeout: 5000 });
  const take = async (notification: TrackedNotification) => {
    hear(notification);
    const call = callOf(notification.service, notification.message);
    const isFirst = JSON.stringify(notification.message).includes('"transferring"');
    if (notification.service === "graph" && call && isFirst) {
      const options = { operation: "graph.transfer", callId: call.id, request: TRANSFER } as const;
      tracker.watch({ ok: true, status: 202 }, options).outcome.catch(() => {});
    }
    await tracker.receive(notification);
  };
  const { appId, resourceId } = defaultCredentials;
  return {
    "/graph": createGraphReceiver({ ...keys, appId, onNotification: take }),
    "/acs": createAcsReceiver({ ...keys, resourceId, onNotification: take }),
  };
}

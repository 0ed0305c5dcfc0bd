import { createEventGridReceiver } from "../../src/acs/event-grid.ts";
import { createAcsReceiver } from "../../src/acs/webhook.ts";
import { callOf } from "../../src/flows/correlation.ts";
import { createGraphReceiver } from "../../src/graph/webhook.ts";
import { valueAt } from "../../src/pointer.ts";
import { defaultCredentials } from "../../src/simulator/index.ts";
import type { KeyOptions } from "../../src/webhooks/keys.ts";
import type { Receiver } from "../../src/webhooks/receiver.ts";

/** The receivers of an application, and what they took. */
export interface Inbox {
  /** By the paths of their addresses. */
  readonly receivers: Readonly<Record<string, Receiver>>;
  /** What came for a call, or for the context that an incoming call of ACS is known by, in the order in which it came. */
  readonly of: (call: string) => readonly unknown[];
  /** How many notifications came. */
  readonly count: number;
  /** What was refused, and why. */
  readonly refused: readonly string[];
  clear(): void;
}

/** Asked of Event Grid beside its handshake. */
const SECRET = { name: "code", value: "known to this address and whoever sends to it" };

/** Where each service sends its notifications, below the address of the application. */
export const PATHS = {
  graph: "/graph",
  acs: "/acs",
  incoming: `/incoming?${new URLSearchParams({ [SECRET.name]: SECRET.value })}`,
} as const;

/**
 * Makes the receivers, which verify what they take.
 *
 * @param keys - where the keys of the simulator are
 */
export function inbox(keys: KeyOptions): Inbox {
  const messages = new Map<string, unknown[]>();
  const refused: string[] = [];
  let count = 0;
  const keep = (call: string | undefined, message: unknown) => {
    count++;
    const known = messages.get(call ?? "");
    if (known) known.push(message);
    else messages.set(call ?? "", [message]);
  };
  const onRefused = ({ message }: Error) => refused.push(message);
  const common = { ...keys, onRefused };
  const { appId, resourceId } = defaultCredentials;
  return {
    receivers: {
      [PATHS.graph]: createGraphReceiver({
        ...common,
        appId,
        onNotification: ({ message }) => keep(callOf("graph", message)?.id, message),
      }),
      [PATHS.acs]: createAcsReceiver({
        ...common,
        resourceId,
        onNotification: ({ message }) => keep(callOf("acs", message)?.id, message),
      }),
      [new URL(PATHS.incoming, "http://localhost").pathname]: createEventGridReceiver({
        onRefused,
        secret: SECRET,
        onNotification: ({ message }) => keep(String(valueAt(message, "/data/incomingCallContext")), message),
      }),
    },
    of: (call) => messages.get(call) ?? [],
    get count() {
      return count;
    },
    refused,
    clear() {
      messages.clear();
      refused.length = 0;
      count = 0;
    },
  };
}

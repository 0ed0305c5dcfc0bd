// calls.ts, with: npm install call-handoff redis
import { createTracker, redisStore, type Outcome } from "call-handoff/flows";
import { createGraphClient, phone } from "call-handoff/graph";
import { createGraphReceiver } from "call-handoff/graph/webhook";
import { createClient } from "redis";

const { REDIS_URL = "redis://127.0.0.1:6379", GRAPH_APP_ID = "", GRAPH_TOKEN = "" } = process.env;

// rediss:// for TLS: rediss://user:password@host:6380
export const redis = createClient({
  url: REDIS_URL,
  disableOfflineQueue: true, // while it is away, fail at once: notifications are then sent again
});
redis.on("error", ({ message }) => console.error("Redis:", message)); // unheard, it would end the process
await redis.connect();

const tracker = createTracker({ store: redisStore(redis) });
const graph = createGraphClient({ credential: async () => GRAPH_TOKEN });

/** In any process: takes notifications. While Redis is away they are answered with 500. */
export const receive = createGraphReceiver({
  appId: GRAPH_APP_ID,
  onNotification: (notification) => tracker.receive(notification),
  onRefused: ({ code, message, cause }) =>
    console.warn(code, message, cause instanceof Error ? cause.message : ""),
});

/** In any other process: transfers a call, and resolves when its end is known. */
export function transfer(callId: string, number: string): Promise<Outcome> {
  const request = { transferTarget: { identity: phone(number) } };
  const answer = graph.transfer(callId, request);
  return tracker.watch(answer, { operation: "graph.transfer", callId, request }).outcome;
}

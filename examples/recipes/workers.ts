// src/index.ts, with: npm install call-handoff
import { createGraphReceiver, type Receiver } from "call-handoff/graph/webhook";

interface Env {
  readonly GRAPH_APP_ID: string;
  /** A queue, for the work that takes longer than the service waits. */
  readonly CALLS: { send(message: unknown): Promise<unknown> };
}

// One for each isolate, as it keeps the signing keys.
let receive: Receiver | undefined;

export default {
  async fetch(request: Request, env: Env): Promise<Response> {
    if (new URL(request.url).pathname !== "/api/calls") return new Response(null, { status: 404 });
    receive ??= createGraphReceiver({
      appId: env.GRAPH_APP_ID,
      // Waited for before the 202, as Workers drop what still runs afterwards. If it fails, the answer is 500.
      onNotification: ({ key, message }) => env.CALLS.send({ key, message }),
      onRefused: ({ code, message, cause }) =>
        console.warn(code, message, cause instanceof Error ? cause.message : ""),
    });
    return receive(request);
  },
};

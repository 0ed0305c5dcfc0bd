/**
 * The process with our simulator, as it is published and served over http: strict, with a journal. Its clock stands
 * still, so that notifications wait until they are asked for and take no time from the requests that are measured.
 *
 * It also has a server that reads each request and does nothing with it, as none of `node:http` can be faster.
 */
import { createServer } from "node:http";
import type * as Node from "../../src/node/index.ts";
import type * as Simulator from "../../src/simulator/index.ts";
import { builtModule } from "./built.ts";
import { isOrder, type Answer, type Order } from "./simulator-orders.ts";
import { callbackHost } from "./simulator-requests.ts";

const { createSimulator }: typeof Simulator = await import(builtModule("simulator"));
const { nodeDigest, serveSimulator }: typeof Node = await import(builtModule("node"));

/** Takes every notification, and the handshake of Event Grid. */
async function taken(request: Request): Promise<Response> {
  if (request.headers.get("aeg-event-type") !== "SubscriptionValidation")
    return new Response(null, { status: 202 });
  const events: readonly { readonly data: { readonly validationCode: string } }[] = await request.json();
  return Response.json({ validationResponse: events[0]?.data.validationCode });
}

const simulator = createSimulator({
  strict: true,
  running: false,
  allowHosts: [callbackHost],
  deliver: taken,
  digest: nodeDigest,
});

async function done(order: Order): Promise<Answer> {
  const started = performance.now();
  if ("create" in order) {
    const calls = Array.from({ length: order.count }, () => simulator.createCall(order.create));
    await simulator.settle();
    return { calls };
  }
  await simulator.settle();
  return { milliseconds: performance.now() - started };
}

process.on("message", (order) => {
  if (isOrder(order)) void done(order).then((answer) => process.send?.(answer));
});
process.on("disconnect", () => process.exit());
const { url } = await serveSimulator(simulator);
const idle = createServer((request, response) => {
  request.resume().on("end", () => response.writeHead(202).end());
});
idle.listen(0, "127.0.0.1", () => {
  const address = idle.address();
  if (typeof address !== "object" || !address) return;
  process.send?.({ url, idle: `http://127.0.0.1:${address.port}` } satisfies Answer);
});

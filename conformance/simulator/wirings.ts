import { createServer } from "node:http";
import type { Receiver } from "../../src/graph/webhook.ts";
import { nodeDigest as digest, nodeListener, serveSimulator } from "../../src/node/index.ts";
import { createSimulator } from "../../src/simulator/index.ts";
import type { Wiring } from "./bot.ts";

const options = { running: false, strict: true, digest } as const;

/** Simulator and bot in one process, without a socket. */
export async function together(take: Receiver): Promise<Wiring> {
  const simulator = createSimulator({ ...options, deliver: take });
  const { fetch } = simulator;
  return {
    simulator,
    url: "http://localhost:4010",
    bot: "http://localhost",
    fetch,
    digest,
    close: () => simulator.close(),
  };
}

/** Simulator and bot each behind a port of its own. */
export async function overHttp(take: Receiver): Promise<Wiring> {
  const simulator = createSimulator(options);
  const served = await serveSimulator(simulator);
  const bot = createServer(nodeListener(take));
  await new Promise<void>((resolve) => {
    bot.listen(0, "127.0.0.1", resolve);
  });
  const address = bot.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const close = async () => {
    await served.close();
    bot.close().closeAllConnections();
  };
  return { simulator, url: served.url, bot: `http://127.0.0.1:${port}`, digest, close };
}

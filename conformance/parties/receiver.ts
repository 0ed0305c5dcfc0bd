import { createServer } from "node:http";
import type { Receiver } from "../../src/graph/webhook.ts";
import { nodeListener } from "../../src/node/index.ts";
import type { ReceiverOptions } from "../receiver/index.ts";
import { EVENT_GRID_SECRET, receiversOf, type Environment, type Making } from "./receivers.ts";

/** How our receivers are served. */
export interface Serving extends Making {
  /** Default: any free port. */
  readonly port?: number;
  /** Default: what the gate tells before its first notification. */
  readonly environment?: Environment;
}

/** Our receivers behind a port of 127.0.0.1. */
export interface ServedReceivers {
  /** For `verifyReceiver`: where they are, and how they learn of the keys. */
  readonly options: Pick<ReceiverOptions, "graphUrl" | "acsUrl" | "eventGridUrl" | "onReady"> & {
    readonly graphUrl: string;
    readonly acsUrl: string;
    readonly eventGridUrl: string;
  };
  close(): Promise<void>;
}

/** Serves our receivers, which are right. */
export async function serveReceivers(making: Serving = {}): Promise<ServedReceivers> {
  const { port: wanted = 0, environment } = making;
  let receivers: Partial<Record<string, Receiver>> = environment ? receiversOf(making, environment) : {};
  const server = createServer(
    nodeListener(async (request) => {
      const receive = receivers[new URL(request.url).pathname.slice(1)];
      return (await receive?.(request)) ?? new Response(null, { status: 404 });
    }),
  );
  await new Promise<void>((resolve) => {
    server.listen(wanted, "127.0.0.1", resolve);
  });
  const address = server.address();
  const port = typeof address === "object" && address !== null ? address.port : 0;
  const url = `http://127.0.0.1:${port}`;
  return {
    options: {
      graphUrl: `${url}/graph`,
      acsUrl: `${url}/acs`,
      eventGridUrl: `${url}/event-grid?code=${encodeURIComponent(EVENT_GRID_SECRET)}`,
      onReady(lines) {
        const told = Object.fromEntries(lines.map((line) => line.split(/=(.*)/)));
        if (!environment) receivers = receiversOf(making, told);
      },
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

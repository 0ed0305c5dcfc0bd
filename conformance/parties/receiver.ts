import { createServer } from "node:http";
import { createEventGridReceiver, type EventGridReceiverOptions } from "../../src/acs/event-grid.ts";
import { createAcsReceiver, type AcsReceiverOptions } from "../../src/acs/webhook.ts";
import { createGraphReceiver, type GraphReceiverOptions, type Receiver } from "../../src/graph/webhook.ts";
import { nodeListener } from "../../src/node/index.ts";
import type { ReceiverOptions } from "../receiver/index.ts";

/** Which of the receivers it is, by the path of its address. */
export type ReceiverName = "graph" | "acs" | "event-grid";

/** Makes another receiver of a right one. `keys` is the address of the OpenID configuration. */
export type Change = (receive: Receiver, name: ReceiverName, keys: string) => Receiver;

/** The variables of the environment by which receivers learn of the keys and of whom tokens are for. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** How our receivers are made, where it is not by their defaults. */
export interface Making {
  /** Default: any free port. */
  readonly port?: number;
  /** Default: what the gate tells before its first notification. */
  readonly environment?: Environment;
  readonly graph?: Partial<GraphReceiverOptions>;
  readonly acs?: Partial<AcsReceiverOptions>;
  readonly eventGrid?: Partial<EventGridReceiverOptions>;
  readonly change?: Change;
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

/** What the query of Event Grid's address has to hold. */
export const EVENT_GRID_SECRET = "known to the subscription alone";

/** Serves our receivers, which are right. */
export async function serveReceivers(making: Making = {}): Promise<ServedReceivers> {
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

/** The receivers, as they are told of the keys and audiences by the environment. */
function receiversOf(
  { graph, acs, eventGrid, change = (receive) => receive }: Making,
  environment: Environment,
): Record<ReceiverName, Receiver> {
  const {
    CALL_HANDOFF_OPENID_CONFIGURATION_URL: openIdConfiguration = "",
    CALL_HANDOFF_GRAPH_APP_ID: appId = "",
    CALL_HANDOFF_ACS_RESOURCE_ID: resourceId = "",
  } = environment;
  const common = { openIdConfiguration, allowLoopbackHttp: true, onNotification() {} };
  const secret = { name: "code", value: EVENT_GRID_SECRET };
  return {
    graph: change(createGraphReceiver({ appId, ...common, ...graph }), "graph", openIdConfiguration),
    acs: change(createAcsReceiver({ resourceId, ...common, ...acs }), "acs", openIdConfiguration),
    "event-grid": change(
      createEventGridReceiver({ secret, onNotification() {}, ...eventGrid }),
      "event-grid",
      openIdConfiguration,
    ),
  };
}

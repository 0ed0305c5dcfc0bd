import { createEventGridReceiver, type EventGridReceiverOptions } from "../../src/acs/event-grid.ts";
import { createAcsReceiver, type AcsReceiverOptions } from "../../src/acs/webhook.ts";
import { createGraphReceiver, type GraphReceiverOptions, type Receiver } from "../../src/graph/webhook.ts";

/** Which of the receivers it is, by the path of its address. */
export type ReceiverName = "graph" | "acs" | "event-grid";

/** Makes another receiver of a right one. `keys` is the address of the OpenID configuration. */
export type Change = (receive: Receiver, name: ReceiverName, keys: string) => Receiver;

/** The variables of the environment by which receivers learn of the keys and of whom tokens are for. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** How our receivers are made, where it is not by their defaults. */
export interface Making {
  readonly graph?: Partial<GraphReceiverOptions>;
  readonly acs?: Partial<AcsReceiverOptions>;
  readonly eventGrid?: Partial<EventGridReceiverOptions>;
  readonly change?: Change;
}

/** What the query of Event Grid's address has to hold. */
export const EVENT_GRID_SECRET = "known to the subscription alone";

/** The receivers, as they are told of the keys and audiences by the environment. */
export function receiversOf(
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

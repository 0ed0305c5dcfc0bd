import type { Selected } from "../gate/selection.ts";
import { GateError } from "../gate/errors.ts";
import type { ReceiverOptions } from "./options.ts";
import type { Webhook } from "./sender.ts";

/** Where a receiver is reached. */
export interface Targets {
  /** Absent where that service is not judged, or where nothing was said. */
  readonly graph: string | undefined;
  readonly acs: string | undefined;
  readonly eventGrid: string | undefined;
  /** The address of a webhook. */
  readonly addressOf: (webhook: Webhook) => string;
  /** Every address, once. */
  readonly all: readonly string[];
}

/**
 * Finds the addresses of what is judged.
 *
 * @throws GateError for an address that is missing or cannot be used
 */
export function targetsOf(options: ReceiverOptions, selected: readonly Selected[]): Targets {
  const { url, graphUrl = url, acsUrl = url, eventGridUrl } = options;
  const isWanted = (prefix: string) => selected.some(({ info }) => info.operation.startsWith(prefix));
  const named = (address: string | undefined, flag: string, service: string) => {
    if (address === undefined)
      throw new GateError(
        `Where does the receiver take what comes from ${service}? Give --url or ${flag}, or leave it out by --service.`,
      );
    return checked(address, flag);
  };
  const graph = isWanted("graph.") ? named(graphUrl, "--graph-url", "Graph") : undefined;
  // What Event Grid sends has an address of its own.
  const isMidCall = selected.some(({ info }) =>
    /^acs\.(callAutomationEvents|transferToParticipant)$/.test(info.operation),
  );
  const acs = isMidCall ? named(acsUrl, "--acs-url", "ACS") : undefined;
  const eventGrid =
    isWanted("acs.") && eventGridUrl !== undefined ? checked(eventGridUrl, "--event-grid-url") : undefined;
  return {
    graph,
    acs,
    eventGrid,
    addressOf(webhook) {
      const address =
        webhook === "graph.commsNotifications"
          ? graph
          : webhook === "acs.callAutomationEvents"
            ? acs
            : eventGrid;
      if (address === undefined) throw new Error(`There is no address of ${webhook}.`);
      return address;
    },
    all: [...new Set([graph, acs, eventGrid].flatMap((address) => address ?? []))],
  };
}

function checked(address: string, flag: string): string {
  const url = URL.canParse(address) ? new URL(address) : undefined;
  // Credentials in an address are not sent by fetch, and a fragment never is.
  if (!url || !/^https?:$/.test(url.protocol) || url.username || url.password || url.hash)
    throw new GateError(`${flag} has to be an http:// or https:// address without a user or a fragment.`);
  return url.href;
}

import type { Digest } from "../../src/acs/index.ts";
import type { GraphClientOptions } from "../../src/graph/index.ts";
import type { Call, ControlClient, NewCall } from "../../src/simulator/index.ts";
import { useAcs } from "./client-acs.ts";
import { useGraph } from "./client-graph.ts";

/** What our own clients are told, and by what means they send. */
export interface Means {
  /** As `verify client` sets it. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Sends requests to the services. Default: that of the clients. */
  readonly fetch?: NonNullable<GraphClientOptions["fetch"]>;
  /** Makes the digests of signatures. Default: that of the clients. */
  readonly digest?: Digest;
  /** Where notifications are taken. */
  readonly callback: string;
}

/** What a client needs to hand calls on. */
export interface CallsOf extends Means {
  readonly make: (service: NewCall["service"], kind: NewCall["kind"]) => Promise<Call>;
  /** Lets the next request for an operation be answered with 429 and a short wait. */
  readonly throttle: (operation: string) => Promise<void>;
}

/** What 429 asks to wait, in seconds. */
const WAIT = 0.01;

/**
 * Our own clients as a bot uses them, making use of all that the contract offers but for what is deprecated. Gives what
 * went wrong.
 */
export async function handOnAll(means: Means, control: ControlClient): Promise<string[]> {
  const calls: CallsOf = {
    ...means,
    make: (service, kind) => control.createCall({ service, kind, callbackUri: means.callback }),
    throttle: (operation) => control.addFault({ on: "request", operation, status: 429, retryAfter: WAIT }),
  };
  const failures = await Promise.all([useAcs(calls), useGraph(calls)]);
  // What is still to be told of the calls.
  await control.setClock({ advance: 1000 });
  return failures.flat();
}

import { request } from "undici";
import type { GraphClientOptions } from "../../src/graph/index.ts";
import { undiciFetch } from "../../src/node/index.ts";
import {
  createControlClient,
  type Call,
  type ControlClient,
  type NewCall,
} from "../../src/simulator/index.ts";
import { useAcs } from "./client-acs.ts";
import { takeNotifications } from "./client-callbacks.ts";
import { useGraph } from "./client-graph.ts";

/** What a client needs to hand calls on. */
export interface CallsOf {
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Sends requests to the services. */
  readonly fetch: NonNullable<GraphClientOptions["fetch"]>;
  /** Where notifications are taken. */
  readonly callback: string;
  readonly make: (service: NewCall["service"], kind: NewCall["kind"]) => Promise<Call>;
  /** Lets the next request for an operation be answered with 429 and a short wait. */
  readonly throttle: (operation: string) => Promise<void>;
}

/** What 429 asks to wait, in seconds. */
const WAIT = 0.01;

/**
 * Our own clients as a bot uses them, making use of all that the contract offers but for what is deprecated. Gives an
 * exit code.
 *
 * @param environment - as `verify client` sets it
 * @param report - told what went wrong
 */
export async function runOwnClient(
  environment: Readonly<Record<string, string | undefined>>,
  report: (failure: string) => void = () => {},
): Promise<number> {
  const control = controlOf(environment["CALL_HANDOFF_CONTROL_URL"] ?? "");
  const callbacks = await takeNotifications();
  const calls: CallsOf = {
    environment,
    fetch: undiciFetch(),
    callback: callbacks.url,
    make: (service, kind) => control.createCall({ service, kind, callbackUri: callbacks.url }),
    throttle: (operation) => control.addFault({ on: "request", operation, status: 429, retryAfter: WAIT }),
  };
  try {
    const failures = await Promise.all([useAcs(calls), useGraph(calls)]);
    // What is still to be told of the calls.
    await control.setClock({ advance: 1000 });
    for (const failure of failures.flat()) report(failure);
    return failures.flat().length > 0 ? 1 : 0;
  } finally {
    await callbacks.close();
  }
}

/** Sends by undici as well, as the global `fetch` would take half of the time of a run. */
function controlOf(url: string): ControlClient {
  return createControlClient({
    url,
    async fetch(address, { method = "GET", headers, body }) {
      const sent = Object.fromEntries(new Headers(headers));
      const text = typeof body === "string" ? body : null;
      const answer = await request(address, { method, headers: sent, body: text });
      return { status: answer.statusCode, headers: new Headers(), text: () => answer.body.text() };
    },
  });
}

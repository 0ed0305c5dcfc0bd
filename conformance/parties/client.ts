import { request } from "undici";
import { undiciFetch } from "../../src/node/index.ts";
import { createControlClient, type ControlClient } from "../../src/simulator/index.ts";
import { takeNotifications } from "./client-callbacks.ts";
import { handOnAll } from "./hand-on.ts";

/**
 * Our own clients on undici, with a server for their notifications. Gives an exit code.
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
  try {
    const means = { environment, fetch: undiciFetch(), callback: callbacks.url };
    const failures = await handOnAll(means, control);
    for (const failure of failures) report(failure);
    return failures.length > 0 ? 1 : 0;
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

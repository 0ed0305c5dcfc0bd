/**
 * Handlers for Mock Service Worker: the calls of all operations in all versions go to one function of yours.
 *
 * @example
 * ```ts
 * import { handlers } from "call-handoff/msw";
 * import { setupServer } from "msw/node";
 *
 * const server = setupServer(...handlers(async () => new Response(null, { status: 202 })));
 * server.listen({ onUnhandledRequest: "error" });
 * ```
 *
 * @example
 * ```ts
 * import { simulatorHandlers } from "call-handoff/msw";
 * import { createSimulator } from "call-handoff/simulator";
 * import { setupServer } from "msw/node";
 *
 * const simulator = createSimulator({ running: false, deliver: (request) => bot(request) });
 * setupServer(...simulatorHandlers(simulator)).listen({ onUnhandledRequest: "error" });
 * ```
 *
 * @module
 */
import { http, type HttpHandler } from "msw";
import { openIdConfigurations } from "../simulator/vendor-keys.ts";
import { anyRoutePattern } from "../validate/route.ts";

/**
 * Makes the handlers. They match the documented paths on any host, whatever the method, and nothing else:
 * `respond` also sees requests with a wrong method or version, which the service would refuse.
 */
export function handlers(respond: (request: Request) => Promise<Response>): HttpHandler[] {
  return [http.all(anyRoutePattern(), ({ request }) => respond(request))];
}

/**
 * Makes the handlers of a simulator: it answers the calls of all operations on any host, and the vendors' OpenID
 * configurations name its keys, so that neither clients nor receivers need to be told of it. The control API is at
 * `/simulator` on any host.
 */
export function simulatorHandlers({ handle }: SimulatorHandler): HttpHandler[] {
  const keys = openIdConfigurations.map((url) => http.get(url, ({ request }) => handle(request)));
  const control = http.all(CONTROL, ({ request }) => handle(request));
  return [...handlers(handle), ...keys, control];
}

/** A simulator, as far as it is needed here. */
export interface SimulatorHandler {
  readonly handle: (request: Request) => Promise<Response>;
}

/** The control API, on any host. */
const CONTROL = /^https?:\/\/[^/]+\/simulator(?:\/.*)?$/;

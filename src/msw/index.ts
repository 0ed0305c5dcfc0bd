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
 * @module
 */
import { http, type HttpHandler } from "msw";
import { anyRoutePattern } from "../validate/route.ts";

/**
 * Makes the handlers. They match the documented paths on any host, whatever the method, and nothing else:
 * `respond` also sees requests with a wrong method or version, which the service would refuse.
 */
export function handlers(respond: (request: Request) => Promise<Response>): HttpHandler[] {
  return [http.all(anyRoutePattern(), ({ request }) => respond(request))];
}

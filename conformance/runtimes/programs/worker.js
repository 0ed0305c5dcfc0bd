/** Clients, receivers, simulator and tracker in a Worker, for `workerd-host.js`. */
import { handOn, takeCallback } from "./hand-on.js";
import { judgeInProcess } from "./in-process.js";
import { receive } from "./receive.js";

/** Kept from one request to the next, as in production. */
let receiver;

export default {
  /** @param {Request} request */
  async fetch(request, environment) {
    const { pathname, origin } = new URL(request.url);
    if (pathname === "/callbacks") return takeCallback(request);
    if (pathname === "/client") return Response.json(await handOn(environment, `${origin}/callbacks`));
    if (pathname === "/inside") return Response.json(await judgeInProcess());
    receiver ??= receive(environment);
    return receiver(request);
  },
};

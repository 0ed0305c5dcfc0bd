import { receiversOf } from "../../parties/receivers.ts";

/**
 * Our receivers, each at a path of its own.
 *
 * @param {Record<string, string | undefined>} environment - as `verify receiver` sets it
 * @returns {(request: Request) => Promise<Response>}
 */
export function receive(environment) {
  // The gate changes its keys sooner than anybody else does.
  const keys = { keysCooldown: 0 };
  const receivers = new Map(Object.entries(receiversOf({ graph: keys, acs: keys }, environment)));
  return async (request) => {
    const receiver = receivers.get(new URL(request.url).pathname.slice(1));
    return (await receiver?.(request)) ?? new Response(null, { status: 404 });
  };
}

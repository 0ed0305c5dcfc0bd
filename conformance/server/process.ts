import type { Credentials } from "../../src/simulator/index.ts";
import { GateError } from "../gate/errors.ts";
import { startListening, type Listening } from "../process/index.ts";
import type { ServerOptions } from "./options.ts";

/**
 * Starts the server that is judged, where there is a command for it. It is told the credentials that requests come with, and
 * the ids that tokens have to name.
 *
 * @throws GateError where it cannot be started, or does not listen
 */
export async function startServer(
  options: ServerOptions,
  { accessKey, token, appId, resourceId }: Credentials,
): Promise<Listening | undefined> {
  const { command, url, acsUrl, graphUrl, startTimeout = 10_000 } = options;
  if (!command) return undefined;
  const addresses = [acsUrl ?? url, graphUrl ?? url].filter((address) => address !== undefined);
  const started = await startListening(command, addresses, {
    timeout: startTimeout,
    secrets: [accessKey, token],
    env: {
      ...(options.env ?? process.env),
      CALL_HANDOFF_ACS_ACCESS_KEY: accessKey,
      CALL_HANDOFF_GRAPH_TOKEN: token,
      CALL_HANDOFF_GRAPH_APP_ID: appId,
      CALL_HANDOFF_ACS_RESOURCE_ID: resourceId,
    },
  });
  if (started.fault === undefined) return started;
  const notes = await started.end();
  throw new GateError([`The server cannot be judged: ${started.fault}.`, ...notes].join("\n"));
}

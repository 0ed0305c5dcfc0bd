import { randomBytes } from "node:crypto";
import { newestGraphVersion } from "../../generated/operations.ts";
import { defaultCredentials, type Credentials } from "../../src/simulator/index.ts";
import { GateError } from "../gate/errors.ts";
import type { Selected } from "../gate/selection.ts";

/**
 * What the simulator takes: from the environment where it says so, else a key and a token of this run alone, so that
 * what should not show them can be told from what does.
 *
 * @throws GateError for an access key that is not base64
 */
export function credentialsOf(environment: Readonly<Record<string, string | undefined>>): Credentials {
  const given = (name: string) => environment[name] || undefined;
  const accessKey = given("CALL_HANDOFF_ACS_ACCESS_KEY") ?? randomBytes(48).toString("base64");
  if (!/^(?:[A-Za-z\d+/]{4})+(?:[A-Za-z\d+/]{2}==|[A-Za-z\d+/]{3}=)?$/.test(accessKey))
    throw new GateError("CALL_HANDOFF_ACS_ACCESS_KEY has to be base64, copied whole.");
  return {
    accessKey,
    token: given("CALL_HANDOFF_GRAPH_TOKEN") ?? randomBytes(32).toString("base64url"),
    appId: given("CALL_HANDOFF_GRAPH_APP_ID") ?? defaultCredentials.appId,
    resourceId: given("CALL_HANDOFF_ACS_RESOURCE_ID") ?? defaultCredentials.resourceId,
    tenantId: defaultCredentials.tenantId,
  };
}

/**
 * What a client is told of the simulator, by its environment.
 *
 * @param url - of the simulator, without a slash at its end
 * @param selected - decides the version in `CALL_HANDOFF_GRAPH_BASE_URL`: the newest, unless another was asked for
 */
export function environmentOf(
  url: string,
  { accessKey, token, appId, resourceId }: Credentials,
  selected: readonly Selected[],
): Record<string, string> {
  return {
    CALL_HANDOFF_ACS_ENDPOINT: url,
    CALL_HANDOFF_ACS_CONNECTION_STRING: `endpoint=${url}/;accesskey=${accessKey}`,
    CALL_HANDOFF_ACS_ACCESS_KEY: accessKey,
    CALL_HANDOFF_ACS_RESOURCE_ID: resourceId,
    CALL_HANDOFF_GRAPH_BASE_URL: `${url}/${graphVersion(selected)}`,
    CALL_HANDOFF_GRAPH_TOKEN: token,
    CALL_HANDOFF_GRAPH_APP_ID: appId,
    CALL_HANDOFF_CONTROL_URL: url,
    CALL_HANDOFF_OPENID_CONFIGURATION_URL: `${url}/simulator/.well-known/openid-configuration`,
  };
}

function graphVersion(selected: readonly Selected[]): string {
  const wanted = new Set(
    selected
      .map(({ version }) => version.split("@"))
      .flatMap(([service, name = ""]) => (service === "graph" ? [name] : [])),
  );
  if (wanted.has(newestGraphVersion)) return newestGraphVersion;
  return [...wanted][0] ?? newestGraphVersion;
}

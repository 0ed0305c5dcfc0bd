import type { VersionName } from "../../generated/versions.ts";
import { versions } from "../../generated/versions.ts";
import { createAcsClient, acsVersions } from "../../src/acs/index.ts";
import { createGraphClient, graphVersions } from "../../src/graph/index.ts";
import type { DocumentedRequest } from "../../generated/contract.ts";

/** What a client gave back, without the types of its operation. */
export interface SentResult {
  readonly ok: boolean;
  readonly status: number;
  readonly body: unknown;
  readonly response: Response;
}

/** Sends a documented request through our client of a version to a server on this machine. */
export async function sendDocumented(
  version: VersionName,
  operation: string,
  path: Readonly<Record<string, string>>,
  { body }: DocumentedRequest,
  server: { readonly url: string; readonly fetch: (request: Request) => Promise<Response> },
): Promise<SentResult> {
  const { service, apiVersion } = versions[version];
  const { url, fetch } = server;
  const id = Object.values(path)[0] ?? "";
  // The documented bodies are data and not typed literals; the compiler judges them in generated/examples.ts.
  const request = JSON.parse(JSON.stringify(body));
  if (service === "acs") {
    const known = acsVersions.find((name) => name === apiVersion);
    if (!known) throw new RangeError(`The ACS client has no version ${apiVersion}.`);
    const client = createAcsClient({ endpoint: url, token: "token", apiVersion: known, fetch });
    return operation === "acs.redirectCall"
      ? asSent(await client.redirectCall(request))
      : asSent(await client.transferToParticipant(id, request));
  }
  const known = graphVersions.find((name) => name === apiVersion);
  if (!known) throw new RangeError(`The Graph client has no version ${apiVersion}.`);
  const client = createGraphClient({ baseUrl: url, token: "token", version: known, fetch });
  return operation === "graph.redirect"
    ? asSent(await client.redirect(id, request))
    : asSent(await client.transfer(id, request));
}

function asSent(
  result:
    | { ok: true; status: number; data: unknown; response: Response }
    | { ok: false; status: number; error: unknown; response: Response },
): SentResult {
  const { ok, status, response } = result;
  return { ok, status, response, body: result.ok ? result.data : result.error };
}

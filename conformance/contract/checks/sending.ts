import type { VersionName } from "../../../generated/versions.ts";
import { versions } from "../../../generated/versions.ts";
import { createAcsClient, acsVersions } from "../../../src/acs/index.ts";
import { createGraphClient, graphVersions } from "../../../src/graph/index.ts";
import type { DocumentedRequest } from "../../../generated/contract.ts";

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
  const id = Object.values(path)[0] ?? "";
  // The documented bodies are data and not typed literals; the compiler judges them in generated/examples.ts.
  const request = JSON.parse(JSON.stringify(body));
  let response: Response | undefined;
  const settings = {
    allowLoopbackHttp: true,
    retry: false,
    fetch: async (url: string, init: RequestInit) => {
      const answer = await server.fetch(new Request(url, init));
      response = answer.clone();
      return answer;
    },
  } as const;
  const result = await send();
  if (!response) throw new Error(`${operation} was answered without being sent.`);
  const { ok, status } = result;
  return { ok, status, response, body: result.ok ? result.data : result.error };

  function send() {
    if (service === "acs") {
      const known = acsVersions.find((name) => name === apiVersion);
      if (!known) throw new RangeError(`The ACS client has no version ${apiVersion}.`);
      const credential = () => "token";
      const client = createAcsClient({ ...settings, endpoint: server.url, credential, apiVersion: known });
      return operation === "acs.redirectCall"
        ? client.redirectCall(request)
        : client.transferToParticipant(id, request);
    }
    const known = graphVersions.find((name) => name === apiVersion);
    if (!known) throw new RangeError(`The Graph client has no version ${apiVersion}.`);
    const client = createGraphClient({
      ...settings,
      baseUrl: server.url,
      credential: "token",
      version: known,
    });
    return operation === "graph.redirect" ? client.redirect(id, request) : client.transfer(id, request);
  }
}

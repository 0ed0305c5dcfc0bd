/**
 * Requests beside the operations, sent through a client: with its credential, its retries and its time limits.
 *
 * @example
 * ```ts
 * import { createGraphClient } from "call-handoff/graph";
 * import { rawClient } from "call-handoff/raw";
 *
 * const raw = rawClient(createGraphClient({ version: "beta", credential }));
 * const { response } = await raw.POST("/app/calls/{id}/transfer", {
 *   params: { path: { id: callId } },
 *   body: { transferTarget: { identity: { user: { id: userId } } } },
 * });
 * ```
 *
 * @module
 */
import createClient, { type Client } from "openapi-fetch";
import type { AcsVersion, GraphVersion, VersionTypes } from "../../generated/operations.ts";
import type { AcsClient } from "../acs/client.ts";
import { invalid } from "../errors.ts";
import type { GraphClient } from "../graph/client.ts";
import { checkedRepeatability, newRepeatability, type Repeatability } from "../http/repeatability.ts";
import type { Service } from "../http/service.ts";

/** Any client of this package, checked or not. */
export interface AnyClient {
  readonly service: Service;
}

/**
 * Makes the openapi-fetch client of the version of a client. `api-version` of ACS is a parameter there. Requests to
 * ACS carry a repeatability pair: that of their headers, or a new one.
 */
export function rawClient<V extends AcsVersion>(
  client: Pick<AcsClient<V>, "apiVersion" | "service">,
): Client<VersionTypes[`acs@${V}`]["paths"]>;
export function rawClient<V extends GraphVersion>(
  client: Pick<GraphClient<V>, "version" | "service">,
): Client<VersionTypes[`graph@${V}`]["paths"]>;
export function rawClient(client: AnyClient): Client<object> {
  const { baseUrl } = client.service;
  const fetch = rawFetch(client);
  if (!("apiVersion" in client)) return createClient<object>({ baseUrl, fetch });
  return createClient<object>({
    baseUrl,
    fetch(request) {
      // The operations of this client are documented as repeatable.
      if (!request.headers.has(REQUEST_ID)) request.headers.set(REQUEST_ID, newRepeatability().requestId);
      return fetch(request);
    },
  });
}

/**
 * Makes a `fetch` for requests below the address of a client. One to ACS with `Repeatability-Request-ID` is repeated
 * as the operations are, and gets `Repeatability-First-Sent` if it has none; any other to ACS is sent once. Bodies
 * are text.
 *
 * It rejects with a HandoffError, also where the answer did not come to its end.
 */
export function rawFetch({ service }: AnyClient): (request: Request) => Promise<Response> {
  const { baseUrl, prepare, send } = service;
  return async (request) => {
    const { method, signal } = request;
    const [url = ""] = request.url.split("#");
    // The credential must not reach another host.
    if (!url.startsWith(`${baseUrl}/`)) throw invalid(`A client sends to ${baseUrl} only.`);
    const headers = Object.fromEntries(request.headers);
    const body = (await request.text()) || undefined;
    const repeatability = pairOf(headers);
    const id = prepare(headers, repeatability);
    const options = { signal };
    const answer = await send({
      operation: undefined,
      id,
      method,
      url,
      headers,
      body,
      repeatability,
      options,
    });
    if (answer.fault) throw answer.fault;
    const hasNoBody = [204, 205, 304].includes(answer.status);
    return new Response(hasNoBody ? null : (answer.text ?? null), answer);
  };
}

const REQUEST_ID = "repeatability-request-id";

/** The pair of a request: whole, or completed, or absent. */
function pairOf(headers: Readonly<Record<string, string>>): Repeatability | undefined {
  const requestId = headers[REQUEST_ID];
  if (requestId === undefined) return undefined;
  const firstSent = headers["repeatability-first-sent"] ?? newRepeatability().firstSent;
  return checkedRepeatability({ requestId, firstSent });
}

import {
  graphOperations,
  graphServers,
  newestGraphVersion,
  type GraphVersion,
  type NewestGraphVersion,
  type VersionTypes,
} from "../../generated/operations.ts";
import {
  pathSegment,
  resultOf,
  sender,
  versionClient,
  type CallOptions,
  type OperationResult,
  type TokenSource,
} from "../http/call.ts";
import type { Client } from "openapi-fetch";

/** The schemas of a version. */
export type GraphSchemas<V extends GraphVersion = NewestGraphVersion> = VersionTypes[`graph@${V}`]["schemas"];

/** How to reach Microsoft Graph. */
export interface GraphClientOptions<V extends GraphVersion = NewestGraphVersion> {
  /** Microsoft Entra token of an application with the application permission `Calls.Initiate.All`. */
  readonly token: TokenSource;
  /** Decides the types and the default address. Default: the newest, which is the production version. */
  readonly version?: V;
  /** Address up to and including the version. Default: the global service. */
  readonly baseUrl?: string;
  /** Sends a request. Default: the global `fetch` at the time of the call. */
  readonly fetch?: (request: Request) => Promise<Response>;
}

/** The two operations that hand a Graph call on. */
export interface GraphClient<V extends GraphVersion = NewestGraphVersion> {
  readonly version: V;
  /** The openapi-fetch client of this version, with the token. */
  readonly raw: Client<VersionTypes[`graph@${V}`]["paths"]>;
  /**
   * Transfers an established call, blind or, with `replacesCallId`, consultative. The answer says only that the
   * request was taken: notifications tell what becomes of it. No body is documented; what came is in `data`.
   */
  transfer(
    callId: string,
    request: GraphSchemas<V>["transferRequest"],
    options?: CallOptions,
  ): Promise<OperationResult<202, unknown, GraphSchemas<V>["graphErrorResponse"]>>;
  /** Redirects a call that still rings, to one target or to up to 25 at once. No body is documented. */
  redirect(
    callId: string,
    request: GraphSchemas<V>["redirectRequest"],
    options?: CallOptions,
  ): Promise<OperationResult<202, unknown, GraphSchemas<V>["graphErrorResponse"]>>;
}

/** Makes a client of Microsoft Graph cloud communications. */
export function createGraphClient(options: GraphClientOptions): GraphClient;
export function createGraphClient<V extends GraphVersion>(
  options: GraphClientOptions<V> & { readonly version: V },
): GraphClient<V>;
export function createGraphClient<V extends GraphVersion>(
  options: GraphClientOptions<V>,
): GraphClient<V> | GraphClient {
  const { version } = options;
  return version === undefined ? build(options, newestGraphVersion) : build(options, version);
}

function build<V extends GraphVersion>(
  options: Omit<GraphClientOptions, "version">,
  version: V,
): GraphClient<V> {
  const transport = { ...options, baseUrl: options.baseUrl ?? graphServers[version] };
  const send = sender(transport);
  const { transfer, redirect } = graphOperations;
  return {
    version,
    raw: versionClient(transport),
    async transfer(callId, request, callOptions = {}) {
      const parameters = { path: { id: pathSegment("callId", callId) } };
      const answer = await send(transfer.path, parameters, request, callOptions);
      return resultOf(answer, transfer.status);
    },
    async redirect(callId, request, callOptions = {}) {
      const parameters = { path: { id: pathSegment("callId", callId) } };
      const answer = await send(redirect.path, parameters, request, callOptions);
      return resultOf(answer, redirect.status);
    },
  };
}

import {
  graphOperations,
  graphServers,
  graphVersions,
  newestGraphVersion,
  type GraphVersion,
  type NewestGraphVersion,
  type VersionTypes,
} from "../../generated/operations.ts";
import { systemClock } from "../http/clock.ts";
import { baseAddress, knownVersion } from "../http/endpoint.ts";
import type { CallOptions, ClientOptions } from "../http/options.ts";
import { isNothing, resultOf, throwing, type OperationResult, type OrThrow } from "../http/result.ts";
import { pipeline } from "../http/pipeline.ts";
import { callOperation, pathOf, type Service } from "../http/service.ts";
import { bearerAuthorizer, type TokenCredential, type TokenFunction } from "../http/token.ts";
import { mayRepeat, type GraphRetryOptions } from "./retry.ts";

/** The schemas of a version. */
export type GraphSchemas<V extends GraphVersion = NewestGraphVersion> = VersionTypes[`graph@${V}`]["schemas"];

/** How to reach Microsoft Graph, apart from the version. */
export interface GraphAccess extends ClientOptions<GraphRetryOptions> {
  /**
   * Microsoft Entra, for an application with the application permission `Calls.Initiate.All`: a credential of
   * `@azure/identity`, a function that gives a token, or a token.
   */
  readonly credential: TokenCredential | TokenFunction | string;
  /** Address up to and including the version. Default: the global service. */
  readonly baseUrl?: string | undefined;
  /** What a token is asked for. Default: `https://graph.microsoft.com/.default`. */
  readonly scope?: string | undefined;
}

/** How to reach Microsoft Graph. The version is left out where it is the newest, which is that for production. */
export type GraphClientOptions<V extends GraphVersion = NewestGraphVersion> = GraphAccess &
  ([V] extends [NewestGraphVersion]
    ? { readonly version?: V }
    : {
        /** Decides the types and the default address. Default: the newest. */
        readonly version: V;
      });

/** Options of one Graph call. */
export type GraphCallOptions = CallOptions<GraphRetryOptions>;

/** The answer to a Graph operation. No body of a success is documented: what comes is in `text`. */
export type GraphResult<V extends GraphVersion> = OperationResult<
  202,
  undefined,
  GraphSchemas<V>["graphErrorResponse"]
> & {
  /** The `client-request-id` that was sent, for Microsoft's support. */
  readonly clientRequestId: string;
};

/** The operations that hand a Graph call on. */
export interface GraphOperations<V extends GraphVersion = NewestGraphVersion> {
  /**
   * Transfers an established call, blind or, with `replacesCallId`, consultative. The answer says only that the
   * request was taken: notifications tell what becomes of it.
   *
   * Sent again by itself only where it certainly was not carried out, see {@link GraphRetryOptions}.
   *
   * @throws HandoffError `ERR_INVALID_ARGUMENT`, `ERR_CREDENTIAL`, `ERR_NETWORK`, `ERR_TIMEOUT` or `ERR_ABORTED`
   */
  transfer(
    callId: string,
    request: GraphSchemas<V>["transferRequest"],
    options?: GraphCallOptions,
  ): Promise<GraphResult<V>>;
  /**
   * Redirects a call that still rings, to one target or to up to 25 at once. Sent again as a transfer is.
   *
   * @throws HandoffError as `transfer`
   */
  redirect(
    callId: string,
    request: GraphSchemas<V>["redirectRequest"],
    options?: GraphCallOptions,
  ): Promise<GraphResult<V>>;
}

/** A client of Microsoft Graph cloud communications. */
export interface GraphClient<V extends GraphVersion = NewestGraphVersion> extends GraphOperations<V> {
  readonly version: V;
  /** The operations, giving success alone: any other answer is thrown as `ERR_REFUSED`. */
  readonly orThrow: OrThrow<GraphOperations<V>>;
  /** For `call-handoff/raw`. */
  readonly service: Service<GraphRetryOptions>;
}

/**
 * Makes a client of Microsoft Graph cloud communications.
 *
 * @throws HandoffError `ERR_INVALID_ARGUMENT` for options that cannot be used
 */
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

const CLIENT_REQUEST_ID = "client-request-id";

function build<V extends GraphVersion>(options: GraphAccess, version: V): GraphClient<V> {
  knownVersion("version", graphVersions, version);
  const {
    scope = "https://graph.microsoft.com/.default",
    clock = systemClock,
    randomUUID = () => crypto.randomUUID(),
  } = options;
  const baseUrl = baseAddress("baseUrl", options.baseUrl ?? graphServers[version], options.allowLoopbackHttp);
  const service: Service<GraphRetryOptions> = {
    baseUrl,
    send: pipeline(options, {
      authorize: bearerAuthorizer(options.credential, scope, clock),
      repeatable: mayRepeat,
      requestIdHeader: "request-id",
    }),
    prepare: (headers) => (headers[CLIENT_REQUEST_ID] ??= randomUUID()),
  };

  async function run(
    verb: keyof typeof graphOperations,
    callId: string,
    body: object,
    callOptions: GraphCallOptions = {},
  ): Promise<GraphResult<V>> {
    const { method, path, status } = graphOperations[verb];
    const own = pathOf(path, "callId", callId);
    const answer = await callOperation(service, `graph.${verb}`, method, own, body, callOptions);
    const clientRequestId = answer.sent.headers[CLIENT_REQUEST_ID] ?? "";
    return Object.assign(resultOf(answer, status, isNothing), { clientRequestId });
  }

  const operations: GraphOperations<V> = {
    transfer: (callId, request, callOptions) => run("transfer", callId, request, callOptions),
    redirect: (callId, request, callOptions) => run("redirect", callId, request, callOptions),
  };
  return { version, service, ...operations, orThrow: throwing("graph", operations) };
}

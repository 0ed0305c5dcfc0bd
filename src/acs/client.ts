import { HandoffError } from "../errors.ts";
import {
  acsOperations,
  newestAcsVersion,
  type AcsVersion,
  type NewestAcsVersion,
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

/** The schemas of an API version. */
export type AcsSchemas<V extends AcsVersion = NewestAcsVersion> = VersionTypes[`acs@${V}`]["schemas"];

/** How to reach a Communication Services resource. */
export interface AcsClientOptions<V extends AcsVersion = NewestAcsVersion> {
  /** Endpoint of the resource, `https://{name}.communication.azure.com`. */
  readonly endpoint: string;
  /** Microsoft Entra token for `https://communication.azure.com//.default`. */
  readonly token: TokenSource;
  /** Decides the types and what is sent as `api-version`. Default: the newest. */
  readonly apiVersion?: V;
  /** Sends a request. Default: the global `fetch` at the time of the call. */
  readonly fetch?: (request: Request) => Promise<Response>;
}

/** Options of one ACS call. */
export interface AcsCallOptions extends CallOptions {
  /** Makes the request repeatable: sent again with the same pair, it is executed once. */
  readonly repeatability?: {
    /** A version 4 UUID. */
    readonly requestId: string;
    /** When the request was first created. Sent to the second. */
    readonly firstSent: Date;
  };
}

/** The two operations that hand an ACS call on. */
export interface AcsClient<V extends AcsVersion = NewestAcsVersion> {
  readonly apiVersion: V;
  /** The openapi-fetch client of this version, with the token but without `api-version`. */
  readonly raw: Client<VersionTypes[`acs@${V}`]["paths"]>;
  /**
   * Transfers an established call. The answer says only that the transfer has begun: `CallTransferAccepted` or
   * `CallTransferFailed` follows at the callback address.
   */
  transferToParticipant(
    callConnectionId: string,
    request: AcsSchemas<V>["TransferToParticipantRequest"],
    options?: AcsCallOptions,
  ): Promise<
    OperationResult<202, AcsSchemas<V>["TransferCallResponse"], AcsSchemas<V>["CommunicationErrorResponse"]>
  >;
  /** Redirects a call that still rings. No notification follows. */
  redirectCall(
    request: AcsSchemas<V>["RedirectCallRequest"],
    options?: AcsCallOptions,
  ): Promise<OperationResult<204, undefined, AcsSchemas<V>["CommunicationErrorResponse"]>>;
}

/** Makes a client of one Communication Services resource. */
export function createAcsClient(options: AcsClientOptions): AcsClient;
export function createAcsClient<V extends AcsVersion>(
  options: AcsClientOptions<V> & { readonly apiVersion: V },
): AcsClient<V>;
export function createAcsClient<V extends AcsVersion>(
  options: AcsClientOptions<V>,
): AcsClient<V> | AcsClient {
  const { apiVersion } = options;
  return apiVersion === undefined ? build(options, newestAcsVersion) : build(options, apiVersion);
}

function build<V extends AcsVersion>(
  options: Omit<AcsClientOptions, "apiVersion">,
  apiVersion: V,
): AcsClient<V> {
  const transport = { ...options, baseUrl: options.endpoint };
  const send = sender(transport);
  const { transferToParticipant, redirectCall } = acsOperations;
  return {
    apiVersion,
    raw: versionClient(transport),
    async transferToParticipant(callConnectionId, request, callOptions = {}) {
      const parameters = {
        path: { callConnectionId: pathSegment("callConnectionId", callConnectionId) },
        query: { [transferToParticipant.versionParameter]: apiVersion },
        header: headersOf(callOptions),
      };
      const answer = await send(transferToParticipant.path, parameters, request, callOptions);
      return resultOf(answer, transferToParticipant.status);
    },
    async redirectCall(request, callOptions = {}) {
      const parameters = {
        query: { [redirectCall.versionParameter]: apiVersion },
        header: headersOf(callOptions),
      };
      const answer = await send(redirectCall.path, parameters, request, callOptions);
      return resultOf(answer, redirectCall.status);
    },
  };
}

/** The header parameters of every operation. */
type AcsHeaders = NonNullable<
  VersionTypes[`acs@${NewestAcsVersion}`]["operations"]["acs.transferToParticipant"]["parameters"]["header"]
>;

function headersOf({ repeatability }: AcsCallOptions): AcsHeaders {
  if (!repeatability) return {};
  if (Number.isNaN(repeatability.firstSent.getTime())) {
    throw new HandoffError("ERR_INVALID_ARGUMENT", "repeatability.firstSent has to be a valid date.");
  }
  return {
    "Repeatability-Request-ID": repeatability.requestId,
    "Repeatability-First-Sent": repeatability.firstSent.toUTCString(),
  };
}

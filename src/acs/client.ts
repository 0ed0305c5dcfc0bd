import {
  acsOperations,
  acsVersions,
  newestAcsVersion,
  type AcsVersion,
  type NewestAcsVersion,
  type VersionTypes,
} from "../../generated/operations.ts";
import { systemClock } from "../http/clock.ts";
import { knownVersion } from "../http/endpoint.ts";
import type { CallOptions, ClientOptions } from "../http/options.ts";
import { checkedRepeatability, newRepeatability, type Repeatability } from "../http/repeatability.ts";
import {
  isNothing,
  isRecord,
  resultOf,
  throwing,
  type IsBody,
  type OperationResult,
  type OrThrow,
} from "../http/result.ts";
import { isPassing } from "../http/retry.ts";
import { pipeline } from "../http/pipeline.ts";
import { callOperation, pathOf, type Service } from "../http/service.ts";
import { access, type AcsAuthorization, type AcsResource } from "./access.ts";
import { signedParts, type SignedParts } from "./access-key.ts";

/** The schemas of an API version. */
export type AcsSchemas<V extends AcsVersion = NewestAcsVersion> = VersionTypes[`acs@${V}`]["schemas"];

/** How to reach a Communication Services resource. The version is left out where it is the newest. */
export type AcsClientOptions<V extends AcsVersion = NewestAcsVersion> = AcsResource &
  AcsAuthorization &
  ClientOptions &
  ([V] extends [NewestAcsVersion]
    ? { readonly apiVersion?: V }
    : {
        /** Decides the types and what is sent as `api-version`. Default: the newest. */
        readonly apiVersion: V;
      });

/** Options of one ACS call. */
export interface AcsCallOptions extends CallOptions {
  /**
   * The pair under which the operation is sent, stored before by the caller: then a call after a crash is still
   * the same operation. Default: a new pair, told by the result and by each error after something was sent.
   */
  readonly repeatability?: Repeatability | undefined;
}

/** What every answer of ACS tells beside the rest. */
export interface AcsAnswered {
  /** The pair that was sent. */
  readonly repeatability: Repeatability;
  /**
   * Of a 401 to a request that was signed with an access key: what was signed. Compare the date with the `date`
   * header of the answer, and the host with the one that the service sees behind a proxy.
   */
  readonly signedParts: SignedParts | undefined;
}

/** The answer to an ACS operation. */
export type AcsResult<Status extends number, Data, V extends AcsVersion> = AcsAnswered &
  OperationResult<Status, Data, AcsSchemas<V>["CommunicationErrorResponse"]>;

/** The operations that hand an ACS call on. */
export interface AcsOperations<V extends AcsVersion = NewestAcsVersion> {
  /**
   * Transfers an established call. The answer says only that the transfer has begun: `CallTransferAccepted` or
   * `CallTransferFailed` follows at the callback address.
   *
   * Sent again by itself, under the same repeatability pair, after 408, 429, 500, 502, 503, 504 and faults of the
   * connection.
   *
   * @throws HandoffError `ERR_INVALID_ARGUMENT`, `ERR_CREDENTIAL`, `ERR_NETWORK`, `ERR_TIMEOUT` or `ERR_ABORTED`
   */
  transferToParticipant(
    callConnectionId: string,
    request: AcsSchemas<V>["TransferToParticipantRequest"],
    options?: AcsCallOptions,
  ): Promise<AcsResult<202, AcsSchemas<V>["TransferCallResponse"], V>>;
  /**
   * Redirects a call that still rings. No notification follows. Sent again as a transfer is.
   *
   * @throws HandoffError as `transferToParticipant`
   */
  redirectCall(
    request: AcsSchemas<V>["RedirectCallRequest"],
    options?: AcsCallOptions,
  ): Promise<AcsResult<204, undefined, V>>;
}

/** A client of one Communication Services resource. */
export interface AcsClient<V extends AcsVersion = NewestAcsVersion> extends AcsOperations<V> {
  readonly apiVersion: V;
  /** The operations, giving success alone: any other answer is thrown as `ERR_REFUSED`. */
  readonly orThrow: OrThrow<AcsOperations<V>>;
  /** For `call-handoff/raw`. */
  readonly service: Service;
}

/**
 * Makes a client of one Communication Services resource.
 *
 * @throws HandoffError `ERR_INVALID_ARGUMENT` for options that cannot be used
 */
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
  options: AcsResource & AcsAuthorization & ClientOptions,
  apiVersion: V,
): AcsClient<V> {
  knownVersion("apiVersion", acsVersions, apiVersion);
  const { baseUrl, authorize } = access(options);
  const { clock = systemClock, randomUUID } = options;
  const newPair = () => newRepeatability(clock.now(), randomUUID?.());
  const service: Service = {
    baseUrl,
    send: pipeline(options, {
      authorize,
      // Safe whatever became of the first request: by the pair the service knows that it is the same.
      repeatable: (attempted) => attempted.repeatability !== undefined && isPassing(attempted),
      requestIdHeader: "x-ms-client-request-id",
    }),
    prepare(headers, repeatability) {
      if (!repeatability) return newPair().requestId;
      headers["repeatability-request-id"] = repeatability.requestId;
      headers["repeatability-first-sent"] = repeatability.firstSent;
      return repeatability.requestId;
    },
  };

  async function run<Status extends number, Data>(
    verb: keyof typeof acsOperations,
    status: Status,
    isData: IsBody<Data>,
    path: string,
    body: object,
    callOptions: AcsCallOptions = {},
  ): Promise<AcsResult<Status, Data, V>> {
    const { repeatability: given } = callOptions;
    // What this package makes itself is known to be right.
    const repeatability =
      given === undefined && !randomUUID
        ? newPair()
        : checkedRepeatability(given === undefined ? newPair() : given);
    const { method, versionParameter } = acsOperations[verb];
    const address = `${path}?${versionParameter}=${apiVersion}`;
    const answer = await callOperation(
      service,
      `acs.${verb}`,
      method,
      address,
      body,
      callOptions,
      repeatability,
    );
    const parts = answer.status === 401 ? signedParts(answer.sent) : undefined;
    return Object.assign(resultOf(answer, status, isData), { repeatability, signedParts: parts });
  }

  const { transferToParticipant, redirectCall } = acsOperations;
  const operations: AcsOperations<V> = {
    async transferToParticipant(id, request, callOptions) {
      const { status, path } = transferToParticipant;
      const own = pathOf(path, "callConnectionId", id);
      return run("transferToParticipant", status, isTransferCallResponse, own, request, callOptions);
    },
    redirectCall: (request, callOptions) =>
      run("redirectCall", redirectCall.status, isNothing, redirectCall.path, request, callOptions),
  };
  return { apiVersion, service, ...operations, orThrow: throwing("acs", operations) };
}

function isTransferCallResponse(body: unknown): body is { operationContext?: string } {
  return isRecord(body) && ["string", "undefined"].includes(typeof body["operationContext"]);
}

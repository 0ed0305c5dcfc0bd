import { invalid } from "../errors.ts";
import { systemClock } from "../http/clock.ts";
import { baseAddress } from "../http/endpoint.ts";
import type { ClientOptions } from "../http/options.ts";
import type { Authorize } from "../http/pipeline.ts";
import { bearerAuthorizer, type TokenCredential, type TokenFunction } from "../http/token.ts";
import { accessKeyAuthorizer, connectionStringParts } from "./access-key.ts";
import { webDigest, type Digest } from "./digest.ts";

/** Which Communication Services resource, and by which right. */
export type AcsResource =
  | {
      /** `endpoint=https://{name}.communication.azure.com/;accesskey={base64}`, as the portal shows it. */
      readonly connectionString: string;
      readonly endpoint?: never;
      readonly accessKey?: never;
      readonly credential?: never;
    }
  | {
      /** `https://{name}.communication.azure.com`. */
      readonly endpoint: string;
      /** Access key of the resource, in base64. Each request is signed with it by HMAC-SHA256. */
      readonly accessKey: string;
      readonly connectionString?: never;
      readonly credential?: never;
    }
  | {
      /** `https://{name}.communication.azure.com`. */
      readonly endpoint: string;
      /** Microsoft Entra: a credential of `@azure/identity`, or a function that gives a token. */
      readonly credential: TokenCredential | TokenFunction;
      readonly connectionString?: never;
      readonly accessKey?: never;
    };

/** How requests are given the right to act. */
export interface AcsAuthorization {
  /** What a token is asked for. Default: `https://communication.azure.com//.default`. */
  readonly scope?: string;
  /** Makes the digests of signatures. Default: WebCrypto. */
  readonly digest?: Digest;
}

/**
 * Where the resource is, and how requests to it prove who sends.
 *
 * @throws HandoffError `ERR_INVALID_ARGUMENT` for what cannot be used
 */
export function access(options: AcsResource & AcsAuthorization & ClientOptions): {
  readonly baseUrl: string;
  readonly authorize: Authorize;
} {
  const { clock = systemClock, allowLoopbackHttp, digest = webDigest, connectionString } = options;
  const { endpoint, accessKey } =
    connectionString === undefined ? options : connectionStringParts(connectionString);
  if ((connectionString === undefined) === (options.endpoint === undefined))
    throw invalid("Either connectionString or endpoint has to be given.");
  const baseUrl = baseAddress("endpoint", endpoint, allowLoopbackHttp);
  if (accessKey !== undefined) return { baseUrl, authorize: accessKeyAuthorizer(accessKey, digest, clock) };
  // The two slashes are meant: the resource is named with one at its end.
  const { credential, scope = "https://communication.azure.com//.default" } = options;
  return { baseUrl, authorize: bearerAuthorizer(credential, scope, clock) };
}

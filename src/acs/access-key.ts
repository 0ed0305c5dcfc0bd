import { invalid } from "../errors.ts";
import type { Clock } from "../http/clock.ts";
import type { Authorize, SentRequest } from "../http/pipeline.ts";
import type { Digest } from "./digest.ts";

/** What the signature of a request covers. None of it is secret. */
export interface SignedParts {
  readonly method: string;
  readonly pathAndQuery: string;
  /** `x-ms-date`: when the request was signed, by the clock of the client. */
  readonly date: string;
  /** With the port, unless it is that of https. */
  readonly host: string;
  /** `x-ms-content-sha256`: SHA-256 of the body, in base64. */
  readonly contentHash: string;
}

/**
 * Signs requests with an access key, each attempt afresh.
 *
 * @throws HandoffError `ERR_INVALID_ARGUMENT` for a key that is not base64
 */
export function accessKeyAuthorizer(accessKey: string, digest: Digest, clock: Clock): Authorize {
  const sign = digest.hmacSha256(keyBytes(accessKey));
  return async (request, refused) => {
    // A key that was refused once is refused again.
    if (refused !== undefined) return false;
    const { headers, body = "" } = request;
    headers["x-ms-date"] = new Date(clock.now()).toUTCString();
    headers["x-ms-content-sha256"] = await digest.sha256(body);
    const { method, pathAndQuery, date, host, contentHash } = partsOf(request);
    const signature = await sign(`${method}\n${pathAndQuery}\n${date};${host};${contentHash}`);
    headers["authorization"] =
      `HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=${signature}`;
    return true;
  };
}

/** What was signed of a request that went out; `undefined` where it was not signed. */
export function signedParts(request: SentRequest): SignedParts | undefined {
  return request.headers["x-ms-content-sha256"] === undefined ? undefined : partsOf(request);
}

/** The address is whole and as the platform writes addresses, so that it can be cut by its signs. */
function partsOf({ method, url, headers }: SentRequest): SignedParts {
  const host = url.indexOf("//") + 2;
  const path = url.indexOf("/", host);
  return {
    method,
    pathAndQuery: url.slice(path),
    date: headers["x-ms-date"] ?? "",
    host: url.slice(host, path),
    contentHash: headers["x-ms-content-sha256"] ?? "",
  };
}

function keyBytes(accessKey: string): Uint8Array<ArrayBuffer> {
  try {
    const bytes = atob(accessKey);
    // White space and missing padding pass atob, but are signs of a key that was not copied whole.
    if (bytes && btoa(bytes) === accessKey) return Uint8Array.from(bytes, (byte) => byte.charCodeAt(0));
  } catch {}
  throw invalid("The access key has to be base64, copied whole.");
}

/**
 * Takes a connection string apart.
 *
 * @throws HandoffError `ERR_INVALID_ARGUMENT` unless it has an endpoint and an access key
 */
export function connectionStringParts(text: string): {
  readonly endpoint: string;
  readonly accessKey: string;
} {
  const part = (name: string) => new RegExp(`(?:^|;)\\s*${name}=([^;]+)`, "i").exec(text)?.[1]?.trim();
  const endpoint = part("endpoint");
  const accessKey = part("accesskey");
  if (endpoint && accessKey) return { endpoint, accessKey };
  throw invalid(`connectionString has no ${endpoint ? "accesskey" : "endpoint"}.`);
}

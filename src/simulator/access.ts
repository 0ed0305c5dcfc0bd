import type { Digest } from "../acs/digest.ts";
import type { Credentials } from "./credentials.ts";
import type { RefusalDetails, RefusalName } from "./answers.ts";
import type { ServiceName } from "./signer.ts";
import type { WireRequest } from "./wire.ts";

/** Why a request is not let in. */
export interface AccessRefusal {
  readonly name: RefusalName;
  readonly details: RefusalDetails;
}

/** Judges who sends a request. */
export type Access = (service: ServiceName, request: WireRequest) => Promise<AccessRefusal | undefined>;

const SIGNATURE = /^HMAC-SHA256 SignedHeaders=x-ms-date;host;x-ms-content-sha256&Signature=([\w+/=]+)$/;

/**
 * Makes a judge of requests: a bearer token for both services, and for ACS a signature by the access key. What was to be
 * signed is told where a signature is wrong; it is no secret, as it holds nothing but the request.
 */
export function accessJudge({ accessKey, token }: Credentials, digest: Digest): Access {
  const key = Uint8Array.from(atob(accessKey), (byte) => byte.charCodeAt(0));
  const sign = digest.hmacSha256(key);
  return async (service, request) => {
    const { authorization } = request.headers;
    if (authorization === undefined) return unauthorized(service, "The Authorization header is missing.");
    const bearer = /^Bearer (.*)$/i.exec(authorization)?.[1]?.trimStart();
    if (bearer !== undefined)
      return bearer === token
        ? undefined
        : unauthorized(service, "The bearer token is not the one expected.");
    if (service !== "acs") return unauthorized(service, "The Authorization header holds no bearer token.");
    const signature = SIGNATURE.exec(authorization)?.[1];
    if (signature === undefined)
      return unauthorized(service, "The Authorization header holds neither a bearer token nor a signature.");
    return wrongSignature(request, signature, digest, sign);
  };
}

async function wrongSignature(
  { method, url, headers, body }: WireRequest,
  signature: string,
  digest: Digest,
  sign: (text: string) => string | Promise<string>,
): Promise<AccessRefusal | undefined> {
  const { "x-ms-date": date, "x-ms-content-sha256": declared } = headers;
  const missing = ["x-ms-date", "x-ms-content-sha256"].find((name) => headers[name] === undefined);
  if (date === undefined || declared === undefined)
    return { name: "wrongSignature", details: { parts: [part("MissingHeader", `${missing} is missing`)] } };
  const contentHash = await digest.sha256(body);
  const { path, host } = placesOf(url, headers["host"]);
  const text = `${method}\n${path}\n${date};${host};${contentHash}`;
  if (declared === contentHash && (await sign(text)) === signature) return undefined;
  const parts = [part("StringToSign", text)];
  if (declared !== contentHash)
    parts.push(part("ContentHash", `x-ms-content-sha256 is not that of the body, which has ${contentHash}`));
  return { name: "wrongSignature", details: { parts } };
}

/** As they came: an address that was parsed and written again may differ from the one that was signed. */
function placesOf(url: string, host: string | undefined): { readonly path: string; readonly host: string } {
  const from = url.indexOf("//") + 2;
  const slash = url.indexOf("/", from);
  return { path: url.slice(slash), host: host ?? url.slice(from, slash) };
}

function part(code: string, message: string): { readonly code: string; readonly message: string } {
  return { code, message };
}

function unauthorized(service: ServiceName, message: string): AccessRefusal {
  const headers =
    service === "graph" ? { "www-authenticate": "Bearer" } : { "www-authenticate": "HMAC-SHA256, Bearer" };
  return { name: "unauthorized", details: { message, headers } };
}

import { sensitiveMembers } from "../../generated/operations.ts";

const SECRET_HEADERS = new Set(["authorization", "x-ms-content-sha256", "cookie", "set-cookie"]);

const REDACTED = "(redacted)";

const MEMBERS = sensitiveMembers.map((name) => ({
  name,
  pattern: new RegExp(`("${name}"\\s*:\\s*")(?:[^"\\\\]|\\\\.)*("?)`, "g"),
}));

/** The query of a callback address, which carries secrets of the application. */
const CALLBACK_QUERY = /("\w*callbackuri"\s*:\s*"[^"?]*\?)(?:[^"\\]|\\.)*("?)/gi;

/** Headers without the values that would let somebody act in the caller's name. */
export function redactHeaders(headers: Iterable<readonly [string, string]>): Record<string, string> {
  const redacted: [string, string][] = [];
  for (const [name, value] of headers)
    redacted.push([name, SECRET_HEADERS.has(name.toLowerCase()) ? REDACTED : value]);
  return Object.fromEntries(redacted);
}

/**
 * A body without the values of members that hold secrets and without the queries of callback addresses, at whatever
 * depth and however broken the JSON is.
 */
export function redactBody(text: string): string {
  let redacted = text;
  // Most bodies have nothing of the kind, and that is told sooner than by an expression.
  for (const { name, pattern } of MEMBERS)
    if (redacted.includes(name)) redacted = redacted.replaceAll(pattern, `$1${REDACTED}$2`);
  return redacted.includes("?") ? redacted.replaceAll(CALLBACK_QUERY, `$1${REDACTED}$2`) : redacted;
}

/** An address without what its query, user and fragment hold. The values of parameters that are named stay. */
export function redactUrl(address: string, kept: readonly string[] = []): string {
  const [path = "", query] = address.replace(/#.*$/s, "").split(/\?(.*)/s, 2);
  const place = path.replace(/^([a-z][a-z\d+.-]*:\/\/)[^/@]*@/i, `$1${REDACTED}@`);
  if (query === undefined) return place;
  const parts = query.split("&").map((part) => {
    const [name = "", value] = part.split(/=(.*)/s, 2);
    if (value === undefined) return kept.includes(name) || part === "" ? part : REDACTED;
    return kept.includes(name) ? part : `${name}=${REDACTED}`;
  });
  return `${place}?${parts.join("&")}`;
}

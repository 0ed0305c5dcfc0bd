import { sensitiveMembers } from "../../generated/operations.ts";

const SECRET_HEADERS = new Set(["authorization", "x-ms-content-sha256", "cookie", "set-cookie"]);

/** Headers without the values that would let somebody act in the caller's name. */
export function redactHeaders(headers: Headers): Record<string, string> {
  return Object.fromEntries(
    [...headers].map(([name, value]) => [name, SECRET_HEADERS.has(name) ? "(redacted)" : value]),
  );
}

/** A body without the values of members that hold secrets, at whatever depth and however broken the JSON is. */
export function redactBody(text: string): string {
  return sensitiveMembers.reduce(
    (redacted, name) =>
      redacted.replaceAll(new RegExp(`("${name}"\\s*:\\s*")(?:[^"\\\\]|\\\\.)*("?)`, "g"), "$1(redacted)$2"),
    text,
  );
}

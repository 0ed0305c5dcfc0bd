import { judgeRequest, judgeResponse, type Mode, type RequestMessage } from "./judge.ts";
import { findRoute, type RouteMatch } from "./route.ts";
import type { Violation } from "./violation.ts";
import type { Route } from "../../generated/contract.ts";
import type { VersionName } from "../../generated/operations.ts";
import { routes } from "../../generated/routes.ts";

/** What an HTTP request turned out to be. */
export interface RequestVerdict {
  readonly match: RouteMatch;
  /** The message as judged; absent where no operation was found. */
  readonly message?: RequestMessage;
  readonly violations: readonly Violation[];
}

/**
 * Judges a web-standard request: finds its operation and version, then each part against the contract.
 * Reads the body of a copy, so that the request can be read again.
 */
export async function judgeHttpRequest(request: Request, mode: Mode = "strict"): Promise<RequestVerdict> {
  const { method, url, headers } = request;
  return judgeRequestText(
    method,
    new URL(url),
    Object.fromEntries(headers),
    await request.clone().text(),
    mode,
  );
}

/** The same for a request whose text was read. Header names are in lower case. */
export function judgeRequestText(
  method: string,
  url: URL,
  headers: Readonly<Record<string, string>>,
  text: string,
  mode: Mode,
): RequestVerdict {
  const match = findRoute(method, url);
  if (match.kind === "notFound") {
    const expected = "the path of an operation";
    return { match, violations: [{ where: "/path", rule: "route", expected, received: "another path" }] };
  }
  if (match.kind === "methodNotAllowed") {
    const expected = `one of ${match.allowed.join(", ")}`;
    return { match, violations: [{ where: "/method", rule: "route", expected, received: "another method" }] };
  }
  const { body, violation } = parseBody(text);
  const message = {
    path: match.path,
    query: firstValues(url),
    headers,
    ...(body === undefined ? {} : { body }),
  };
  const found = judgeRequest(match.version, match.route.operation, message, mode);
  return { match, message, violations: violation ? [violation, ...withoutBody(found)] : found };
}

/** Where a name is repeated, the first value counts, as it does for the route. */
function firstValues(url: URL): Record<string, string> {
  // To take an empty query apart would cost as much as any other.
  return url.search === "" ? {} : Object.fromEntries([...url.searchParams].toReversed());
}

/**
 * Judges a web-standard response to an operation. Reads the body of a copy. Where the documents are silent about
 * the body, it need not be JSON.
 */
export async function judgeHttpResponse(
  version: VersionName,
  operation: string,
  response: Response,
  mode: Mode = "strict",
): Promise<Violation[]> {
  const { status, headers } = response;
  return judgeResponseText(version, operation, status, headers, await response.clone().text(), mode);
}

/** The same for a response whose text was read. */
export function judgeResponseText(
  version: VersionName,
  operation: string,
  status: number,
  headers: Headers,
  text: string,
  mode: Mode,
): Violation[] {
  const { body, violation } = parseBody(text);
  const silent = violation !== undefined && isUndocumented(version, operation, status);
  const parsed = silent ? text : body;
  const message = {
    headers: Object.fromEntries(headers),
    ...(parsed === undefined ? {} : { body: parsed }),
  };
  const found = judgeResponse(version, operation, status, message, mode);
  return violation && !silent ? [violation, ...withoutBody(found)] : found;
}

function isUndocumented(version: VersionName, operation: string, status: number): boolean {
  const table: readonly Route[] = routes[version];
  const responses = table.find((route) => route.operation === operation)?.responses;
  return (responses?.[String(status)] ?? responses?.["default"])?.body === "undocumented";
}

function parseBody(text: string): { body?: unknown; violation?: Violation } {
  if (text === "") return {};
  try {
    return { body: JSON.parse(text) };
  } catch {
    const violation = {
      where: "/body",
      rule: "json",
      expected: "JSON",
      received: `text of ${text.length} characters`,
    };
    return { violation };
  }
}

/** A body that cannot be parsed is one fault, not also a missing body. */
function withoutBody(violations: readonly Violation[]): Violation[] {
  return violations.filter(({ where }) => where !== "/body");
}

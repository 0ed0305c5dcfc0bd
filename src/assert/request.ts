import { invalid } from "../errors.ts";
import { isRecord } from "../http/result.ts";
import { judgeRequestText } from "../validate/http.ts";
import { judgeNotification, type Mode } from "../validate/judge.ts";
import { redactBody, redactUrl } from "../validate/redact.ts";
import { findRoute } from "../validate/route.ts";
import type { Violation } from "../validate/violation.ts";
import { judgementOf, type Judgement } from "./judgement.ts";
import { meant, type ApiVersionOf, type Meant, type OperationName, type WebhookName } from "./operation.ts";
import { headersOf, isReadable, parsed, textOf, type HeadersLike } from "./parts.ts";

/** A request that was read. */
export interface RequestLike {
  /** Default: `POST`. */
  readonly method?: string;
  /** With or without an origin. */
  readonly url: string | URL;
  readonly headers?: HeadersLike;
  /** Parsed, or as it came. */
  readonly body?: unknown;
}

/** By what a request is judged. */
export interface RequestOptions<Name extends OperationName | WebhookName = OperationName | WebhookName> {
  /**
   * The version that it has to be of, such as `beta` or `2024-09-15`. Default: of an operation the one that the request
   * names, of a webhook the newest.
   */
  readonly apiVersion?: ApiVersionOf<Name>;
  /** `tolerant` lets members and types of events pass that the documents do not know. Default: `strict`. */
  readonly mode?: Mode;
}

/**
 * Judges a request for an operation, or one that tells a receiver something: its method, path, query, headers and body.
 *
 * Reads the body of a copy of a `Request`.
 *
 * @throws HandoffError `ERR_INVALID_ARGUMENT` for what is no request, an unknown operation or an unknown version
 */
export function judgeSatisfiesRequest<Name extends OperationName | WebhookName>(
  request: Request,
  name: Name,
  options?: RequestOptions<Name>,
): Promise<Judgement>;
export function judgeSatisfiesRequest<Name extends OperationName | WebhookName>(
  request: RequestLike,
  name: Name,
  options?: RequestOptions<Name>,
): Judgement;
export function judgeSatisfiesRequest<Name extends OperationName | WebhookName>(
  request: Request | RequestLike,
  name: Name,
  options?: RequestOptions<Name>,
): Judgement | Promise<Judgement>;
export function judgeSatisfiesRequest(
  request: unknown,
  name: OperationName | WebhookName,
  options: RequestOptions = {},
): Judgement | Promise<Judgement> {
  if (isRequest(request)) return judgeRequest(request, name, options);
  const url = isRecord(request) ? request["url"] : undefined;
  if (!isRecord(request) || !(typeof url === "string" || url instanceof URL))
    throw invalid("A request has to be a Request, or an object with a url.");
  const { method = "POST", headers, body } = request;
  const parts = { method: String(method), url: urlOf(url), headers: headersOf(headers), text: textOf(body) };
  return judge(parts, name, options);
}

async function judgeRequest(
  request: Request,
  name: OperationName | WebhookName,
  options: RequestOptions,
): Promise<Judgement> {
  if (request.bodyUsed)
    throw invalid("The body of the Request was read: judge it before, a copy of it, or what was read.");
  const { method, url, headers } = request;
  return judge({ method, url: urlOf(url), headers, text: await request.clone().text() }, name, options);
}

interface Parts {
  readonly method: string;
  readonly url: URL;
  readonly headers: Headers;
  readonly text: string;
}

function judge(parts: Parts, name: string, { apiVersion, mode = "strict" }: RequestOptions): Judgement {
  const demanded = meant(name, apiVersion);
  const { method, url, text } = parts;
  const isOperation = demanded.kind === "operation";
  const suffix = apiVersion === undefined && isOperation ? "" : ` (${demanded.apiVersion})`;
  const match = findRoute(method, url);
  // The values of documented parameters are no secrets.
  const address = redactUrl(
    url.pathname + url.search,
    "route" in match && isOperation ? match.route.queryParameters : [],
  );
  const subject = {
    what: "The request",
    demand: `satisfy ${name}${suffix}`,
    shown: `${method} ${address} ${redactBody(text)}`.trim(),
  };
  const violations = isOperation
    ? violationsOfRequest(parts, demanded, apiVersion, mode)
    : violationsOfNotification(parts, demanded, mode);
  return judgementOf(subject, violations);
}

function violationsOfRequest(
  { method, url, headers, text }: Parts,
  { version, name }: Meant,
  apiVersion: string | undefined,
  mode: Mode,
): readonly Violation[] {
  const { match, violations } = judgeRequestText(method, url, Object.fromEntries(headers), text, mode);
  if (!("route" in match)) return violations;
  const { operation, versionSelector } = match.route;
  // Rules of another operation would say nothing of this one.
  if (operation !== name) return [{ where: "/path", rule: "operation", expected: name, received: operation }];
  if (apiVersion === undefined || match.version === version || match.kind === "unknownVersion")
    return violations;
  const where = versionSelector.in === "path" ? "/path" : `/query/${versionSelector.name}`;
  const received = versionSelector.value;
  return [{ where, rule: "version", expected: apiVersion, received }, ...violations];
}

function violationsOfNotification(
  { method, url, headers, text }: Parts,
  { version, name }: Meant,
  mode: Mode,
): readonly Violation[] {
  const wrong =
    method === "POST"
      ? []
      : [{ where: "/method", rule: "route", expected: "POST", received: "another method" }];
  const message = {
    path: {},
    query: Object.fromEntries(url.searchParams),
    headers: Object.fromEntries(headers),
  };
  const body = parsed(text);
  if (body.violation) {
    const others = judgeNotification(version, name, message, mode).filter(({ where }) => where !== "/body");
    return [...wrong, body.violation, ...others];
  }
  return [...wrong, ...judgeNotification(version, name, { ...message, ...body }, mode)];
}

function urlOf(url: string | URL): URL {
  if (url instanceof URL) return url;
  // Of what a server sees there is no origin.
  if (URL.canParse(url, "http://localhost")) return new URL(url, "http://localhost");
  throw invalid("The url of the request cannot be read.");
}

function isRequest(value: unknown): value is Request {
  return isReadable(value) && "clone" in value && "url" in value && "method" in value;
}

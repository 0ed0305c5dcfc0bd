import { isDeepStrictEqual } from "node:util";
import type {
  DocumentedMessage,
  DocumentedRequest,
  DocumentedResponse,
} from "../../../generated/contract.ts";
import { examples } from "../../../generated/examples.ts";
import { versions, type VersionName } from "../../../generated/versions.ts";
import {
  findRoute,
  judgeHttpRequest,
  judgeHttpResponse,
  type Violation,
} from "../../../src/validate/index.ts";
import { documentedPath } from "../cases/valid.ts";
import type { Check, Trace } from "../../report/check.ts";
import { curl } from "../../report/curl.ts";
import { recording } from "../recording.ts";
import { sendDocumented, type SentResult } from "./sending.ts";

/** A documented request with the response that the document shows for it. */
interface DocumentedExchange {
  readonly request: DocumentedMessage & { readonly direction: "request" };
  readonly response: DocumentedMessage & { readonly direction: "response" };
}

/** A server that answers the operations of a version. */
export interface Served {
  /** Address of the version's operations. */
  readonly url: string;
  /** Part of the check ids: which server it is. */
  readonly name: string;
  /** Reads from a response what the server found wrong with the request. */
  complaints(response: Response): string;
}

/** Every documented request of a service, for one version: sent by our client, judged on the wire and answered. */
export async function documentedExchanges(
  version: VersionName,
  served: Served,
  traces: Trace[] = [],
): Promise<Check[]> {
  const checks: Check[] = [];
  for (const exchange of exchangesOf(version)) {
    const [own, trace] = await exchangeChecks(version, served, exchange);
    checks.push(...own);
    traces.push(trace);
  }
  return checks;
}

/** The documented requests of a version's service, each with its documented response. */
export function exchangesOf(version: VersionName): DocumentedExchange[] {
  const { service } = versions[version];
  const own = examples.filter(({ operation }) => operation.startsWith(`${service}.`));
  return own.flatMap((request) => {
    if (request.direction !== "request") return [];
    const response = own.find(
      (other) =>
        other.direction === "response" &&
        other.document === request.document &&
        other.example === request.example,
    );
    if (response?.direction !== "response") throw new Error(`${request.id} has no documented response.`);
    return [{ request, response }];
  });
}

async function exchangeChecks(
  version: VersionName,
  served: Served,
  { request, response }: DocumentedExchange,
): Promise<[Check[], Trace]> {
  const { operation } = request;
  const log = recording();
  const path = documentedPath(request.message);
  let seen: Request | undefined;
  const fetch = (sent: Request): Promise<Response> => {
    seen = sent.clone();
    return log.fetch(sent);
  };
  const result = await sendDocumented(version, operation, path, request.message, { url: served.url, fetch });
  const trace = traceOf(version, request, served, log.exchanges);
  const make = (group: string, source: DocumentedMessage, problems: readonly string[]): Check =>
    verdict({
      version,
      operation,
      group,
      slug: `example-${request.example}-${served.name}`,
      source,
      problems,
      trace,
    });
  if (!seen) throw new Error(`${request.id} was answered without being sent.`);
  const checks = [
    make("request", request, [
      ...(await requestProblems(version, served, request.message, seen)),
      ...complaintsOf(served, result),
    ]),
    make("header", response, headerProblems(request.message, response.message, seen, result)),
    make("status", response, statusProblems(response.message, result)),
    make("body", response, await bodyProblems(version, operation, response.message, result)),
  ];
  return [checks, trace];
}

/** What went over the wire for one documented request. */
export function traceOf(
  version: VersionName,
  { id, operation, place }: DocumentedMessage,
  { name }: Served,
  exchanges: Trace["exchanges"],
): Trace {
  const { apiVersion } = versions[version];
  return { id: `${version}/${id}/${name}`, title: `${place}, ${name}`, operation, apiVersion, exchanges };
}

/** The verdict on one documented message: failed where there are problems. */
export function verdict(facts: {
  version: VersionName;
  operation: string;
  group: string;
  slug: string;
  source: DocumentedMessage;
  problems: readonly string[];
  trace: Trace;
}): Check {
  const { version, operation, group, slug, source, problems, trace } = facts;
  const failed = problems.length > 0;
  return {
    id: `${operation}/${group}/${slug}`,
    operation,
    apiVersion: versions[version].apiVersion,
    level: "MUST",
    status: failed ? "failed" : "passed",
    expectation: "Server and client behave as the document shows.",
    message: failed
      ? [...problems, ...trace.exchanges.map((exchange) => `Send it again: ${curl(exchange)}`)].join("\n")
      : "",
    source: { document: source.document, place: source.place },
    requirements: [],
    traces: [trace.id],
  };
}

function complaintsOf(served: Served, { response }: SentResult): string[] {
  const complaints = served.complaints(response);
  return complaints === "" ? [] : [`The server found: ${complaints}`];
}

/** What is wrong with the request that our client sent, held against the documented one. */
export async function requestProblems(
  version: VersionName,
  served: Served,
  documented: DocumentedRequest,
  sent: Request,
): Promise<string[]> {
  const problems: string[] = [];
  const { basePath } = versions[version].routes[0];
  const wanted = new URL(documented.url);
  // Served below the root, the version's own base path is absent; put back, the route table can judge it.
  const url = new URL(sent.url.replace(served.url, `https://host.invalid${basePath}`));
  if (sent.method !== documented.method) problems.push(`Expected ${documented.method}, sent ${sent.method}.`);
  if (withoutVersion(url, basePath) !== withoutVersion(wanted, undefined)) {
    problems.push(`Expected the path ${wanted.pathname}, sent ${url.pathname}.`);
  }
  const { match, violations } = await judgeHttpRequest(new Request(url, sent.clone()));
  if (match.kind !== "matched" || match.version !== version)
    problems.push(`The route table says ${match.kind}.`);
  problems.push(...violations.map(describe));
  const body: unknown = JSON.parse(await sent.clone().text());
  if (!isDeepStrictEqual(body, documented.body))
    problems.push("The body sent differs from the documented one.");
  return problems;
}

/** The path below the version: the first segment of Graph's documented addresses is a version. */
function withoutVersion(url: URL, basePath: string | undefined): string {
  if (basePath !== undefined) return url.pathname.slice(basePath.length);
  const match = findRoute("POST", url);
  return "route" in match ? url.pathname.slice(match.route.basePath.length) : url.pathname;
}

function headerProblems(
  request: DocumentedRequest,
  response: DocumentedResponse,
  sent: Request,
  result: SentResult,
): string[] {
  const compare = (side: string, wanted: Readonly<Record<string, string>>, headers: Headers) =>
    Object.entries(wanted).flatMap(([name, value]) => {
      const found = headers.get(name)?.split(";")[0];
      return found === value
        ? []
        : [`Expected the ${side} header ${name}: ${value}, saw ${found ?? "none"}.`];
    });
  return [
    ...compare("request", request.headers, sent.headers),
    ...compare("response", response.headers, result.response.headers),
    ...(sent.headers.has("authorization") ? [] : ["Expected the request header authorization, saw none."]),
  ];
}

function statusProblems(documented: DocumentedResponse, { ok, status }: SentResult): string[] {
  const problems =
    status === documented.status ? [] : [`Expected status ${documented.status}, saw ${status}.`];
  return ok ? problems : [...problems, "Our client took the documented status for a failure."];
}

async function bodyProblems(
  version: VersionName,
  operation: string,
  documented: DocumentedResponse,
  result: SentResult,
): Promise<string[]> {
  const violations = await judgeHttpResponse(version, operation, result.response);
  const same = isDeepStrictEqual(result.body, documented.body);
  return [
    ...violations.map(describe),
    ...(same ? [] : ["The body that our client gave back differs from the documented one."]),
  ];
}

/** A violation as one sentence. */
export function describe({ where, rule, expected, received }: Violation): string {
  return `${where}: expected ${expected} (${rule}), saw ${received}.`;
}

import { isDeepStrictEqual } from "node:util";
import type { FlowName } from "../../generated/flows.ts";
import type { VersionName } from "../../generated/operations.ts";
import { valueAt } from "../../src/pointer.ts";
import { findRoute, judgeHttpRequest, type Violation } from "../../src/validate/index.ts";
import { catalogue } from "../gate/catalogue.ts";
import type { Right, WireAnswer, WireRequest } from "../parties/server.ts";
import { acceptedCases } from "../server/accepted.ts";
import { refusedCases } from "../server/refused.ts";
import { documentedBodies, flowOf, leastBody, requestFor } from "../server/requests.ts";
import { strangerCall } from "../server/stage.ts";
import type { ServerMutation } from "./server.ts";

/** The documented answer of success, with nothing in it that a request would decide. */
export function success(operation: FlowName, request?: WireRequest): WireAnswer {
  const { success: status, echo } = flowOf(operation);
  if (status === 204 || operation.startsWith("graph.")) return { status, headers: {} };
  const context = echo && valueAt(bodyOf(request), echo.request);
  const body = typeof context === "string" ? { operationContext: context } : {};
  return { status, headers: { "content-type": "application/json" }, body: JSON.stringify(body) };
}

/** A refusal as each vendor writes it. */
export function refusal(): WireAnswer {
  return {
    status: 400,
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ error: { code: "BadRequest", message: "This is not taken here." } }),
  };
}

/** The body of a request, `undefined` where it has none that can be read. */
export function bodyOf(request: WireRequest | undefined): unknown {
  return parsed(request?.body ?? "");
}

/** A text as JSON, `undefined` where it is none. */
export function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The call that a request names in its path; empty where it names none. */
export function callIn({ url }: WireRequest): string {
  const found = /([^/:]+)(?::transferToParticipant|\/transfer|\/redirect)$/.exec(new URL(url).pathname);
  return decodeURIComponent(found?.[1] ?? "");
}

/** Whether a request is for the operation, whatever else is wrong with it. */
export function isFor(operation: FlowName, { method, url }: WireRequest): boolean {
  const match = findRoute(method, new URL(url));
  return "route" in match && match.route.operation === operation;
}

/** Servers that refuse what has to be taken: a documented example, or a documented possibility. */
export function refusingMutations(operation: FlowName): ServerMutation[] {
  const examples = documentedBodies(operation).map((body, index) => ({
    check: `example/example-${index + 1}`,
    about: `A server that refuses what example ${index + 1} asks for.`,
    isMeant: (given: Record<string, unknown>) => isLikeExample(operation, given, body),
  }));
  const cases = acceptedCases(operation)
    .filter(({ slug }) => catalogueHas(operation, `accepts/${slug}`))
    .map(({ slug, about, change }) => {
      const least = leastBody(operation, strangerCall());
      const changed = change(least);
      const members = Object.keys(changed).filter((name) => !isDeepStrictEqual(changed[name], least[name]));
      return {
        check: `accepts/${slug}`,
        about: `A server that refuses ${about}.`,
        isMeant: (given: Record<string, unknown>) =>
          members.length > 0
            ? members.every((name) => isDeepStrictEqual(given[name], changed[name]))
            : isDeepStrictEqual(Object.keys(given), Object.keys(least)),
      };
    });
  return [...examples, ...cases].map(({ check, about, isMeant }) => ({
    check,
    about,
    answer: async (request: WireRequest, right: Right) => {
      const body = bodyOf(request);
      const isBody = typeof body === "object" && body !== null;
      return isBody && isFor(operation, request) && isMeant({ ...body }) ? refusal() : right(request);
    },
  }));
}

/** Whether a body has the targets and the transferee of an example; its addresses and calls are the gate's own. */
function isLikeExample(operation: FlowName, given: unknown, documented: unknown): boolean {
  const { targets, transferee } = flowOf(operation);
  const identity =
    targets.at + (Array.isArray(valueAt(documented, targets.at)) ? "" : (targets.identity ?? ""));
  return [identity, transferee ?? ""].every(
    (place) => place === "" || isDeepStrictEqual(valueAt(given, place), valueAt(documented, place)),
  );
}

/** Servers that overlook one rule of the contract each, and take what breaks it. */
export function overlookingMutations(operation: FlowName): ServerMutation[] {
  return refusedCases(operation)
    .filter(({ slug }) => catalogueHas(operation, `refuses/${slug}`))
    .map(({ slug, about, spoil }) => ({
      check: `refuses/${slug}`,
      about: `A server that takes a request ${about}.`,
      answer: async (request: WireRequest, right: Right) => {
        const answer = await right(request);
        if (answer.status < 400 || !isFor(operation, request)) return answer;
        const version = catalogueVersion(operation, `refuses/${slug}`);
        const call = strangerCall();
        const body = leastBody(operation, call);
        const spoiled = spoil(
          requestFor({
            version,
            operation,
            base: new URL(request.url).origin + basePath(version),
            call,
            body,
          }),
        );
        const overlooked = await rulesBroken({ ...spoiled, body: spoiled.body ?? "" });
        const broken = await rulesBroken(request);
        return overlooked.length > 0 && isDeepStrictEqual(broken, overlooked)
          ? success(operation, request)
          : answer;
      },
    }));
}

async function rulesBroken({
  url,
  headers,
  body,
}: Pick<WireRequest, "url" | "headers" | "body">): Promise<string[]> {
  const sent = new Request(url, {
    method: "POST",
    headers,
    ...(body !== "" && { body: new TextEncoder().encode(body) }),
  });
  const { match, violations } = await judgeHttpRequest(sent);
  // Signatures and tokens have mutants of their own.
  const isOther = ({ where }: Violation) => !/^\/headers\/(?:authorization|x-ms-)/.test(where);
  return [
    match.kind,
    ...violations.filter(isOther).map(({ where, rule, received }) => `${where} ${rule} ${received}`),
  ];
}

function basePath(version: VersionName): string {
  return version.startsWith("graph@") ? `/${version.slice("graph@".length)}` : "";
}

function catalogueHas(operation: FlowName, check: string): boolean {
  return [...catalogue.keys()].some((id) => id === `${operation}/${check}`);
}

function catalogueVersion(operation: FlowName, check: string): VersionName {
  const info = [...catalogue.values()].find(({ id }) => id === `${operation}/${check}`);
  const version = info?.versions.at(-1);
  if (!version) throw new Error(`No version has ${operation}/${check}.`);
  return version;
}

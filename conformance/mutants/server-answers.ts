import { flows, type FlowName } from "../../generated/flows.ts";
import { valueAt } from "../../src/pointer.ts";
import type { Right, WireAnswer, WireRequest } from "../parties/server.ts";
import { flowOf } from "../server/requests.ts";
import { usualKind } from "../server/stage.ts";
import { bodyOf, callIn, isFor, refusal, success } from "./server-requests.ts";
import type { ServerMutation } from "./server.ts";

const JSON_TYPE = { "content-type": "application/json" };

/** Servers whose answers, states, access control and repeatability are right but for one thing. */
export function answerMutations(operation: FlowName): ServerMutation[] {
  const { success: status, context, transferee } = flowOf(operation);
  const service = operation.split(".")[0] ?? "";
  const mutations: ServerMutation[] = [
    {
      check: "response/status",
      about: `A server that answers 200 in the place of ${status}.`,
      answer: changed(operation, isSuccess, (answer) => ({ ...answer, status: 200 })),
    },
    {
      check: "error/envelope",
      about: "A server whose errors have no error member.",
      answer: changed(operation, isRefusal, (answer) => ({ ...answer, body: '{"message":"no"}' })),
    },
    {
      check: "error/media-type",
      about: "A server whose errors are text by their Content-Type.",
      answer: changed(operation, isRefusal, (answer) => ({
        ...answer,
        headers: { "content-type": "text/plain" },
      })),
    },
    {
      check: "access/missing-credentials",
      about: "A server that takes requests without credentials.",
      answer: taking(operation, (request, answer) => answer.status === 401 && !hasCredentials(request)),
    },
    {
      check: "access/wrong-credentials",
      about: "A server that takes any credentials.",
      answer: taking(operation, (request, answer) => answer.status === 401 && hasCredentials(request)),
    },
    {
      check: context ? "state/unknown-context" : "state/unknown-call",
      about: "A server that hands on calls that it does not know.",
      answer: (request, right, simulator) =>
        taking(operation, (_, answer) => answer.status === 404 && !isKnown(request, simulator))(
          request,
          right,
        ),
    },
  ];
  if (status === 204)
    mutations.push({
      check: "response/empty",
      about: "A server whose 204 announces a body.",
      answer: changed(operation, isSuccess, (answer) => ({ ...answer, headers: { "content-length": "2" } })),
    });
  else if (service === "graph")
    mutations.push({
      check: "response/empty",
      about: "A server whose 202 has a body.",
      answer: changed(operation, isSuccess, (answer) => ({ ...answer, headers: JSON_TYPE, body: "{}" })),
    });
  else mutations.push(...documentedBody(operation));
  mutations.push(...stateMutations(operation, transferee !== undefined));
  if (service === "acs") mutations.push(...repeatabilityMutations(operation));
  else
    mutations.push({
      check: "deprecated/path",
      about: "A server that has no deprecated path.",
      answer: async (request, right) =>
        new URL(request.url).pathname.includes("/app/calls/") ? { status: 404, headers: {} } : right(request),
    });
  return mutations;
}

/** Servers whose answer of success has a wrong body. */
function documentedBody(operation: FlowName): ServerMutation[] {
  return [
    {
      check: "response/body",
      about: "A server whose answer has a member of the wrong type.",
      // It breaks what it should repeat, too.
      also: ["response/operation-context"],
      answer: changed(operation, isSuccess, (answer) => ({ ...answer, body: '{"operationContext":5}' })),
    },
    {
      check: "response/media-type",
      about: "A server whose answer is text by its Content-Type.",
      answer: changed(operation, isSuccess, (answer) => ({
        ...answer,
        headers: { "content-type": "text/plain" },
      })),
    },
    {
      check: "response/operation-context",
      about: "A server that does not repeat the operationContext.",
      answer: changed(operation, isSuccess, (answer) => ({ ...answer, body: "{}" })),
    },
  ];
}

/** Servers that hand on calls in states in which they cannot be. */
function stateMutations(operation: FlowName, isTransfer: boolean): ServerMutation[] {
  const handedOn = new Set<string>();
  const keyOf = (request: WireRequest) => {
    const { context } = flowOf(operation);
    return context ? String(valueAt(bodyOf(request), context.request)) : new URL(request.url).pathname;
  };
  const mutations: ServerMutation[] = [
    {
      check: "state/handed-on-twice",
      about: "A server that hands a call on again and again.",
      answer: async (request, right) => {
        const answer = await right(request);
        if (!isFor(operation, request)) return answer;
        if (isSuccess(answer)) handedOn.add(keyOf(request));
        return isRefusal(answer) && handedOn.has(keyOf(request)) ? success(operation, request) : answer;
      },
    },
  ];
  const inKind = (check: string, about: string, kind: string) =>
    mutations.push({
      check,
      about,
      answer: async (request, right, simulator) => {
        const answer = await right(request);
        const call = simulator.getCall(callIn(request));
        const isMeant =
          isFor(operation, request) &&
          call?.kind === kind &&
          isRefusal(answer) &&
          isWellFormed(operation, request);
        return isMeant ? success(operation, request) : answer;
      },
    });
  if (isTransfer)
    inKind(
      "state/group-without-transferee",
      "A server that transfers out of a group call whom it likes.",
      "group",
    );
  if (usualKind(operation) === "peerToPeer")
    inKind("state/ringing-call", "A server that transfers calls that still ring.", "incoming");
  else if (!flowOf(operation).context)
    inKind("state/established-call", "A server that redirects calls that are established.", "peerToPeer");
  return mutations;
}

/** Servers that carry a repeated request out again. */
function repeatabilityMutations(operation: FlowName): ServerMutation[] {
  const open = new Map<string, number>();
  const known = new Set<string>();
  const idOf = ({ headers }: WireRequest) => headers["repeatability-request-id"];
  const forgetful = (request: WireRequest): WireRequest => {
    const headers = Object.entries(request.headers).filter(([name]) => !name.startsWith("repeatability-"));
    return { ...request, headers: Object.fromEntries(headers) };
  };
  return [
    {
      check: "accepts/without-repeatability",
      about: "A server that insists on the repeatability headers.",
      answer: async (request, right) =>
        isFor(operation, request) && idOf(request) === undefined ? refusal() : right(request),
    },
    {
      check: "repeatability/sequential",
      about: "A server that forgets a request as soon as it has answered it.",
      answer: async (request, right) => {
        const id = idOf(request);
        if (id === undefined) return right(request);
        const answer = await right(known.has(id) ? forgetful(request) : request);
        known.add(id);
        return answer;
      },
    },
    {
      check: "repeatability/concurrent",
      about: "A server that knows a request again only when it has answered it.",
      answer: async (request, right) => {
        const id = idOf(request);
        if (id === undefined) return right(request);
        const count = open.get(id) ?? 0;
        open.set(id, count + 1);
        // So that both are under way at once.
        await new Promise((resolve) => setTimeout(resolve, 20));
        const answer = await right(count > 0 ? forgetful(request) : request);
        open.set(id, (open.get(id) ?? 1) - 1);
        return answer;
      },
    },
  ];
}

function changed(
  operation: FlowName,
  isMeant: (answer: WireAnswer) => boolean,
  change: (answer: WireAnswer) => WireAnswer,
): ServerMutation["answer"] & {} {
  return async (request, right) => {
    const answer = await right(request);
    return isFor(operation, request) && isMeant(answer) ? change(answer) : answer;
  };
}

function taking(
  operation: FlowName,
  isMeant: (request: WireRequest, answer: WireAnswer) => boolean,
): (request: WireRequest, right: Right) => Promise<WireAnswer> {
  return async (request, right) => {
    const answer = await right(request);
    return isFor(operation, request) && isMeant(request, answer) ? success(operation, request) : answer;
  };
}

function isKnown(request: WireRequest, simulator: Parameters<ServerMutation["answer"] & {}>[2]): boolean {
  return simulator.getCall(callIn(request)) !== undefined;
}

/** Whether a request has at least what it needs, so that its call is what it is refused for. */
function isWellFormed(operation: FlowName, request: WireRequest): boolean {
  return hasCredentials(request) && valueAt(bodyOf(request), flowOf(operation).targets.at) !== undefined;
}

function hasCredentials({ headers }: WireRequest): boolean {
  return headers["authorization"] !== undefined;
}

function isSuccess({ status }: WireAnswer): boolean {
  return status >= 200 && status < 300;
}

function isRefusal({ status }: WireAnswer): boolean {
  return status >= 400;
}

/** Every operation, as each has its own mutants. */
export const operations = Object.keys(flows).filter((name): name is FlowName => Object.hasOwn(flows, name));

import type { FlowName } from "../../generated/flows.ts";
import type { VersionName } from "../../generated/operations.ts";
import { startTrace, type Tracer } from "../gate/tracer.ts";
import type { Verdicts } from "../gate/verdicts.ts";
import type { Hide } from "../report/secrets.ts";
import type { Calls, Prepared } from "./calls.ts";
import type { KeySet } from "./keys.ts";
import type { Inbox, Listener } from "./listener.ts";
import { serviceOf, type CallWanted, type PreparedCall } from "./options.ts";
import { leastBody, requestFor, routeOf, type RequestParts } from "./requests.ts";
import type { Answer, Outgoing, Send } from "./sender.ts";

/** One service of the target. */
export interface ServiceTarget {
  /** What comes before the path templates of the version. */
  readonly base: string;
  readonly calls: Calls;
}

/** What every play needs. */
export interface Stage {
  readonly verdicts: Verdicts;
  readonly send: Send;
  readonly listener: Listener;
  readonly target: (version: VersionName) => ServiceTarget;
  /** Whether an address of a Graph redirect may be `http://`; else what an https address begins with, if there is one. */
  readonly callbackUrl: string | undefined;
  readonly keys: KeySet | undefined;
  readonly audience: { readonly acs: string; readonly graph: string };
  /** Hides credentials. */
  readonly hide: Hide;
  readonly timeout: number;
  readonly settle: number;
  /** Lets short plays run, so many at once. */
  readonly inTurn: <Result>(run: () => Promise<Result>) => Promise<Result>;
}

/** What is judged: an operation in a version. */
export interface Subject {
  readonly version: VersionName;
  readonly operation: FlowName;
  /** The id of one of its checks. */
  readonly id: (check: string) => string;
}

/** One call, what is sent about it, and what comes for it. */
export interface Scene {
  readonly tracer: Tracer;
  readonly inbox: Inbox;
  readonly call: Prepared;
  /** The request with a body; the least one where none is given. */
  request(body?: unknown, more?: Partial<Pick<RequestParts, "deprecated">>): Outgoing;
  send(request: Outgoing): Promise<Answer>;
}

/** The kind of call that an operation is usually about. */
export function usualKind(operation: FlowName): CallWanted["kind"] {
  return operation.endsWith(".transfer") || operation.endsWith(".transferToParticipant")
    ? "peerToPeer"
    : "incoming";
}

/** A call that nobody has made. */
export function strangerCall(): PreparedCall {
  return { id: crypto.randomUUID(), incomingCallContext: crypto.randomUUID() };
}

/** Gets a call and opens its inbox and its trace. */
export async function openScene(
  { listener, target, send, hide }: Stage,
  { version, operation }: Subject,
  {
    slug,
    title,
    ...wanted
  }: { slug: string; title: string; call?: Prepared; replaces?: boolean } & Partial<
    Pick<CallWanted, "kind" | "scenario">
  >,
): Promise<Scene> {
  const apiVersion = version.slice(version.indexOf("@") + 1);
  const tracer = startTrace({ id: `${version}/${operation}/${slug}`, title, operation, apiVersion }, hide);
  const inbox = listener.open(tracer);
  const { base, calls } = target(version);
  const prepare = (kind: CallWanted["kind"]) =>
    calls.prepare({
      service: serviceOf(version),
      apiVersion,
      operation,
      kind,
      scenario: wanted.scenario ?? "success",
      callbackUri: inbox.url("registration"),
      ...(serviceOf(version) === "graph" && { callCallbackUri: inbox.url("call") }),
    });
  const first = wanted.call ?? (await prepare(wanted.kind ?? usualKind(operation)));
  const call = wanted.replaces ? await withRelated(first, calls, prepare) : first;
  return {
    tracer,
    inbox,
    call,
    request(body, { deprecated = false } = {}) {
      if (call.missing) throw new Error(`There is no call to send ${slug} for.`);
      const given = body ?? leastBody(operation, call);
      return requestFor({ version, operation, base, call, body: given, deprecated });
    },
    send: (request) => send(version, request, tracer),
  };
}

/** With a second call to be replaced, where the target gave none: a documented id is nobody's call. */
async function withRelated(
  call: Prepared,
  { by }: Calls,
  prepare: (kind: CallWanted["kind"]) => Promise<Prepared>,
): Promise<Prepared> {
  if (call.missing || call.relatedCallId !== undefined || by === "ids") return call;
  const other = await prepare("peerToPeer");
  return other.missing ? other : { ...call, relatedCallId: other.id };
}

/** Whether an operation has a deprecated path in a version. */
export function hasDeprecatedPath({ version, operation }: Subject): boolean {
  try {
    return routeOf(version, operation, true).deprecated;
  } catch {
    return false;
  }
}

/** What is wrong with an answer that should be a success. */
export function takenProblems(about: string, answer: Answer): string[] {
  if (answer.failure !== undefined) return [`Expected an answer to ${about}, but ${answer.failure}.`];
  const { status } = answer;
  return status >= 200 && status < 300 ? [] : [`Expected success for ${about}, saw ${status}.`];
}

/** What is wrong with an answer that should be a refusal. */
export function refusedProblems(about: string, answer: Answer): string[] {
  if (answer.failure !== undefined) return [`Expected an answer to ${about}, but ${answer.failure}.`];
  const { status } = answer;
  return status >= 400 && status < 500 ? [] : [`Expected a refusal (any 4xx) of ${about}, saw ${status}.`];
}

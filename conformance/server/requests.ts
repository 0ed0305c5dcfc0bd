import type { Flow, Route } from "../../generated/contract.ts";
import { examples } from "../../generated/examples.ts";
import { flows, type FlowName } from "../../generated/flows.ts";
import type { VersionName } from "../../generated/operations.ts";
import { routes } from "../../generated/routes.ts";
import { valueAt } from "../../src/pointer.ts";
import type { PreparedCall } from "./options.ts";
import type { Outgoing } from "./sender.ts";

/** The bodies of requests as the documents show them, by operation in the order of the examples. */
export function documentedBodies(operation: FlowName): Record<string, unknown>[] {
  return examples.flatMap((example) => {
    if (example.operation !== operation || example.direction !== "request") return [];
    const { body } = example.message;
    return isRecord(body) ? [structuredClone(body)] : [];
  });
}

/** What a request needs beside its body. */
export interface RequestParts {
  readonly version: VersionName;
  readonly operation: FlowName;
  /** What comes before the path template, up to and including the version segment of Graph. */
  readonly base: string;
  readonly call: PreparedCall;
  readonly body: unknown;
  readonly deprecated?: boolean;
}

/** The documented request for an operation. */
export function requestFor({
  version,
  operation,
  base,
  call,
  body,
  deprecated = false,
}: RequestParts): Outgoing {
  const route = routeOf(version, operation, deprecated);
  const path = route.template.replaceAll(/\{[^{}]*\}/g, () => encodeURIComponent(call.id));
  const { versionSelector } = route;
  const query =
    versionSelector.in === "query"
      ? `?${versionSelector.name}=${encodeURIComponent(versionSelector.value)}`
      : "";
  return {
    url: `${base}${path}${query}`,
    headers: { accept: "application/json", "content-type": "application/json" },
    body: JSON.stringify(body),
  };
}

/** The route of an operation: the one to use, or the deprecated one. */
export function routeOf(version: VersionName, operation: string, deprecated = false): Route {
  const table: readonly Route[] = routes[version];
  const route = table.find((one) => one.operation === operation && one.deprecated === deprecated);
  if (!route) throw new Error(`${version} has no such path of ${operation}.`);
  return route;
}

/** The least that an operation takes, for a call. */
export function leastBody(operation: FlowName, call: PreparedCall): Record<string, unknown> {
  const [documented = {}] = documentedBodies(operation);
  const { targets, context } = flowOf(operation);
  const names = [targets.at, ...(context ? [context.request] : [])].map((pointer) => pointer.slice(1));
  return withCall(operation, Object.fromEntries(names.map((name) => [name, documented[name]])), call);
}

/** The same body, about a call: with its context, and with the call that it replaces. */
export function withCall(
  operation: FlowName,
  body: Readonly<Record<string, unknown>>,
  { incomingCallContext, relatedCallId }: PreparedCall,
): Record<string, unknown> {
  const about = structuredClone(body);
  const { context, replaces } = flowOf(operation);
  if (context && incomingCallContext !== undefined) setAt(about, context.request, incomingCallContext);
  if (replaces !== undefined && relatedCallId !== undefined && valueAt(about, replaces) !== undefined)
    setAt(about, replaces, relatedCallId);
  return about;
}

/** The flow of an operation. */
export function flowOf(operation: FlowName): Flow {
  return flows[operation];
}

/** The place of a request where it says where notifications go. */
export function addressPlace(operation: FlowName): string | undefined {
  const all = Object.values(flowOf(operation).notifications).flatMap(({ destinations }) => destinations);
  return all.flatMap((one) => (one.of === "request" ? [one.at] : []))[0];
}

/** The address that a request names for its notifications, where it names one. */
export function addressIn(operation: FlowName, body: unknown): unknown {
  const place = addressPlace(operation);
  return place === undefined ? undefined : valueAt(body, place);
}

/** Puts a value at a JSON Pointer, whose holder has to be there. */
export function setAt(body: Record<string, unknown>, pointer: string, value: unknown): void {
  const names = pointer.split("/").slice(1);
  const last = names.pop() ?? "";
  let holder: unknown = body;
  for (const name of names) holder = isObject(holder) ? Reflect.get(holder, name) : undefined;
  if (!isObject(holder)) throw new Error(`Nothing holds ${pointer}.`);
  if (value === undefined) Reflect.deleteProperty(holder, last);
  else Reflect.set(holder, last, value);
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}

/** Whether a value is an object and no list. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return isObject(value) && !Array.isArray(value);
}

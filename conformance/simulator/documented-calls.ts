import type { DocumentedMessage, DocumentedResponse, Route } from "../../generated/contract.ts";
import { examples } from "../../generated/examples.ts";
import { versions, type VersionName } from "../../generated/versions.ts";
import type { NewCall } from "../../src/simulator/index.ts";
import { documentedPath } from "../contract/cases/valid.ts";
import { exchangesOf } from "../contract/checks/documented.ts";
import { versionNames } from "../contract/documents.ts";
import { filled } from "../contract/judges/generated.ts";
import { isObject, objectAt } from "../contract/schema/schema.ts";

/** A documented request, to be sent to one version of its service, and what the documents show around it. */
export interface DocumentedCall {
  /** Such as `graph-transfer, example 2`. */
  readonly title: string;
  readonly version: VersionName;
  readonly operation: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: unknown;
  readonly response: DocumentedResponse;
  /** The id of the call as documented; empty where the request names its call otherwise. */
  readonly callId: string;
  /** The id of the call that a consultative transfer replaces, as documented. */
  readonly replaces: string | undefined;
  /** The call that the documents have in mind. */
  readonly call: NewCall;
  /** What follows, in documented order, with the addresses that it goes to. */
  readonly notifications: readonly Notified[];
}

/** A notification that was sent, or that a document shows. */
export interface Notified {
  /** The name of a documented one, such as `transfer accepted`. */
  readonly name?: string;
  readonly to: string;
  readonly body: unknown;
}

/** Where the documents have notifications go that go to no other address. */
export const REGISTERED = "https://bot.contoso.com/api/calls";

/** Every documented request in every version of its service. */
export const documentedCalls: readonly DocumentedCall[] = versionNames.flatMap((version) =>
  exchangesOf(version).map(({ request, response }): DocumentedCall => {
    const { operation, example, document } = request;
    const { body, headers } = request.message;
    const [callId = ""] = Object.values(documentedPath(request.message));
    const notifications = examples.flatMap((one) =>
      one.direction === "notification" && one.document === document && one.example === example ? [one] : [],
    );
    const replaced = objectAt(body, "transferTarget")["replacesCallId"];
    return {
      title: `${document}, example ${example}`,
      version,
      operation,
      headers,
      body,
      response: response.message,
      callId,
      replaces: typeof replaced === "string" ? replaced : undefined,
      call: callOf(version, operation, body, callId, notifications),
      notifications: notifications.map(({ place, message }) => ({
        name: place.replace(/^.*: /, ""),
        to: message.url,
        body: message.body,
      })),
    };
  }),
);

/** The call that a documented request hands on, announced as the documents show it. */
function callOf(
  version: VersionName,
  operation: string,
  body: unknown,
  id: string,
  notifications: readonly DocumentedMessage[],
): NewCall {
  const service = versions[version].service;
  const context = objectAt(body)["incomingCallContext"];
  const rings = operation === "acs.redirectCall" || operation === "graph.redirect";
  const named = {
    service,
    callbackUri: REGISTERED,
    ...(id !== "" && { id }),
    ...(typeof context === "string" && { incomingCallContext: context }),
  };
  if (!rings) return { ...named, kind: isObject(objectAt(body)["transferee"]) ? "group" : "peerToPeer" };
  const [announced] = notifications.map(({ message }) => ("url" in message ? itemOf(message.body) : {}));
  if (!announced) return { ...named, kind: "incoming" };
  const { id: _, state: __, callbackUri, ...data } = objectAt(announced, "resourceData");
  return {
    ...named,
    kind: "incoming",
    data,
    ...(typeof callbackUri === "string" && { callCallbackUri: callbackUri }),
  };
}

/** The one item of a documented notification of Graph. */
export function itemOf(body: unknown): Readonly<Record<string, unknown>> {
  const { value } = objectAt(body);
  const [item] = Array.isArray(value) ? value : [];
  return isObject(item) ? item : {};
}

/** Path and query of the operation in its version. */
export function pathTo(
  { version, operation }: Pick<DocumentedCall, "version" | "operation">,
  callId: string,
): string {
  const list: readonly Route[] = versions[version].routes;
  const route = list.find((one) => one.operation === operation && !one.deprecated);
  if (!route) throw new RangeError(`${version} has no ${operation}.`);
  const { basePath, template, pathParameters, versionSelector } = route;
  const path = filled(template, Object.fromEntries(pathParameters.map((name) => [name, callId])));
  const query = versionSelector.in === "query" ? `?${versionSelector.name}=${versionSelector.value}` : "";
  return `${basePath}${path}${query}`;
}

/** The same with other ids and addresses in the place of the documented ones. */
export function mapped<Value>(value: Value, places: Readonly<Record<string, string>>): Value {
  let text = JSON.stringify(value);
  for (const [from, to] of Object.entries(places)) text = text.replaceAll(from, to);
  const copy: Value = JSON.parse(text);
  return copy;
}

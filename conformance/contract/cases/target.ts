import type { VersionName } from "../../../generated/versions.ts";
import { versions } from "../../../generated/versions.ts";
import { bundledDocument } from "../documents.ts";
import { dereference, isObject, objectAt, type JsonObject, type Schema, textAt } from "../schema/schema.ts";

/** An HTTP message taken apart. Header names are in lower case. Responses use only headers and body. */
export interface Message {
  readonly method: string;
  readonly path: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** One kind of message of one version: a request, a response with a status, or a notification. */
export interface Target {
  readonly version: VersionName;
  readonly kind: "request" | "response" | "notification";
  /** The operation, or the operation id of the webhook. */
  readonly operation: string;
  /** The webhook's name; empty for others. */
  readonly webhook: string;
  /** The status or `default`; empty for others. */
  readonly status: string;
  /** Path template below the server address; empty for notifications. */
  readonly template: string;
  readonly document: JsonObject;
  /** The operation or webhook as the document has it. */
  readonly definition: JsonObject;
  /** Schema of the body; absent where none is documented. */
  readonly body?: Schema;
  /** Whether a media type is documented, so that a message has to declare it. */
  readonly mediaType: boolean;
}

/** Every kind of message that a version describes. */
export function targetsOf(version: VersionName): Target[] {
  const document = bundledDocument(version);
  const targets: Target[] = [];
  for (const [template, item] of Object.entries(objectAt(document, "paths"))) {
    const definition = objectAt(item, "post");
    if (definition["deprecated"] === true) continue;
    const operation = textAt(definition, "x-operation");
    const shared = { version, operation, webhook: "", template, document, definition };
    targets.push({
      ...shared,
      kind: "request",
      status: "",
      ...contentOf(objectAt(definition, "requestBody")),
    });
    targets.push(...responsesOf(shared));
  }
  for (const [webhook, item] of Object.entries(objectAt(document, "webhooks"))) {
    const definition = objectAt(item, "post");
    const operation = textAt(definition, "operationId");
    const shared = { version, operation, webhook, template: "", document, definition };
    const content = contentOf(objectAt(definition, "requestBody"));
    targets.push({ ...shared, kind: "notification", status: "", ...content });
    targets.push(...responsesOf(shared).filter(({ body }) => body !== undefined));
  }
  return targets;
}

/** The responses of an operation, or the answers that a webhook describes. */
function responsesOf(shared: Omit<Target, "kind" | "status" | "body" | "mediaType">): Target[] {
  const { document, definition } = shared;
  return Object.entries(objectAt(definition, "responses")).map(([status, value]) => {
    const response = isObject(value) ? dereference({ document }, value) : {};
    return { ...shared, kind: "response", status, ...contentOf(response) };
  });
}

function contentOf(holder: JsonObject): { body?: Schema; mediaType: boolean } {
  const entry = Object.entries(objectAt(holder, "content"))[0];
  if (!entry) return { mediaType: false };
  const [type, media] = entry;
  return { body: objectAt(media, "schema"), mediaType: type !== "*/*" };
}

/** The parameters of a target in one place, with their references followed. */
export function parametersOf({ document, definition }: Target, place: string): JsonObject[] {
  const { parameters } = definition;
  const list = Array.isArray(parameters) ? parameters.filter(isObject) : [];
  return list
    .map((parameter) => dereference({ document }, parameter))
    .filter((parameter) => parameter["in"] === place);
}

/** The query that selects a version, where the query does. */
export function versionQuery(version: VersionName): Record<string, string> {
  const selector = versions[version].routes[0].versionSelector;
  return selector.in === "query" ? { [selector.name]: selector.value } : {};
}

import { dereference, isObject, objectAt, type Json, type JsonObject } from "../schema/schema.ts";

/** Where the copy for Prism takes the bodies of a webhook, to be judged like a request. */
export function notificationPath(webhook: string): string {
  return `/notifications/${webhook}`;
}

/** Where the copy for Prism takes the bodies of a response, to be judged like a request. */
export function responsePath(operation: string, status: string): string {
  return `/responses/${operation}/${status}`;
}

/**
 * The copy of a bundled document that Prism serves: without `callbacks`, which Prism would execute towards the
 * hosts of the examples, and with a path for each notification and response, so that Prism judges these too.
 */
export function prismDocument(document: JsonObject): JsonObject {
  const paths: Record<string, Json> = {};
  for (const [path, item] of Object.entries(objectAt(document, "paths"))) {
    const { callbacks: _, ...post } = objectAt(item, "post");
    paths[path] = { post };
    Object.assign(paths, responsePaths(document, post, post["x-operation"]));
  }
  for (const [webhook, item] of Object.entries(objectAt(document, "webhooks"))) {
    const post = objectAt(item, "post");
    const { parameters = [], requestBody = {} } = post;
    paths[notificationPath(webhook)] = judged({ parameters, requestBody: asJson(requestBody) });
    Object.assign(paths, responsePaths(document, post, post["operationId"]));
  }
  return { ...document, paths, webhooks: {} };
}

/** A path for each response with a documented body. */
function responsePaths(document: JsonObject, definition: JsonObject, operation: Json | undefined) {
  const paths: Record<string, Json> = {};
  for (const [status, response] of Object.entries(objectAt(definition, "responses"))) {
    const content = objectAt(dereference({ document }, isObject(response) ? response : {}), "content");
    if (typeof operation !== "string" || Object.keys(content).length === 0) continue;
    paths[responsePath(operation, status)] = judged({ requestBody: { required: true, content } });
  }
  return paths;
}

function judged(definition: JsonObject): JsonObject {
  return { post: { ...definition, security: [], responses: { "200": { description: "Valid." } } } };
}

/** Prism takes `*\/*` literally; every message here is sent as JSON. */
function asJson(requestBody: Json): JsonObject {
  const content = Object.values(objectAt(requestBody, "content"))[0];
  return { required: true, content: { "application/json": content ?? {} } };
}

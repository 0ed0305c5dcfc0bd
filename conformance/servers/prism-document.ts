import { isObject, objectAt, type Json, type JsonObject } from "../schema/schema.ts";

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
    for (const [status, response] of Object.entries(objectAt(post, "responses"))) {
      const operation = post["x-operation"];
      const content = objectAt(followed(document, response), "content");
      if (typeof operation !== "string" || Object.keys(content).length === 0) continue;
      paths[responsePath(operation, status)] = judged({ requestBody: { required: true, content } });
    }
  }
  for (const [webhook, item] of Object.entries(objectAt(document, "webhooks"))) {
    const { parameters = [], requestBody = {} } = objectAt(item, "post");
    paths[notificationPath(webhook)] = judged({ parameters, requestBody: asJson(requestBody) });
  }
  return { ...document, paths, webhooks: {} };
}

function followed(document: JsonObject, value: Json): JsonObject {
  const reference = isObject(value) ? value["$ref"] : undefined;
  if (typeof reference !== "string") return isObject(value) ? value : {};
  return objectAt(document, ...reference.slice(2).split("/"));
}

function judged(definition: JsonObject): JsonObject {
  return { post: { ...definition, security: [], responses: { "200": { description: "Valid." } } } };
}

/** Prism takes `*\/*` literally; every message here is sent as JSON. */
function asJson(requestBody: Json): JsonObject {
  const content = Object.values(objectAt(requestBody, "content"))[0];
  return { required: true, content: { "application/json": content ?? {} } };
}

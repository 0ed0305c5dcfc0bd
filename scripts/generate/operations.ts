import { at, resolve } from "./document.ts";
import { isRecord, type Schema, type SchemaObject } from "./schema.ts";

/** What one direction of one message may hold, as a schema over `{path, query, headers, body}`. */
export interface OperationMessages {
  /** `acs.transferToParticipant`, or the webhook's name. */
  readonly operation: string;
  readonly kind: "operation" | "webhook";
  readonly request: Schema;
  readonly responses: Readonly<Record<string, Schema>>;
}

/** One operation as the document has it. */
export interface OperationEntry {
  readonly operation: string;
  readonly kind: "operation" | "webhook";
  readonly method: string;
  readonly template: string;
  readonly definition: SchemaObject;
}

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/** Every operation and webhook of a document, in its order. */
export function listOperations(document: SchemaObject): OperationEntry[] {
  const entries: OperationEntry[] = [];
  for (const [kind, group] of [
    ["operation", at(document, "paths")],
    ["webhook", at(document, "webhooks")],
  ] as const) {
    for (const [template, item] of Object.entries(group)) {
      for (const { method, definition } of methodsOf(item)) {
        const named = kind === "webhook" ? template : definition["x-operation"];
        if (typeof named !== "string") throw new Error(`${method} ${template} lacks x-operation.`);
        entries.push({ operation: named, kind, method: method.toUpperCase(), template, definition });
      }
    }
  }
  return entries;
}

/** The methods of one path, as the document writes them, with what each of them does. */
export function methodsOf(item: unknown): { method: string; definition: SchemaObject }[] {
  return METHODS.flatMap((method) => {
    const definition = isRecord(item) ? item[method] : undefined;
    return isRecord(definition) ? [{ method, definition }] : [];
  });
}

/** Parameters with their references followed. */
export function parametersOf(document: SchemaObject, definition: SchemaObject): SchemaObject[] {
  const list: unknown[] = Array.isArray(definition["parameters"]) ? definition["parameters"] : [];
  return list.map((parameter) => resolve(document, parameter));
}

/** The schemas of a request and of its responses. */
export function messagesOf(document: SchemaObject, entry: OperationEntry): OperationMessages {
  const { definition, operation, kind } = entry;
  const parameters = parametersOf(document, definition);
  const body = at(definition, "requestBody");
  const headers = place(parameters, "header", dependents(definition));
  const request = {
    type: "object",
    required: ["path", "query", "headers", ...(body["required"] === true ? ["body"] : [])],
    properties: {
      path: place(parameters, "path", {}),
      query: place(parameters, "query", {}),
      headers: withContentType(headers, at(body, "content")),
      body: contentSchema(at(body, "content")),
    },
  };
  const responses = Object.fromEntries(
    Object.entries(at(definition, "responses")).map(([status, value]) => [
      status,
      responseSchema(status, resolve(document, value)),
    ]),
  );
  return { operation, kind, request, responses };
}

function place(parameters: readonly SchemaObject[], where: string, extra: SchemaObject): SchemaObject {
  const here = parameters.filter((parameter) => parameter["in"] === where);
  const name = (parameter: SchemaObject) =>
    where === "header" ? String(parameter["name"]).toLowerCase() : String(parameter["name"]);
  return {
    type: "object",
    required: here.filter((parameter) => parameter["required"] === true).map(name),
    properties: Object.fromEntries(here.map((parameter) => [name(parameter), parameter["schema"]])),
    ...extra,
  };
}

/** The rule that one header demands another, which OpenAPI cannot say. */
function dependents(definition: SchemaObject): SchemaObject {
  const rule = at(definition, "x-dependent-parameters");
  if (Object.keys(rule).length === 0) return {};
  const lower = (names: unknown) =>
    Array.isArray(names) ? names.map((name) => String(name).toLowerCase()) : [];
  return {
    dependentRequired: Object.fromEntries(
      Object.entries(rule).map(([name, needed]) => [name.toLowerCase(), lower(needed)]),
    ),
  };
}

/** A documented media type is required; `*\/*` says that none is documented. */
function withContentType(headers: SchemaObject, content: SchemaObject): SchemaObject {
  const documented = mediaTypes(content);
  if (documented.length === 0) return headers;
  const escaped = documented.map((type) => type.replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&"));
  return {
    ...headers,
    required: [...(Array.isArray(headers["required"]) ? headers["required"] : []), "content-type"],
    properties: {
      ...at(headers, "properties"),
      "content-type": { type: "string", pattern: `^(?:${escaped.join("|")})[ \\t]*(?:;.*)?$` },
    },
  };
}

/** The media types that a `content` documents. */
export function mediaTypes(content: SchemaObject): string[] {
  return Object.keys(content).filter((type) => type !== "*/*");
}

function contentSchema(content: SchemaObject): Schema {
  const schema = Object.values(content)
    .map((media) => at(media, "schema"))
    .find((found) => Object.keys(found).length > 0);
  return schema ?? true;
}

/** What the document says of a response's body: it has one, must have none, or is silent. */
export function bodyOf(status: string, response: SchemaObject): "documented" | "forbidden" | "undocumented" {
  if (Object.keys(at(response, "content")).length > 0) return "documented";
  return status === "204" || status === "205" ? "forbidden" : "undocumented";
}

function responseSchema(status: string, response: SchemaObject): Schema {
  const kind = bodyOf(status, response);
  const content = at(response, "content");
  return {
    type: "object",
    required: ["headers", ...(kind === "documented" ? ["body"] : [])],
    properties: {
      headers: withContentType({ type: "object" }, content),
      body: kind === "forbidden" ? false : contentSchema(content),
    },
  };
}

/**
 * Brings an OpenAPI document into the one form: what it asserts, in the words of JSON Schema 2020-12, with names, types
 * and values only. Nothing that a person wrote for persons is taken over.
 */
import { at, resolve } from "../generate/document.ts";
import { isRecord, type SchemaObject } from "../generate/schema.ts";
import { ABSTRACT, BASE, EXTENSIBLE, LACKS } from "./definition.ts";

const PROSE = new Set([
  "description",
  "title",
  "summary",
  "example",
  "examples",
  "externalDocs",
  "xml",
  "tags",
]);
const OURS = new Set([ABSTRACT, BASE, EXTENSIBLE, LACKS]);
const SCHEMAS = new Set(["items", "additionalProperties", "unevaluatedProperties", "propertyNames", "not"]);
const LISTS = new Set(["allOf", "anyOf", "oneOf"]);
const MAPS = new Set(["properties", "patternProperties"]);
const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace"];

/** The document in the one form. */
export function withoutProse(document: SchemaObject): SchemaObject {
  const paths = Object.entries(at(document, "paths")).map(([path, item]) => [path, pathItem(document, item)]);
  const servers = Array.isArray(document["servers"]) ? document["servers"] : [];
  return ordered({
    openapi: "3.1.0",
    info: { title: "", version: at(document, "info")["version"] ?? "" },
    [LACKS]: document[LACKS],
    servers: servers.length > 0 ? servers.filter(isRecord).map(server) : undefined,
    security: document["security"],
    paths: sorted(Object.fromEntries(paths)),
    components: ordered({
      schemas: sorted(mapValues(at(document, "components", "schemas"), schemaForm)),
      securitySchemes: mapValues(at(document, "components", "securitySchemes"), plain),
    }),
  });
}

function pathItem(document: SchemaObject, item: unknown): SchemaObject {
  const methods = METHODS.filter((method) => isRecord(item) && isRecord(item[method]));
  return Object.fromEntries(methods.map((method) => [method, operation(document, at(item, method), item)]));
}

function operation(document: SchemaObject, value: SchemaObject, item: unknown): SchemaObject {
  const shared = at(item)["parameters"];
  const parameters = [shared, value["parameters"]].flatMap((list) => (Array.isArray(list) ? list : []));
  const body = resolve(document, value["requestBody"]);
  const responses = Object.entries(at(value, "responses")).map(([status, response]) => {
    const resolved = resolve(document, response);
    const content = mapValues(at(resolved, "content"), mediaType);
    const headers = mapValues(at(resolved, "headers"), (header) => parameter(resolve(document, header)));
    return [status, ordered({ description: "", headers, content, [LACKS]: resolved[LACKS] })];
  });
  return ordered({
    operationId: value["operationId"],
    deprecated: value["deprecated"],
    security: value["security"],
    [LACKS]: value[LACKS],
    parameters: parameters.map((one: unknown) => parameter(resolve(document, one))),
    requestBody: ordered({ required: body["required"], content: mapValues(at(body, "content"), mediaType) }),
    responses: Object.fromEntries(responses),
  });
}

function parameter(value: SchemaObject): SchemaObject {
  return ordered({
    name: value["name"],
    in: value["in"],
    required: value["required"],
    deprecated: value["deprecated"],
    schema: schemaForm(value["schema"]),
  });
}

function mediaType(value: unknown): SchemaObject {
  return ordered({ schema: schemaForm(at(value)["schema"]) });
}

function server(value: SchemaObject): SchemaObject {
  const variables = mapValues(at(value, "variables"), (variable) => ({ default: at(variable)["default"] }));
  return ordered({ url: value["url"], variables });
}

/** A schema without prose; what Swagger and OpenAPI 3.0 say otherwise than JSON Schema 2020-12 is said as that does. */
function schemaForm(value: unknown): unknown {
  if (!isRecord(value)) return value;
  const form: Record<string, unknown> = {};
  for (const [keyword, part] of Object.entries(value)) {
    if (PROSE.has(keyword) || keyword === "nullable" || (keyword.startsWith("x-") && !OURS.has(keyword)))
      continue;
    if (SCHEMAS.has(keyword)) form[keyword] = schemaForm(part);
    else if (LISTS.has(keyword) && Array.isArray(part)) form[keyword] = part.map(schemaForm);
    else if (MAPS.has(keyword)) form[keyword] = mapValues(at(part), schemaForm);
    else form[keyword] = part;
  }
  if (at(value, "x-ms-enum")["modelAsString"] === true && "enum" in form) {
    form[EXTENSIBLE] = form["enum"];
    delete form["enum"];
  }
  for (const [limit, exclusive] of [
    ["minimum", "exclusiveMinimum"],
    ["maximum", "exclusiveMaximum"],
  ] as const) {
    if (form[exclusive] === true) {
      form[exclusive] = form[limit];
      delete form[limit];
    } else if (form[exclusive] === false) delete form[exclusive];
  }
  if (value["nullable"] === true || value["x-nullable"] === true) return nullable(form);
  return form;
}

function nullable(schema: SchemaObject): SchemaObject {
  if (typeof schema["type"] === "string" && !("enum" in schema))
    return { ...schema, type: [schema["type"], "null"] };
  return { anyOf: [schema, { type: "null" }] };
}

/** A security scheme or another flat object, without prose. */
function plain(value: unknown): unknown {
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).filter(([key]) => !PROSE.has(key) && !key.startsWith("x-")),
  );
}

function mapValues(value: SchemaObject, change: (part: unknown) => unknown): SchemaObject {
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, change(part)]));
}

/** By name, so that the order in which references are met does not matter. */
function sorted(value: SchemaObject): SchemaObject {
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}

/** Without what is undefined or an empty object. */
function ordered(value: SchemaObject): SchemaObject {
  return Object.fromEntries(
    Object.entries(value).filter(
      ([key, part]) =>
        part !== undefined && (key === "paths" || !isRecord(part) || Object.keys(part).length > 0),
    ),
  );
}

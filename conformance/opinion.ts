import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { VersionName } from "../generated/versions.ts";
import { bundledDocument } from "./documents.ts";
import { dereference, isObject, objectAt, type JsonObject, type Schema } from "./schema/schema.ts";

/** A message as the second judge takes it. */
export interface OpinionMessage {
  readonly path?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
}

/** Which message of a contract is meant. */
export type Subject =
  | { readonly kind: "request"; readonly operation: string }
  | { readonly kind: "response"; readonly operation: string; readonly status: number }
  | { readonly kind: "notification"; readonly webhook: string };

/**
 * The second opinion: Ajv for 2020-12 with all of ajv-formats, on the bundled document as it stands. It shares
 * neither code nor schema changes with the generated validators.
 */
export function secondOpinion(version: VersionName): (subject: Subject, message: OpinionMessage) => boolean {
  const document = bundledDocument(version);
  const ajv = new Ajv2020({ strict: false, allErrors: false, validateFormats: true });
  addFormats.default(ajv, { mode: "full" });
  ajv.addFormat("date-time-rfc1123", isHttpDate);
  ajv.addSchema(document, "bundle");
  const compiled = new Map<string, ValidateFunction>();
  const accepts = (schema: Schema, value: unknown): boolean => {
    const key = JSON.stringify(schema);
    const validate = compiled.get(key) ?? ajv.compile(absolute(schema));
    compiled.set(key, validate);
    return validate(value);
  };
  return (subject, message) => {
    const definition = definitionOf(document, subject);
    if (subject.kind === "response")
      return acceptsResponse(document, definition, subject.status, message, accepts);
    return (
      acceptsParameters(document, definition, message, accepts) &&
      acceptsContent(objectAt(definition, "requestBody"), message, accepts, "required")
    );
  };
}

type Accepts = (schema: Schema, value: unknown) => boolean;

function definitionOf(document: JsonObject, subject: Subject): JsonObject {
  if (subject.kind === "notification") return objectAt(document, "webhooks", subject.webhook, "post");
  const found = Object.values(objectAt(document, "paths"))
    .map((item) => objectAt(item, "post"))
    .find((definition) => definition["x-operation"] === subject.operation);
  return found ?? {};
}

function acceptsParameters(
  document: JsonObject,
  definition: JsonObject,
  message: OpinionMessage,
  accepts: Accepts,
) {
  const { parameters } = definition;
  const list = Array.isArray(parameters) ? parameters.filter(isObject) : [];
  const wanted = objectAt(definition, "x-dependent-parameters");
  for (const [name, needed] of Object.entries(wanted)) {
    const missing =
      Array.isArray(needed) && needed.some((other) => !(String(other).toLowerCase() in message.headers));
    if (name.toLowerCase() in message.headers && missing) return false;
  }
  return list.every((entry) => {
    const parameter = dereference({ document }, entry);
    const name = String(parameter["name"]);
    const value =
      parameter["in"] === "header"
        ? message.headers[name.toLowerCase()]
        : (parameter["in"] === "path" ? message.path : message.query)?.[name];
    if (value === undefined) return parameter["required"] !== true;
    return accepts(objectAt(parameter, "schema"), value);
  });
}

function acceptsContent(
  holder: JsonObject,
  message: OpinionMessage,
  accepts: Accepts,
  presence: "required" | "documented",
): boolean {
  const content = Object.entries(objectAt(holder, "content"));
  if (content.length === 0) return true;
  if (presence === "required" && holder["required"] !== true && message.body === undefined) return true;
  if (message.body === undefined) return false;
  const declared = (message.headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase();
  return content.some(
    ([type, media]) =>
      (type === "*/*" || type === declared) && accepts(objectAt(media, "schema"), message.body),
  );
}

function acceptsResponse(
  document: JsonObject,
  definition: JsonObject,
  status: number,
  message: OpinionMessage,
  accepts: Accepts,
): boolean {
  const responses = objectAt(definition, "responses");
  const response = dereference(
    { document },
    responses[String(status)] === undefined
      ? objectAt(responses, "default")
      : objectAt(responses, String(status)),
  );
  if (status === 204) return message.body === undefined;
  return acceptsContent(response, message, accepts, "documented");
}

/** References of the document lead into the bundle. */
function absolute(schema: Schema): Schema {
  const text = JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"bundle#/');
  const parsed: unknown = JSON.parse(text);
  return typeof parsed === "boolean" || isObject(parsed) ? parsed : true;
}

/** RFC 9110's IMF-fixdate, judged by the platform's own reading and writing of dates. */
function isHttpDate(text: string): boolean {
  const time = Date.parse(text);
  return (
    !Number.isNaN(time) &&
    new Date(time).toUTCString().slice(4) === text.slice(4) &&
    /^[A-Z][a-z]{2}, /.test(text)
  );
}

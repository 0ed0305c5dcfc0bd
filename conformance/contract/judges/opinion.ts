import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import addFormats from "ajv-formats";
import type { VersionName } from "../../../generated/versions.ts";
import { bundledDocument } from "../documents.ts";
import type { Message, Target } from "../cases/target.ts";
import {
  dereference,
  isObject,
  objectAt,
  strings,
  type JsonObject,
  type Schema,
  textAt,
} from "../schema/schema.ts";

/** The second judge: whether a message is valid. */
export interface SecondOpinion {
  accepts(target: Target, message: Message): boolean;
  /** Whether a schema of the document accepts a value. */
  readonly acceptsValue: (schema: Schema, value: unknown) => boolean;
}

/**
 * Ajv for 2020-12 with all of ajv-formats, on the bundled document as it stands. It shares neither code nor
 * schema changes with the generated validators.
 */
export function secondOpinion(version: VersionName): SecondOpinion {
  const document = bundledDocument(version);
  const ajv = new Ajv2020({ strict: false, code: { optimize: false } });
  addFormats.default(ajv, { mode: "full" });
  ajv.addFormat("date-time-rfc1123", isHttpDate);
  // Each component under the address that references have: Ajv then compiles it once and not at each reference.
  for (const [name, schema] of Object.entries(objectAt(document, "components", "schemas"))) {
    if (isObject(schema)) ajv.addSchema(absolute(schema), `bundle#/components/schemas/${name}`);
  }
  const compiled = new WeakMap<JsonObject, ValidateFunction>();
  const acceptsValue = (schema: Schema, value: unknown): boolean => {
    if (typeof schema === "boolean") return schema;
    const validate = compiled.get(schema) ?? ajv.compile(absolute(schema));
    compiled.set(schema, validate);
    return validate(value);
  };
  return {
    acceptsValue,
    accepts({ definition, kind, status }, message) {
      if (kind === "response") return acceptsResponse(document, definition, status, message, acceptsValue);
      return (
        acceptsParameters(document, definition, message, acceptsValue) &&
        acceptsContent(objectAt(definition, "requestBody"), message, acceptsValue)
      );
    },
  };
}

type Accepts = SecondOpinion["acceptsValue"];

function acceptsParameters(document: JsonObject, definition: JsonObject, message: Message, accepts: Accepts) {
  for (const [name, needed] of Object.entries(objectAt(definition, "x-dependent-parameters"))) {
    const missing = strings(needed).some((other) => !(other.toLowerCase() in message.headers));
    if (name.toLowerCase() in message.headers && missing) return false;
  }
  const { parameters } = definition;
  const list = Array.isArray(parameters) ? parameters.filter(isObject) : [];
  return list.every((entry) => {
    const parameter = dereference({ document }, entry);
    const value = valueOf(message, textAt(parameter, "in"), textAt(parameter, "name"));
    if (value === undefined) return parameter["required"] !== true;
    return accepts(objectAt(parameter, "schema"), value);
  });
}

function valueOf(message: Message, place: string, name: string): string | undefined {
  if (place === "header") return message.headers[name.toLowerCase()];
  return place === "path" ? message.path[name] : message.query[name];
}

function acceptsContent(holder: JsonObject, { headers, body }: Message, accepts: Accepts): boolean {
  const content = Object.entries(objectAt(holder, "content"));
  if (content.length === 0) return true;
  if (body === undefined) return false;
  const declared = (headers["content-type"] ?? "").split(";")[0]?.trim().toLowerCase();
  return content.some(
    ([type, media]) => (type === "*/*" || type === declared) && accepts(objectAt(media, "schema"), body),
  );
}

function acceptsResponse(
  document: JsonObject,
  definition: JsonObject,
  status: string,
  message: Message,
  accepts: Accepts,
): boolean {
  if (status === "204") return message.body === undefined;
  const response = dereference({ document }, objectAt(definition, "responses", status));
  return acceptsContent(response, message, accepts);
}

/** References of the document lead into the bundle. */
function absolute(schema: JsonObject): Schema {
  const text = JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"bundle#/');
  const parsed: unknown = JSON.parse(text);
  return isObject(parsed) ? parsed : true;
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

import { Ajv } from "ajv";
import standalone from "ajv/dist/standalone/index.js";
import next from "ajv/dist/vocabularies/next.js";
import { at, schemaLookup, type VersionDocument } from "./document.ts";
import { stringFormats } from "./formats.ts";
import { listOperations, messagesOf, type OperationMessages } from "./operations.ts";
import { isSchema, type Schema, type SchemaObject } from "./schema.ts";
import { forValidators, type Mode } from "./transform.ts";

/** Names of the functions of one operation or webhook. */
export interface ValidatorNames {
  readonly operation: string;
  readonly kind: "operation" | "webhook";
  readonly request: string;
  readonly responses: Readonly<Record<string, string>>;
}

/** The messages of a document, each operation once although several paths may lead to it. */
export function distinctMessages({ document, name }: VersionDocument): OperationMessages[] {
  const found = new Map<string, OperationMessages>();
  for (const entry of listOperations(document)) {
    const messages = messagesOf(document, entry);
    const before = found.get(messages.operation);
    if (before && JSON.stringify(before) !== JSON.stringify(messages)) {
      throw new Error(`${name}: the paths of ${messages.operation} differ in what they accept.`);
    }
    found.set(messages.operation, messages);
  }
  return [...found.values()];
}

/** How the functions of each operation are called in the generated module. */
export function validatorNames(version: VersionDocument): ValidatorNames[] {
  return distinctMessages(version).map(({ operation, kind, responses }) => {
    const stem = operation.replaceAll(/\W/g, "_");
    return {
      operation,
      kind,
      request: `${stem}_request`,
      responses: Object.fromEntries(Object.keys(responses).map((status) => [status, `${stem}_${status}`])),
    };
  });
}

/** The JavaScript module with the validators of one version. */
export function validatorModule(version: VersionDocument, mode: Mode): string {
  const schemas: Record<string, Schema> = {};
  const names = validatorNames(version);
  for (const messages of distinctMessages(version)) {
    const own = names.find(({ operation }) => operation === messages.operation);
    if (own === undefined) throw new Error(`${messages.operation} has no names.`);
    schemas[own.request] = lenientRequest(messages, mode);
    for (const [status, schema] of Object.entries(messages.responses))
      schemas[own.responses[status] ?? ""] = schema;
  }
  return compiledModule(version.document, mode, schemas);
}

/** A JavaScript module with one function for each schema, under its name. */
export function compiledModule(
  document: SchemaObject,
  mode: Mode,
  schemas: Readonly<Record<string, Schema>>,
): string {
  const lookup = schemaLookup(document);
  // The specs use nothing of 2020-12 that needs Ajv's bookkeeping of evaluated members, which the class for
  // that draft always writes; this class and the later keywords give half the code.
  const ajv = new Ajv({
    strict: true,
    strictTypes: false,
    strictTuples: false,
    strictRequired: false,
    allowMatchingProperties: true,
    allErrors: mode === "strict",
    messages: false,
    formats: stringFormats(),
    code: { source: true, esm: true, lines: true, optimize: 2 },
    inlineRefs: false,
  });
  ajv.addVocabulary(next.default);
  const add = (name: string, schema: Schema) =>
    ajv.addSchema(anonymous(forValidators(schema, mode, lookup)), name);
  for (const [name, schema] of Object.entries(at(document, "components", "schemas")))
    if (isSchema(schema)) add(name, schema);
  for (const [name, schema] of Object.entries(schemas)) add(name, schema);
  const exported = Object.fromEntries(Object.keys(schemas).map((name) => [name, name]));
  return withoutRequire(standalone.default(ajv, exported));
}

/** Receivers take notifications whatever media type they declare; they judge it themselves. */
function lenientRequest({ kind, request }: OperationMessages, mode: Mode): Schema {
  if (mode === "strict" || kind === "operation" || typeof request === "boolean") return request;
  const headers = at(request, "properties", "headers");
  const required: unknown[] = Array.isArray(headers["required"]) ? headers["required"] : [];
  const { "content-type": _, ...properties } = at(headers, "properties");
  const lenient = { ...headers, required: required.filter((name) => name !== "content-type"), properties };
  return { ...request, properties: { ...at(request, "properties"), headers: lenient } };
}

/** Ajv registers a schema by the key given, so it must not carry an id of its own. */
function anonymous(schema: Schema): Schema {
  if (typeof schema === "boolean") return schema ? {} : { not: {} };
  return schema;
}

/** Ajv writes `require` into ESM for a helper of one line, and paths of schemas that nobody reads. */
function withoutRequire(code: string): string {
  const inlined = code
    .replaceAll(
      /const (\w+) = require\("ajv\/dist\/runtime\/ucs2length"\)\.default;/g,
      "const $1 = (text) => { let length = 0; for (const _ of text) length++; return length; };",
    )
    // Joined by copying, the errors of a long list would take time with its square.
    .replaceAll(
      /vErrors = vErrors === null \? ([\w.]+)\.errors : vErrors\.concat\(\1\.errors\);/g,
      "vErrors = joined(vErrors, $1.errors);",
    )
    .replaceAll(/schemaPath:"(?:[^"\\]|\\.)*",/g, "")
    .replace(/^"use strict";/, "");
  const left = /require\([^)]*\)/.exec(inlined);
  if (left) throw new Error(`The validators would need ${left[0]} at run time.`);
  if (inlined.includes(".concat(")) throw new Error("The validators still join errors by copying.");
  return `const joined = (all, more) => { if (all === null) return more; for (const error of more) all.push(error); return all; };\n${inlined}`;
}

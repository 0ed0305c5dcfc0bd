import { at, resolve, type VersionDocument } from "./document.ts";
import { bodyOf, listOperations, mediaTypes, parametersOf, type OperationEntry } from "./operations.ts";
import { isRecord, type SchemaObject } from "./schema.ts";

/** The route table of one version as a TypeScript module. */
export function routeModule(version: VersionDocument, contract: string): string {
  const routes = listOperations(version.document)
    .filter(({ kind }) => kind === "operation")
    .map((entry) => routeOf(version, entry));
  return [
    `import type { Route } from "${contract}";`,
    "",
    `export const routes = [${routes.join(",\n")}] as const satisfies readonly Route[];`,
    "",
  ].join("\n");
}

function routeOf({ document, apiVersion }: VersionDocument, entry: OperationEntry): string {
  const { definition, template } = entry;
  const parameters = parametersOf(document, definition);
  const names = (where: string) =>
    parameters.filter((parameter) => parameter["in"] === where).map((parameter) => String(parameter["name"]));
  const selector = versionSelector(document, definition, apiVersion);
  const base = basePath(document);
  const facts = {
    operation: entry.operation,
    operationId: definition["operationId"],
    deprecated: definition["deprecated"] === true,
    method: entry.method,
    basePath: base,
    template,
    pathParameters: names("path"),
    queryParameters: names("query"),
    headers: names("header").map((name) => name.toLowerCase()),
    dependentHeaders: dependentHeaders(definition),
    versionSelector: selector
      ? { in: "query", name: selector["name"], value: apiVersion }
      : { in: "path", value: apiVersion },
    contentTypes: mediaTypes(at(definition, "requestBody", "content")),
    responses: responses(document, definition),
    notifications: notifications(definition),
  };
  const text = JSON.stringify(facts, undefined, 2);
  return text.replace(/\n}$/, `,\n  "matcher": ${matcher(base + template)}\n}`);
}

/** The query parameter that a version fixes to its own name, where there is one. */
export function versionSelector(
  document: SchemaObject,
  definition: SchemaObject,
  apiVersion: string,
): SchemaObject | undefined {
  return parametersOf(document, definition).find(
    (parameter) => parameter["in"] === "query" && at(parameter, "schema")["const"] === apiVersion,
  );
}

/** The path of the server address, without a slash at the end; empty where the address is a variable. */
export function basePath(document: SchemaObject): string {
  const url = serverUrl(document);
  return url.startsWith("https://") ? new URL(url).pathname.replace(/\/$/, "") : "";
}

/** The address of the first server. */
export function serverUrl(document: SchemaObject): string {
  const servers: unknown[] = Array.isArray(document["servers"]) ? document["servers"] : [];
  const { url } = at({ server: servers[0] }, "server");
  if (typeof url !== "string") throw new Error("The document names no server.");
  return url;
}

/** A regular expression with one group per path parameter. Colons are literal. */
function matcher(template: string): string {
  const source = template
    .split(/(\{[^}]+\})/)
    .map((part) => (part.startsWith("{") ? "([^/]+?)" : part.replaceAll(/[.*+?^${}()|[\]\\/]/g, "\\$&")))
    .join("");
  return `/^${source}$/`;
}

function dependentHeaders(definition: SchemaObject): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(at(definition, "x-dependent-parameters")).map(([name, needed]) => [
      name.toLowerCase(),
      Array.isArray(needed) ? needed.map((other) => String(other).toLowerCase()) : [],
    ]),
  );
}

function responses(document: SchemaObject, definition: SchemaObject): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(at(definition, "responses")).map(([status, value]) => {
      const response = resolve(document, value);
      const headers = Object.keys(at(response, "headers")).map((name) => name.toLowerCase());
      return [
        status,
        { body: bodyOf(status, response), contentTypes: mediaTypes(at(response, "content")), headers },
      ];
    }),
  );
}

/** The webhooks that an operation's callbacks refer to. */
export function notifications(definition: SchemaObject): string[] {
  return Object.values(at(definition, "callbacks")).flatMap((callback) =>
    isRecord(callback)
      ? Object.values(callback).map((item) => String(at({ item }, "item")["$ref"]).replace("#/webhooks/", ""))
      : [],
  );
}

import type { JsonObject } from "./change.ts";
import { contractsOf, type Fixture } from "./fixtures.ts";
import { isObject, objectOf } from "./json.ts";

/**
 * The documents of many fixtures as one, so that one process can judge them all: everything that has a name of its own
 * gets the id of the rule before it, and what stands at the top moves into the operations.
 */
export function mergedDocuments(fixtures: readonly Fixture[]): { old: JsonObject; new: JsonObject } {
  return {
    old: merged(fixtures.map((fixture) => [fixture.rule, contractsOf(fixture).old.document])),
    new: merged(fixtures.map((fixture) => [fixture.rule, contractsOf(fixture).new.document])),
  };
}

/** The rule whose fixture a place in the merged document belongs to. */
export function ruleAt(pointer: string): string | undefined {
  if (/^#\/info\b/.test(pointer)) return "document-version-changed";
  if (pointer === "#/" || pointer === "#/openapi") return "document-openapi-changed";
  return /^#\/(?:paths\/~1|webhooks\/|components\/securitySchemes\/)([a-z-]+)/.exec(pointer)?.[1];
}

function merged(documents: readonly (readonly [string, JsonObject])[]): JsonObject {
  const paths: Record<string, unknown> = {};
  const webhooks: Record<string, unknown> = {};
  const securitySchemes: Record<string, unknown> = {};
  for (const [rule, document] of documents) {
    for (const [path, item] of Object.entries(objectOf(document["paths"]))) {
      paths[`/${rule}${path}`] = own(rule, document, item);
    }
    for (const [name, item] of Object.entries(objectOf(document["webhooks"]))) {
      webhooks[`${rule}.${name}`] = own(rule, document, item);
    }
    const schemes = objectOf(objectOf(document["components"])["securitySchemes"]);
    for (const [name, scheme] of Object.entries(schemes)) securitySchemes[`${rule}.${name}`] = scheme;
  }
  const find = (rule: string): JsonObject => documents.find(([id]) => id === rule)?.[1] ?? {};
  return {
    openapi: find("document-openapi-changed")["openapi"],
    info: find("document-version-changed")["info"],
    paths,
    webhooks,
    components: { securitySchemes },
  };
}

/** The operations of a path with names of their own, and with what the document says of all. */
function own(rule: string, document: JsonObject, item: unknown): JsonObject {
  return Object.fromEntries(
    Object.entries(objectOf(item)).map(([method, value]) => {
      const operation = objectOf(value);
      const {
        operationId,
        security = document["security"],
        servers = document["servers"],
        ...rest
      } = operation;
      return [
        method,
        {
          ...rest,
          operationId: `${rule}.${String(operationId)}`,
          ...(servers !== undefined && { servers }),
          ...(Array.isArray(security) && {
            security: security.filter(isObject).map((one) => renamed(rule, one)),
          }),
        },
      ];
    }),
  );
}

function renamed(rule: string, alternative: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(alternative).map(([name, scopes]) => [`${rule}.${name}`, scopes]));
}

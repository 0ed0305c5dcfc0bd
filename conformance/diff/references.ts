import type { JsonObject } from "./change.ts";
import { ContractError } from "./contract-error.ts";
import { isObject } from "./json.ts";

/** Members whose values are data, in which `$ref` means nothing. */
const DATA = new Set(["example", "examples", "default", "const", "enum"]);

/** Members whose values hold names of somebody's own. */
const NAMED = new Set([
  "properties",
  "patternProperties",
  "$defs",
  "dependentSchemas",
  "schemas",
  "responses",
  "parameters",
  "headers",
  "paths",
  "webhooks",
  "callbacks",
]);

/**
 * Makes sure that a document holds all that it refers to.
 *
 * @throws ContractError for a reference to another file, or to nothing
 */
export function checkReferences(document: JsonObject, name: string): void {
  for (const reference of referencesIn(document, false)) {
    if (!reference.startsWith("#"))
      throw new ContractError(
        "ERR_NOT_BUNDLED",
        `${name} refers to ${reference}. Bundle it first, such as with npx @redocly/cli bundle.`,
      );
    if (!holds(document, reference))
      throw new ContractError(
        "ERR_UNRESOLVED",
        `${name} refers to ${reference}, which it does not hold at a place of that name.`,
      );
  }
}

function referencesIn(value: unknown, hasNames: boolean): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => referencesIn(item, false));
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([member, content]) => {
    if (hasNames) return referencesIn(content, false);
    if (member === "$ref") return typeof content === "string" ? [content] : [];
    return DATA.has(member) ? [] : referencesIn(content, NAMED.has(member));
  });
}

function holds(document: JsonObject, reference: string): boolean {
  // Anchors are not looked for.
  if (reference !== "#" && !reference.startsWith("#/")) return false;
  let value: unknown = document;
  for (const step of reference.split("/").slice(1)) {
    const name = decoded(step).replaceAll("~1", "/").replaceAll("~0", "~");
    if (Array.isArray(value)) value = value[Number(name)];
    else if (isObject(value) && Object.hasOwn(value, name)) value = value[name];
    else return false;
  }
  return value !== undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

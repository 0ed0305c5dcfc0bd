import type { JsonObject } from "./change.ts";
import { ContractError } from "./contract-error.ts";
import { isObject } from "./json.ts";

/** How deep values may stand in each other. Documents of services stay far below it. */
const DEEPEST = 500;

/** Members whose values are data, in which `$ref` means nothing. */
const DATA = new Set(["example", "examples", "default", "const", "enum"]);

/** Members whose values hold names of somebody's own. */
const NAMED = new Set([
  "properties",
  "patternProperties",
  "$defs",
  "definitions",
  "dependentSchemas",
  "schemas",
  "responses",
  "parameters",
  "requestBodies",
  "headers",
  "links",
  "encoding",
  "paths",
  "pathItems",
  "webhooks",
  "callbacks",
]);

/**
 * Makes sure that a document can be compared: that it ends somewhere, and holds all that it refers to.
 *
 * @throws ContractError for a document that is nested without end or too deeply, and for a reference to another file,
 * or to nothing
 */
export function checkReferences(document: JsonObject, name: string): void {
  checkDepth(document, name);
  for (const reference of referencesIn(document)) {
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

/** All that a part of a document refers to. What is only data, or only called `$ref`, refers to nothing. */
export function referencesIn(value: unknown): ReadonlySet<string> {
  const found = new Set<string>();
  // An alias of YAML can stand at several places, once as names and once as keywords.
  const seen = { names: new Set<unknown>(), keywords: new Set<unknown>() };
  const search = (here: unknown, hasNames: boolean): void => {
    const passed = hasNames ? seen.names : seen.keywords;
    if (typeof here !== "object" || here === null || passed.has(here)) return;
    passed.add(here);
    if (Array.isArray(here)) return here.forEach((item) => search(item, false));
    for (const [member, content] of Object.entries(here)) {
      if (hasNames) search(content, false);
      else if (member === "$ref" && typeof content === "string") found.add(content);
      else if (!DATA.has(member)) search(content, NAMED.has(member));
    }
  };
  search(value, false);
  return found;
}

/**
 * Makes sure that a document ends somewhere: an alias of YAML can stand for what it stands in.
 *
 * @throws ContractError for a document that is nested without end or too deeply
 */
export function checkDepth(document: JsonObject, name: string): void {
  const heights = new Map<object, number>();
  const around = new Set<object>();
  const refuse = (what: string): never => {
    throw new ContractError("ERR_MALFORMED", `${name} ${what}`);
  };
  const heightOf = (value: unknown): number => {
    if (typeof value !== "object" || value === null) return 0;
    const known = heights.get(value);
    if (known !== undefined) return known;
    if (around.has(value)) refuse("holds a part that contains itself, by an alias. Use $ref for that.");
    if (around.size > DEEPEST) refuse(`is nested more than ${DEEPEST} levels deep.`);
    around.add(value);
    const inner = Object.values(value).map(heightOf);
    around.delete(value);
    const height = 1 + inner.reduce((highest, one) => Math.max(highest, one), 0);
    heights.set(value, height);
    return height;
  };
  if (heightOf(document) > DEEPEST) refuse(`is nested more than ${DEEPEST} levels deep.`);
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

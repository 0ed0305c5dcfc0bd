import type { JsonObject } from "../change.ts";
import { isObject, pointerOf } from "../json.ts";

/** A value of a document, with where it stands and what it is called. */
export interface Spot {
  readonly root: JsonObject;
  /** `undefined` where nothing stands. */
  readonly value: unknown;
  /** JSON Pointer; references are followed, so it names the component. */
  readonly pointer: string;
  /** For people. */
  readonly place: string;
}

/** The same thing in both documents. */
export interface Pair {
  readonly old: Spot;
  readonly new: Spot;
}

/** What components of each kind are called; those of other kinds are called by where they are used. */
const NAMED: Readonly<Record<string, string>> = {
  schemas: "",
  responses: " (response)",
  requestBodies: " (body)",
  securitySchemes: " (security scheme)",
};

/** A document as a whole. */
export function rootSpot(root: JsonObject): Spot {
  return { root, value: root, pointer: "", place: "document" };
}

/** What stands at these steps from here, under the same name unless another is given. */
export function at(spot: Spot, steps: readonly (string | number)[], place = spot.place): Spot {
  let value: unknown = spot.value;
  for (const step of steps) value = valueOf(value, String(step));
  return { root: spot.root, value, pointer: spot.pointer + pointerOf(steps.map(String)), place };
}

/** The same in both documents, some steps on. */
export function both(pair: Pair, steps: readonly (string | number)[], place?: string): Pair {
  return { old: at(pair.old, steps, place), new: at(pair.new, steps, place) };
}

/** The members of an object that stand in either document: the old ones in their order, then those that are new. */
export function namesOf(pair: Pair): string[] {
  return [
    ...new Set([pair.old, pair.new].flatMap(({ value }) => (isObject(value) ? Object.keys(value) : []))),
  ];
}

/** Whether a document is of OpenAPI 3.0, in which nothing counts that stands beside a `$ref`. */
export function isOfOpenApi30({ root }: Spot): boolean {
  return String(root["openapi"]).startsWith("3.0");
}

/** Follows references until the thing itself stands there. */
export function followed(spot: Spot): Spot {
  let here = spot;
  const passed = new Set<string>();
  while (isObject(here.value) && typeof here.value["$ref"] === "string" && !passed.has(here.pointer)) {
    passed.add(here.pointer);
    here = target(here, here.value["$ref"]);
  }
  return here;
}

/**
 * What a reference leads to.
 *
 * @throws {TypeError} where it leads nowhere in this document
 */
export function target(spot: Spot, reference: string): Spot {
  const steps = reference.startsWith("#/") ? reference.slice(2).split("/").map(stepOf) : [];
  const isPointer = reference === "#" || steps.length > 0;
  const found = isPointer ? at(rootSpot(spot.root), steps) : anchored(spot.root, reference.slice(1));
  if (found?.value === undefined) {
    throw new TypeError(`${spot.pointer}: "${reference}" leads nowhere in this document.`);
  }
  const [components, kind = "", name, more] = steps;
  const suffix = components === "components" && more === undefined ? NAMED[kind] : undefined;
  return { ...found, place: suffix === undefined ? spot.place : `${name}${suffix}` };
}

/** The text at a name, if there is one. */
export function textAt(spot: Spot, name: string): string | undefined {
  const value = valueOf(spot.value, name);
  return typeof value === "string" ? value : undefined;
}

/** Whether something stands here. */
export function exists(spot: Spot): boolean {
  return spot.value !== undefined;
}

/** The schema that calls itself by this name. */
function anchored(root: JsonObject, name: string): Spot | undefined {
  const search = (spot: Spot): Spot | undefined => {
    if (isObject(spot.value) && spot.value["$anchor"] === name) return spot;
    const steps = isObject(spot.value) || Array.isArray(spot.value) ? Object.keys(spot.value) : [];
    for (const step of steps) {
      const found = search(at(spot, [step]));
      if (found) return found;
    }
    return undefined;
  };
  return search(rootSpot(root));
}

function valueOf(value: unknown, step: string): unknown {
  if (Array.isArray(value)) return /^\d+$/.test(step) ? value[Number(step)] : undefined;
  return isObject(value) && Object.hasOwn(value, step) ? value[step] : undefined;
}

function stepOf(text: string): string {
  return decoded(text).replaceAll("~1", "/").replaceAll("~0", "~");
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

import { isObject, objectOf } from "../json.ts";
import type { Versions } from "./course.ts";
import { at, followed, textAt, type Pair, type Spot } from "./spot.ts";

/** What is done at one path by one method, or told by one webhook. */
export interface Operation {
  /** What it is called at the places of its changes. */
  readonly name: string;
  /** What it is called among what changes reach: two paths of one operation share it. */
  readonly reach: string;
  readonly method: string;
  /** The template of its path, or the name of the webhook. */
  readonly path: string;
  readonly spot: Spot;
  /** What stands around it, for all methods: beside a reference, then where that leads. */
  readonly items: readonly Spot[];
}

/** Two operations that are the same one. */
export interface OperationPair {
  readonly old: Operation;
  readonly new: Operation;
}

/** What only one of the documents has, and what both have. */
export interface Matched {
  readonly pairs: readonly OperationPair[];
  readonly gone: readonly Operation[];
  readonly fresh: readonly Operation[];
}

const METHODS = ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"];

/** What stands around operations, and is compared with each. */
export const COMPARED_OF_ITEMS: ReadonlySet<string> = new Set([...METHODS, "parameters", "servers"]);

/** The operations of `paths` or `webhooks`. */
export function operationsIn(list: Spot): Operation[] {
  const { value } = list;
  return (isObject(value) ? Object.keys(value) : []).flatMap((path) => operationsOf(path, at(list, [path])));
}

/** The operations of one path, webhook or callback. */
export function operationsOf(path: string, at_: Spot): Operation[] {
  const items = itemsAt(at_);
  return METHODS.flatMap((method): Operation[] => {
    const spot = items.map((item) => at(item, [method])).find(({ value }) => isObject(value));
    if (!spot) return [];
    const [, webhook] = /^\/webhooks\/([^/]+)/.exec(spot.pointer) ?? [];
    const id = textAt(spot, "operationId") ?? webhook;
    const name = id ?? `${method.toUpperCase()} ${path}`;
    const reach = textAt(spot, "x-operation") ?? name;
    return [{ name, reach, method, path, items, spot: { ...spot, place: name } }];
  });
}

/** A path may refer to another, and say more beside that. */
function itemsAt(item: Spot): Spot[] {
  const end = followed(item);
  if (end.pointer === item.pointer || !isObject(item.value)) return [end];
  const { $ref: _reference, ...beside } = item.value;
  return Object.keys(beside).length === 0 ? [end] : [{ ...item, value: beside }, end];
}

/**
 * Pairs operations by method and path, then by what they are called.
 *
 * @param byPath - whether those of one path are the same whatever their method, as those of one webhook are
 */
export function matchOperations(
  old: readonly Operation[],
  revised: readonly Operation[],
  versions: Versions,
  byPath = false,
): Matched {
  const gone = new Set(old);
  const fresh = new Set(revised);
  const pairs: OperationPair[] = [];
  // Of those that are called the same, only one of each document is clearly the other.
  const pass = (keyOf: (operation: Operation, version: string | undefined) => string | undefined): void => {
    const others = byKey(fresh, (operation) => keyOf(operation, versions.new));
    for (const [key, ones] of byKey(gone, (operation) => keyOf(operation, versions.old))) {
      const [one, rival] = ones;
      const [other, another] = others.get(key) ?? [];
      if (!one || rival || !other || another) continue;
      pairs.push({ old: one, new: other });
      gone.delete(one);
      fresh.delete(other);
    }
  };
  pass(addressOf);
  for (const name of ["operationId", "x-operation"]) pass(({ spot }) => textAt(spot, name));
  if (byPath) pass(({ path }) => path);
  const order = new Map(old.map((operation, index) => [operation, index]));
  pairs.sort((a, b) => (order.get(a.old) ?? 0) - (order.get(b.old) ?? 0));
  return { pairs, gone: [...gone], fresh: [...fresh] };
}

function byKey(
  operations: Iterable<Operation>,
  keyOf: (operation: Operation) => string | undefined,
): Map<string, Operation[]> {
  const found = new Map<string, Operation[]>();
  for (const operation of operations) {
    const key = keyOf(operation);
    if (key === undefined) continue;
    const known = found.get(key);
    if (known) known.push(operation);
    else found.set(key, [operation]);
  }
  return found;
}

/** The same thing of both operations. */
export function spotsOf({ old, new: revised }: OperationPair): Pair {
  return { old: old.spot, new: revised.spot };
}

/** What stands around both operations, under the name of the operation. */
export function itemsOf({ old, new: revised }: OperationPair): Pair {
  return { old: itemOf(old), new: itemOf(revised) };
}

function itemOf({ items, name }: Operation): Spot {
  const [first = { root: {}, value: undefined, pointer: "", place: name }] = items;
  const value: unknown = Object.assign({}, ...items.toReversed().map((item) => objectOf(item.value)));
  return { ...first, value, place: name };
}

/** Method and path, whatever the parameters and the version in it are called. */
export function addressOf({ method, path }: Operation, version: string | undefined): string {
  const segments = path.split("/").map((segment) => (segment === version ? "{version}" : segment));
  return `${method} ${segments.join("/").replaceAll(/\{[^{}]*\}/g, "{}")}`;
}

/** Method and path as a person reads them. */
export function shownAddress({ method, path }: Operation): string {
  return `${method.toUpperCase()} ${path}`;
}

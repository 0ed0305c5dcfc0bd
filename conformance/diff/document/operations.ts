import { isObject } from "../json.ts";
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
  /** What stands around it, for all methods. */
  readonly item: Spot;
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
  const item = followed(at_);
  return METHODS.filter((method) => isObject(item.value) && isObject(item.value[method])).map((method) => {
    const spot = at(item, [method]);
    const [, webhook] = /^\/webhooks\/([^/]+)/.exec(spot.pointer) ?? [];
    const id = textAt(spot, "operationId") ?? webhook;
    const name = id ?? `${method.toUpperCase()} ${path}`;
    return {
      name,
      reach: textAt(spot, "x-operation") ?? name,
      method,
      path,
      item,
      spot: { ...spot, place: name },
    };
  });
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
  const pass = (fits: (one: Operation, other: Operation) => boolean): void => {
    for (const one of gone) {
      const matches = [...fresh].filter((other) => fits(one, other));
      const [other] = matches;
      const isClear =
        matches.length === 1 && [...gone].filter((rival) => other && fits(rival, other)).length === 1;
      if (!other || !isClear) continue;
      pairs.push({ old: one, new: other });
      gone.delete(one);
      fresh.delete(other);
    }
  };
  const nameAt = (operation: Operation, name: string) => textAt(operation.spot, name);
  pass((one, other) => addressOf(one, versions.old) === addressOf(other, versions.new));
  for (const name of ["operationId", "x-operation"]) {
    pass((one, other) => nameAt(one, name) !== undefined && nameAt(one, name) === nameAt(other, name));
  }
  if (byPath) pass((one, other) => one.path === other.path);
  pairs.sort((a, b) => old.indexOf(a.old) - old.indexOf(b.old));
  return { pairs, gone: [...gone], fresh: [...fresh] };
}

/** The same thing of both operations. */
export function spotsOf({ old, new: revised }: OperationPair): Pair {
  return { old: old.spot, new: revised.spot };
}

/** What stands around both operations, under the name of the operation. */
export function itemsOf({ old, new: revised }: OperationPair): Pair {
  return { old: { ...old.item, place: old.name }, new: { ...revised.item, place: revised.name } };
}

/** Method and path, whatever the parameters and the version in it are called. */
export function addressOf({ method, path }: Operation, version: string | undefined): string {
  const segments = path.split("/").map((segment) => (segment === version ? "{version}" : segment));
  return `${method} ${segments.join("/").replaceAll(/\{[^}]*\}/g, "{}")}`;
}

/** Method and path as a person reads them. */
export function shownAddress({ method, path }: Operation): string {
  return `${method.toUpperCase()} ${path}`;
}

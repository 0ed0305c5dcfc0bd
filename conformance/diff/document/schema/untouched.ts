import type { JsonObject } from "../../change.ts";
import { isSame } from "../../json.ts";
import { referencesIn } from "../../references.ts";
import { rootSpot, target } from "../spot.ts";
import type { Schemas } from "./shape.ts";

/** References that lead to something else in the other document, by both documents. */
const known = new WeakMap<JsonObject, WeakMap<JsonObject, ReadonlySet<string>>>();

/** Whether schemas are written alike in both documents, with all that they lead to. Most are, and need no comparison. */
export function areUntouched(old: Schemas, revised: Schemas): boolean {
  if (old.length !== revised.length) return false;
  return old.every((spot, index) => {
    const other = revised[index];
    if (!other || !isSame(spot.value, other.value)) return false;
    const touched = touchedBetween(spot.root, other.root);
    return [...referencesIn(spot.value)].every((reference) => !touched.has(reference));
  });
}

function touchedBetween(old: JsonObject, revised: JsonObject): ReadonlySet<string> {
  const pairs = known.get(old) ?? new WeakMap<JsonObject, ReadonlySet<string>>();
  known.set(old, pairs);
  const touched = pairs.get(revised) ?? findTouched(old, revised);
  pairs.set(revised, touched);
  return touched;
}

function findTouched(old: JsonObject, revised: JsonObject): ReadonlySet<string> {
  const references = new Set([...referencesIn(old), ...referencesIn(revised)]);
  const inner = new Map<string, ReadonlySet<string>>();
  const touched = new Set<string>();
  for (const reference of references) {
    const [one, other] = [old, revised].map((root) => valueAt(root, reference));
    inner.set(reference, new Set([...referencesIn(one), ...referencesIn(other)]));
    if (one === undefined || !isSame(one, other)) touched.add(reference);
  }
  for (let size = -1; size !== touched.size;) {
    size = touched.size;
    for (const [reference, others] of inner)
      if ([...others].some((other) => touched.has(other))) touched.add(reference);
  }
  return touched;
}

function valueAt(root: JsonObject, reference: string): unknown {
  try {
    return target(rootSpot(root), reference).value;
  } catch {
    return undefined;
  }
}

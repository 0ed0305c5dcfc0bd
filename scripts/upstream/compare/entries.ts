import type { SchemaObject } from "../../generate/schema.ts";

/**
 * Of some types those by which the others are reached: what only a type that we do not have leads to, we need not have.
 *
 * @param types - all types of the document, by name
 * @param names - the types in question
 */
export function entriesOf(types: SchemaObject, names: readonly string[]): string[] {
  const leads = (from: string, to: string) => from !== to && referencedBy(types[from]).includes(to);
  const entries = names.filter((name) => !names.some((other) => leads(other, name)));
  const reached = new Set<string>();
  const pending = [...entries];
  for (let name = pending.pop(); name !== undefined; name = pending.pop()) {
    if (reached.has(name)) continue;
    reached.add(name);
    pending.push(...referencedBy(types[name]));
  }
  // What is left leads only to each other.
  return [...entries, ...names.filter((name) => !reached.has(name))];
}

function referencedBy(schema: unknown): string[] {
  const references = JSON.stringify(schema ?? {}).matchAll(/"#\/components\/schemas\/([^"]+)"/g);
  return [...references].map(([, name]) => name ?? "");
}

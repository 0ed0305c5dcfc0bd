/** What the package says of itself, as it is installed. */
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The parts of package.json that are looked at. */
export interface Manifest {
  readonly bin: Readonly<Record<string, string>>;
  readonly exports: Readonly<Record<string, string | { readonly types: string; readonly default: string }>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly sideEffects: boolean | readonly string[];
}

/** Reads it. */
export function readManifest(folder: string): Manifest {
  const manifest: Manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  return manifest;
}

/** Where a project has the package. */
export function installedIn(project: string): string {
  return join(project, "node_modules/call-handoff");
}

/** What can be imported: modules, and documents in JSON. */
export interface Specifiers {
  readonly modules: readonly string[];
  readonly documents: readonly string[];
}

/** Everything that `exports` names; for a pattern, each packed file that fits. */
export function specifiers({ exports }: Manifest, paths: readonly string[]): Specifiers {
  const named = Object.entries(exports);
  const modules = named.filter(([, target]) => typeof target !== "string").map(([key]) => specifier(key));
  const documents = named.flatMap(([key, target]) =>
    typeof target === "string" ? expanded(key, target, paths) : [],
  );
  return { modules, documents };
}

function expanded(key: string, target: string, paths: readonly string[]): string[] {
  const [before = "", after] = target.slice(2).split("*");
  if (after === undefined) return [specifier(key)];
  return paths
    .filter((path) => path.startsWith(before) && path.endsWith(after))
    .map((path) => specifier(key.replace("*", path.slice(before.length, path.length - after.length))));
}

function specifier(key: string): string {
  return `call-handoff${key.slice(1)}`;
}

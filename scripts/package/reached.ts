/** What of the package anyone can get at. */
import { readFileSync } from "node:fs";
import { join, posix } from "node:path";
import ts from "typescript";
import type { Manifest } from "./manifest.ts";

/** What one follows from the entries. */
export interface Reached {
  /** Modules and declarations, as paths within the package. */
  readonly files: ReadonlySet<string>;
  /** Packages, and modules of Node.js, that they import. */
  readonly packages: ReadonlySet<string>;
}

/** Follows imports, exports and lazy imports from everything that `exports` and `bin` name. */
export function reached(folder: string, { bin, exports }: Manifest): Reached {
  const files = new Set<string>();
  const packages = new Set<string>();
  const targets = Object.values(exports).filter((target) => typeof target !== "string");
  const waiting = [...targets.flatMap((target) => Object.values(target)), ...Object.values(bin)].map((path) =>
    posix.normalize(path),
  );
  for (const path of waiting) {
    if (files.has(path)) continue;
    files.add(path);
    for (const name of importsOf(readFileSync(join(folder, path), "utf8"))) {
      if (name.startsWith(".")) waiting.push(follow(path, name));
      else packages.add(name.startsWith("node:") ? name : packageOf(name));
    }
  }
  return { files, packages };
}

function importsOf(code: string): string[] {
  return ts.preProcessFile(code).importedFiles.map(({ fileName }) => fileName);
}

/** A declaration names the module beside the declaration that it means. */
function follow(path: string, name: string): string {
  const found = posix.join(posix.dirname(path), name);
  return path.endsWith(".d.ts") ? found.replace(/\.js$/, ".d.ts") : found;
}

function packageOf(name: string): string {
  return name.split("/", name.startsWith("@") ? 2 : 1).join("/");
}

/** What npm installs with a package. */
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { packagesOf, readLock } from "../bench/lock.ts";

/** One package of a tree. */
export interface Installed {
  /** Where it is, such as `node_modules/jose`. */
  readonly place: string;
  /** What its files take, in bytes. */
  readonly bytes: number;
  /** The scripts that npm would run to install it. */
  readonly installScripts: readonly string[];
}

/** The packages, and all that they need, in a project with a lock file. */
export function closure(project: string, packages: readonly string[]): Installed[] {
  const lock = readLock(readFileSync(join(project, "package-lock.json"), "utf8"));
  const roots = packages.map((name) => `node_modules/${name}`);
  for (const place of roots)
    if (!existsSync(join(project, place))) throw new Error(`${place} is not installed.`);
  const places = new Set(roots.flatMap((place) => packagesOf(lock, place)));
  return (
    [...places]
      // What other platforms need is in the lock file alone.
      .filter((place) => existsSync(join(project, place)))
      .map((place) => ({
        place,
        bytes: bytesIn(join(project, place)),
        installScripts: installScripts(join(project, place)),
      }))
  );
}

/** Without the packages in it, which count for themselves. */
function bytesIn(folder: string): number {
  const sizes = readdirSync(folder, { withFileTypes: true })
    .filter(({ name }) => name !== "node_modules")
    .map((entry) =>
      entry.isDirectory() ? bytesIn(join(folder, entry.name)) : statSync(join(folder, entry.name)).size,
    );
  return sizes.reduce((sum, size) => sum + size, 0);
}

/** With a `binding.gyp` npm builds, though there is no script. */
function installScripts(folder: string): string[] {
  const { scripts = {} }: { readonly scripts?: Readonly<Record<string, string>> } = JSON.parse(
    readFileSync(join(folder, "package.json"), "utf8"),
  );
  const named = ["preinstall", "install", "postinstall"].filter((name) => name in scripts);
  return existsSync(join(folder, "binding.gyp")) ? [...named, "binding.gyp"] : named;
}

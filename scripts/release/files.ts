import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readChangeset, type Changeset } from "./changeset.ts";
import type { Standing } from "./plan.ts";

/** What the release reads of `package.json`. */
export interface Manifest {
  readonly name: string;
  readonly version: string;
  readonly repository?: unknown;
}

export function readManifest(root: string): Manifest {
  const manifest: Manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  return manifest;
}

/**
 * The pending changes of a folder, by their file names.
 *
 * @throws Error for the first that cannot be read
 */
export function readPending(root: string): Changeset[] {
  const folder = join(root, ".changeset");
  if (!existsSync(folder)) return [];
  const { name } = readManifest(root);
  return readdirSync(folder)
    .filter((file) => file.endsWith(".md") && file !== "README.md")
    .toSorted()
    .map((file) => readChangeset(file, readFileSync(join(folder, file), "utf8"), name));
}

export function readStanding(root: string): Standing {
  return {
    version: readManifest(root).version,
    changelog: readFileSync(join(root, "CHANGELOG.md"), "utf8"),
    pending: readPending(root),
  };
}

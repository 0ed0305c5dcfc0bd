import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { isRecord } from "../examples/shape.ts";

/** A subpath that users import types from. */
export interface Entry {
  /** What they write, such as `call-handoff/acs`. */
  readonly name: string;
  /** Its declarations, relative to the root of the package. */
  readonly types: string;
}

/** What the package offers, as its `package.json` says. */
export interface Offer {
  readonly version: string;
  readonly entries: readonly Entry[];
  /** What else can be imported, such as `call-handoff/specs/acs/2026-03-12`. */
  readonly files: readonly string[];
}

/**
 * Reads what a package offers.
 *
 * @throws Error for an export in a form that this does not know
 */
export function readOffer(root: string): Offer {
  const manifest: unknown = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  if (!isRecord(manifest) || !isRecord(manifest["exports"])) throw new Error("package.json has no exports.");
  const { name, version } = manifest;
  if (typeof name !== "string" || typeof version !== "string")
    throw new Error("package.json has no name or no version.");
  const entries: Entry[] = [];
  const files: string[] = [];
  for (const [subpath, target] of Object.entries(manifest["exports"])) {
    const specifier = name + subpath.slice(1);
    if (typeof target === "string") files.push(...filesOf(root, specifier, target));
    else if (isRecord(target) && typeof target["types"] === "string")
      entries.push({ name: specifier, types: target["types"].replace(/^\.\//, "") });
    else throw new Error(`package.json: the export "${subpath}" names neither a file nor types.`);
  }
  return { version, entries, files: files.toSorted() };
}

/** A pattern stands for the files that it matches. */
function filesOf(root: string, specifier: string, target: string): string[] {
  const [before = "", after] = target.split("*");
  if (after === undefined) return [specifier];
  const folder = join(root, before);
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => `/${path.replaceAll("\\", "/")}`)
    .filter((path) => path.endsWith(after))
    .map((path) => specifier.replace("*", path.slice(1, -after.length)));
}

/** The tarball that `npm publish` would send. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { run } from "./command.ts";

/** Where the package is made. */
export const root = fileURLToPath(new URL("../..", import.meta.url));

/** What `npm pack` tells. Sizes are in bytes. */
export interface Tarball {
  readonly file: string;
  readonly size: number;
  readonly unpackedSize: number;
  readonly files: readonly { readonly path: string; readonly size: number }[];
}

/** Packs what is built. */
export async function pack(into: string): Promise<Tarball> {
  if (!existsSync(join(root, "dist/index.js"))) throw new Error("There is no build: npm run build");
  const args = ["pack", "--json", "--ignore-scripts", "--pack-destination", into];
  const { code, output } = await run("npm", args, root);
  // Warnings go before it.
  const told: unknown = code === 0 && JSON.parse(output.slice(output.search(/^\[$/m)));
  const [first] = Array.isArray(told) ? told.filter(isPacked) : [];
  if (!first) throw new Error(`npm pack told of no tarball:\n${output}`);
  const { filename, ...rest } = first;
  return { file: join(into, filename), ...rest };
}

function isPacked(value: unknown): value is Omit<Tarball, "file"> & { readonly filename: string } {
  return typeof value === "object" && value !== null && "filename" in value && "unpackedSize" in value;
}

/** Packs, and installs the tarball into two empty projects, once for all tests of the package. */
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";
import { succeed } from "./command.ts";
import { pack, root, type Tarball } from "./pack.ts";

declare module "vitest" {
  interface ProvidedContext {
    readonly tarball: Tarball;
    /** A project that has the package, and nothing else. */
    readonly bare: string;
    /** One that also has compilers, bundlers and the optional peers. */
    readonly equipped: string;
  }
}

/** The compilers that the types are promised for, by the names that they are installed under. */
export const COMPILERS = {
  "typescript-5.9": "5.9.3",
  "typescript-6.0": "6.0.3",
  "typescript-7.0": "7.0.2",
} as const;

/** What the equipped project has beside them, in the versions that the package itself is developed with. */
const SAME_AS_HERE = ["@types/node", "vitest", "msw", "undici"] as const;
/** Vitest brings rolldown. */
const BUNDLER = "esbuild@0.28.2";

export default async function setup(project: TestProject): Promise<() => void> {
  const folder = mkdtempSync(join(tmpdir(), "call-handoff-package-"));
  const remove = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  try {
    const tarball = await pack(folder);
    const aliases = Object.entries(COMPILERS).map(([name, version]) => `${name}@npm:typescript@${version}`);
    const [bare, equipped] = await Promise.all([
      install(join(folder, "bare"), tarball),
      install(join(folder, "equipped"), tarball, ...aliases, ...sameAsHere(), BUNDLER),
    ]);
    project.provide("tarball", tarball);
    project.provide("bare", bare);
    project.provide("equipped", equipped);
  } catch (error) {
    remove();
    throw error;
  }
  return remove;
}

/** Makes an empty project, and installs the tarball and packages as a user would, though without running anything of theirs. */
async function install(folder: string, { file }: Tarball, ...packages: readonly string[]): Promise<string> {
  mkdirSync(folder);
  writeFileSync(join(folder, "package.json"), '{ "private": true, "type": "module" }\n');
  await succeed(
    "npm",
    ["install", file, ...packages, "--prefer-offline", "--no-audit", "--no-fund", "--ignore-scripts"],
    folder,
  );
  return folder;
}

function sameAsHere(): string[] {
  const manifest: { readonly devDependencies: Readonly<Record<string, string>> } = JSON.parse(
    readFileSync(join(root, "package.json"), "utf8"),
  );
  return SAME_AS_HERE.map((name) => `${name}@${manifest.devDependencies[name]}`);
}

import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** One entry of a lock file. */
export interface LockEntry {
  readonly version?: string;
  readonly license?: string;
  readonly resolved?: string;
  readonly integrity?: string;
  readonly link?: boolean;
  readonly hasInstallScript?: boolean;
  readonly dependencies?: Readonly<Record<string, string>>;
}

export interface Lock {
  readonly packages: Readonly<Record<string, LockEntry>>;
}

/** What is read of a `package.json`. */
export interface PackageFile {
  readonly version?: string;
  readonly license?: unknown;
  /** How licences were named before there was `license`. */
  readonly licenses?: readonly { readonly type?: string }[];
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly allowScripts?: Readonly<Record<string, boolean>>;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly exports?: Readonly<Record<string, unknown>>;
}

/** A package as it is locked, with its licence as it says itself. */
export interface Package {
  readonly name: string;
  readonly version: string;
  /** Absent where neither lock nor manifest names one. */
  readonly licence: string | undefined;
}

/** All packages of a project, by how near they come to users. */
export interface Packages {
  /** What is installed with the package, what that brings included. */
  readonly runtime: readonly Package[];
  /** What it works with, if users install it; in the version that is tested. */
  readonly peers: readonly (Package & { readonly range: string })[];
  /** All the rest. */
  readonly development: readonly Package[];
}

export function readPackageFile(path: string): PackageFile {
  const file: PackageFile = JSON.parse(readFileSync(path, "utf8"));
  return file;
}

export function readLock(root: string): Lock {
  const lock: Lock = JSON.parse(readFileSync(join(root, "package-lock.json"), "utf8"));
  return lock;
}

/**
 * Reads all packages: those that come near users by their installed manifests, the others by the lock file, which is the
 * same on every platform, and by their manifests where the lock names no licence.
 *
 * @throws Error for a dependency that is not locked or not installed
 */
export function readPackages(root: string): Packages {
  const manifest = readPackageFile(join(root, "package.json"));
  const { packages } = readLock(root);
  const pathOf = (name: string) => {
    const path = `node_modules/${name}`;
    if (!packages[path] || !existsSync(join(root, path, "package.json")))
      throw new Error(`${name} is not installed as it is locked: npm ci.`);
    return path;
  };
  const runtime = new Set<string>();
  const follow = (names: readonly string[]) => {
    for (const path of names.map(pathOf).filter((one) => !runtime.has(one))) {
      runtime.add(path);
      follow(Object.keys(packages[path]?.dependencies ?? {}));
    }
  };
  follow(Object.keys(manifest.dependencies ?? {}));
  const installed = (path: string): Package => {
    const own = readPackageFile(join(root, path, "package.json"));
    return { name: nameOf(path), version: own.version ?? "", licence: licenceOf(own) };
  };
  const peers = Object.entries(manifest.peerDependencies ?? {});
  const near = new Set(["", ...runtime, ...peers.map(([name]) => pathOf(name))]);
  const development = Object.entries(packages).filter(([path]) => !near.has(path));
  return {
    runtime: [...runtime].toSorted().map(installed),
    peers: peers.map(([name, range]) => ({ ...installed(pathOf(name)), range })),
    development: development.map(([path, { version = "", license }]) =>
      license !== undefined || !existsSync(join(root, path, "package.json"))
        ? { name: nameOf(path), version, licence: license }
        : installed(path),
    ),
  };
}

/** The name of a package by its place in the lock file. */
export function nameOf(path: string): string {
  return path.replace(/^.*node_modules\//, "");
}

function licenceOf({ license, licenses }: PackageFile): string | undefined {
  if (typeof license === "string" && license !== "") return license;
  const types = (licenses ?? []).map(({ type }) => type);
  // Which of several was meant is not said: each of them has to be allowed.
  return types.length > 0 && !types.includes(undefined) ? types.join(" AND ") : undefined;
}

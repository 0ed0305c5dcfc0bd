import type { Lock, PackageFile } from "./packages.ts";
import { nameOf } from "./packages.ts";

/** A folder with a lock file of its own. */
export interface Locked {
  readonly manifest: PackageFile;
  readonly lock: Lock;
  /** The text of its `.npmrc`; empty where there is none. */
  readonly npmrc: string;
}

const EXACT = /^(npm:(@[\w.-]+\/)?[\w.-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/;

/** What of a lock file and its manifest would let something else be installed than what was tested, as sentences. */
export function lockFaults({ manifest, lock, npmrc }: Locked): string[] {
  const faults: string[] = [];
  for (const [name, range] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }))
    if (!EXACT.test(range)) faults.push(`${name} is asked for as ${range}, which is no exact version.`);
  const runsNothing = /^ignore-scripts=true$/m.test(npmrc);
  if (!/^omit-lockfile-registry-resolved=true$/m.test(npmrc))
    faults.push("The .npmrc lets the lock file name a registry.");
  for (const [path, entry] of Object.entries(lock.packages)) {
    if (path === "") continue;
    const name = nameOf(path);
    if (entry.link || !path.includes("node_modules/")) faults.push(`${path} is a folder, not a package.`);
    else if (!/^sha512-[\w+/]+=*$/.test(entry.integrity ?? ""))
      faults.push(`${path} has no digest that npm ci could hold it against.`);
    if (entry.resolved !== undefined) faults.push(`${path} comes from ${entry.resolved}.`);
    if (entry.hasInstallScript && !runsNothing && manifest.allowScripts?.[name] === undefined)
      faults.push(`${name} has an install script that allowScripts does not speak of.`);
  }
  for (const [name, isRun] of Object.entries(manifest.allowScripts ?? {}))
    if (isRun && !hasScript(lock, name))
      faults.push(`allowScripts lets ${name} run, which has no install script.`);
  return faults;
}

function hasScript({ packages }: Lock, name: string): boolean {
  return Object.entries(packages).some(([path, entry]) => nameOf(path) === name && entry.hasInstallScript);
}

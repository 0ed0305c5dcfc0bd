/** What an installation brings: how many packages, and how many bytes of files. */
import { execFile } from "node:child_process";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { root } from "./built.ts";
import type { Figure } from "./figures.ts";
import { packagesOf, readLock } from "./lock.ts";

/** Those of ACS are used together: one has the client, the other its credentials and identifiers. */
export const OFFICIAL = [
  "@azure/communication-call-automation",
  "@azure/communication-common",
  "@microsoft/microsoft-graph-client",
] as const;
/** This package, openapi-fetch, its helper types and jose. */
const GOAL = 4;
const PEER = "both official clients";

/** How it is measured. */
export const method =
  "From the lock file: the package itself with everything that it depends on, without optional peers, beside the two " +
  "official clients with everything that they depend on. Bytes are those of the files in `node_modules`, for this package " +
  "those that `npm pack` would put into the tarball.";

/** Why a goal can be missed. */
export const whyMissed = "A dependency has been added.";

/** Counts both. */
export async function packageContents(): Promise<Figure[]> {
  const lock = readLock(readFileSync(join(root, "package-lock.json"), "utf8"));
  const brought = packagesOf(lock, "").filter((path) => path !== "");
  const official = new Set(OFFICIAL.flatMap((name) => packagesOf(lock, `node_modules/${name}`)));
  const { size, unpackedSize } = await packed();
  const bytes = (paths: Iterable<string>) =>
    [...paths].reduce((all, path) => all + bytesIn(join(root, path)), 0);
  return [
    {
      name: "packages that are installed, itself included",
      unit: "",
      values: [brought.length + 1],
      peer: { name: PEER, values: [official.size] },
      goal: { of: "value", most: GOAL },
    },
    {
      name: "files that are installed",
      unit: "MB",
      values: [(unpackedSize + bytes(brought)) / 1e6],
      peer: { name: PEER, values: [bytes(official) / 1e6] },
    },
    { name: "tarball of this package", unit: "kB", values: [size / 1000] },
  ];
}

/** What would be published, in bytes, as it is built. */
async function packed(): Promise<{ readonly size: number; readonly unpackedSize: number }> {
  const args = ["pack", "--dry-run", "--json", "--ignore-scripts"];
  const { stdout } = await promisify(execFile)("npm", args, { cwd: root, maxBuffer: 2 ** 25 });
  const answer: unknown = JSON.parse(stdout);
  const [one]: unknown[] = Array.isArray(answer) ? answer : [];
  if (typeof one !== "object" || one === null || !("size" in one) || !("unpackedSize" in one))
    throw new TypeError("npm pack told no size.");
  return { size: Number(one.size), unpackedSize: Number(one.unpackedSize) };
}

/** Of the files of a package; packages below it are packages of their own. */
function bytesIn(folder: string): number {
  return readdirSync(folder, { withFileTypes: true }).reduce((all, entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return entry.name === "node_modules" ? all : all + bytesIn(path);
    return entry.isFile() ? all + statSync(path).size : all;
  }, 0);
}

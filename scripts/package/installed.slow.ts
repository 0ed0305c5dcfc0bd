import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, inject, test } from "vitest";
import { OFFICIAL } from "../bench/package-contents.ts";
import { closure, type Installed } from "./closure.ts";
import { root } from "./pack.ts";

const tarball = inject("tarball");
const ours = closure(inject("bare"), ["call-handoff"]);
/** The clients of the vendor for the same operations, as they are installed here. */
const official = closure(root, OFFICIAL);

const bytes = (packages: readonly Installed[]) => packages.reduce((sum, one) => sum + one.bytes, 0);
const megabytes = (size: number) => `${(size / 1e6).toFixed(2)} MB`;

test("installing the package brings openapi-fetch, its helper types and jose", () => {
  expect(ours.map(({ place }) => place).toSorted()).toEqual([
    "node_modules/call-handoff",
    "node_modules/jose",
    "node_modules/openapi-fetch",
    "node_modules/openapi-typescript-helpers",
  ]);
});

test("no package of the tree has an install script", () => {
  expect(ours.filter(({ installScripts }) => installScripts.length > 0)).toEqual([]);
});

test("the tarball and what it installs stay small, also beside the official clients", () => {
  const figures = {
    files: tarball.files.length,
    packed: tarball.size,
    unpacked: tarball.unpackedSize,
    installed: { packages: ours.length, bytes: bytes(ours) },
    official: { packages: official.length, bytes: bytes(official) },
  };
  mkdirSync(join(root, "reports"), { recursive: true });
  writeFileSync(join(root, "reports/tarball.json"), `${JSON.stringify(figures, null, 2)}\n`);
  console.log(
    [
      `tarball           ${figures.files} files, ${megabytes(figures.packed)} packed, ${megabytes(figures.unpacked)} unpacked`,
      `installed         ${figures.installed.packages} packages, ${megabytes(figures.installed.bytes)}`,
      `official clients  ${figures.official.packages} packages, ${megabytes(figures.official.bytes)}`,
    ].join("\n"),
  );
  expect(figures.packed).toBeLessThan(650_000);
  expect(figures.unpacked).toBeLessThan(3_800_000);
  expect(figures.installed.packages).toBeLessThan(figures.official.packages);
  expect(figures.installed.bytes).toBeLessThan(figures.official.bytes);
});

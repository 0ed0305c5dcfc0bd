import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { lockFaults, type Locked } from "./lock.ts";
import { readLock, readPackageFile, type LockEntry } from "./packages.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));

/** Folders with a lock file of their own. */
const folders = ["", "conformance/runtimes"].filter((path) =>
  existsSync(join(root, path, "package-lock.json")),
);

function readLocked(path: string): Locked {
  const npmrc = join(root, path, ".npmrc");
  return {
    manifest: readPackageFile(join(root, path, "package.json")),
    lock: readLock(join(root, path)),
    npmrc: existsSync(npmrc) ? readFileSync(npmrc, "utf8") : "",
  };
}

test.each(folders)("what is installed in ./%s is what was tested", (path) => {
  expect(lockFaults(readLocked(path))).toEqual([]);
});

test("there is no other lock file", () => {
  const tracked = execFileSync("git", ["ls-files", "*package-lock.json", "*.lock", "*yarn*", "*pnpm*"], {
    cwd: root,
    encoding: "utf8",
  });
  for (const path of tracked.split("\n").filter(Boolean))
    expect(folders).toContain(dirname(path).replace(/^\.$/, ""));
});

test("the package runs nothing when it is installed", () => {
  const { scripts } = readPackageFile(join(root, "package.json"));
  for (const name of ["preinstall", "install", "postinstall", "prepare", "preprepare", "postprepare"])
    expect(scripts).not.toHaveProperty([name]);
  expect(scripts).toHaveProperty(["test"]);
  // npm would build what this file describes.
  expect(existsSync(join(root, "binding.gyp"))).toBe(false);
});

describe("is told of:", () => {
  const digest = { version: "1.0.0", integrity: `sha512-${"A".repeat(86)}==` };
  const locked = (entries: Readonly<Record<string, LockEntry>>, given: Partial<Locked> = {}): Locked => ({
    manifest: { dependencies: { a: "1.0.0" } },
    lock: { packages: { "": {}, ...entries } },
    npmrc: "omit-lockfile-registry-resolved=true\n",
    ...given,
  });

  test.each([
    ["no digest", { "node_modules/a": { version: "1.0.0" } }, "no digest"],
    ["a weak digest", { "node_modules/a": { version: "1.0.0", integrity: "sha1-AAAA" } }, "no digest"],
    [
      "a place",
      { "node_modules/a": { ...digest, resolved: "git+ssh://example/a.git" } },
      "comes from git+ssh",
    ],
    ["a folder", { "packages/a": { version: "1.0.0" } }, "packages/a is a folder"],
    ["a link", { "node_modules/a": { link: true } }, "is a folder"],
    [
      "a script",
      { "node_modules/b/node_modules/a": { ...digest, hasInstallScript: true } },
      "a has an install script",
    ],
  ])("%s in the lock file", (_, entries, fault) => {
    expect(lockFaults(locked(entries))).toEqual([expect.stringContaining(fault)]);
  });

  test.each([
    "^1.0.0",
    "1",
    "latest",
    "*",
    "file:../a",
    "git+https://example/a.git",
    "https://example/a.tgz",
    "1.x",
  ])("%s in the manifest", (range) => {
    const manifest = { devDependencies: { a: range } };
    expect(lockFaults(locked({}, { manifest }))).toEqual([
      expect.stringContaining(`a is asked for as ${range}`),
    ]);
  });

  test("a lock file that may name registries, and a script that is let run and is none", () => {
    expect(lockFaults(locked({}, { npmrc: "" }))).toEqual([
      expect.stringContaining("lets the lock file name"),
    ]);
    const manifest = { allowScripts: { a: true, c: false } };
    expect(lockFaults(locked({ "node_modules/a": digest }, { manifest }))).toEqual([
      expect.stringContaining("allowScripts lets a run"),
    ]);
  });

  test("nothing of what is as it should be", () => {
    const entries = { "node_modules/a": { ...digest, hasInstallScript: true } };
    const scripts = { manifest: { dependencies: { a: "npm:@b/c@1.0.0-rc.1" }, allowScripts: { a: false } } };
    expect(lockFaults(locked(entries, scripts))).toEqual([]);
    const npmrc = "omit-lockfile-registry-resolved=true\nignore-scripts=true\n";
    expect(lockFaults(locked(entries, { npmrc }))).toEqual([]);
  });
});

test("no script or workflow of the project installs by anything but npm ci", () => {
  const below = (path: string) => readdirSync(join(root, path)).map((name) => join(path, name));
  const files = [".ci", ".github/workflows", ".github/scripts"].flatMap(below);
  const texts = files.map((path) => [path, readFileSync(join(root, path), "utf8")] as const);
  const scripts = folders.flatMap((path) =>
    Object.entries(readPackageFile(join(root, path, "package.json")).scripts ?? {}),
  );
  expect(files.length).toBeGreaterThan(8);
  const other = /\b(npm\s+(?:-\S+\s+)*(i|install|add|update|exec)|npx|yarn|pnpm|bunx?\s+(add|install))\b/;
  expect([...texts, ...scripts].filter(([, text]) => other.test(text)).map(([place]) => place)).toEqual([]);
});

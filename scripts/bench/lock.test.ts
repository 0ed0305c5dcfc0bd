import { expect, test } from "vitest";
import { packagesOf, readLock } from "./lock.ts";

const lock = readLock(
  JSON.stringify({
    packages: {
      "": { dependencies: { a: "1" }, devDependencies: { tool: "1" } },
      "node_modules/a": { dependencies: { b: "2", "@scope/c": "1" } },
      "node_modules/a/node_modules/b": { dependencies: { d: "1" } },
      "node_modules/b": {},
      "node_modules/@scope/c": {
        optionalDependencies: { "not-for-here": "1" },
        peerDependencies: { peer: "1", extra: "1" },
        peerDependenciesMeta: { extra: { optional: true } },
      },
      "node_modules/d": { dependencies: { a: "1" } },
      "node_modules/extra": {},
      "node_modules/peer": {},
      "node_modules/tool": {},
    },
  }),
);

test("a package comes with what it needs, each once, the nearest where there are several", () => {
  expect(packagesOf(lock, "").toSorted()).toEqual([
    "",
    "node_modules/@scope/c",
    "node_modules/a",
    "node_modules/a/node_modules/b",
    "node_modules/d",
    "node_modules/peer",
  ]);
});

test("a nested package finds what lies further out", () => {
  expect(packagesOf(lock, "node_modules/a/node_modules/b")).toContain("node_modules/d");
});

test("a file without packages is refused", () => {
  expect(() => readLock("{}")).toThrow(TypeError);
});

import { beforeAll, expect, inject, test } from "vitest";
import { bundle, BUNDLERS, type Bundles } from "./bundles.ts";
import { installedIn, readManifest, specifiers } from "./manifest.ts";

const equipped = inject("equipped");
const { modules } = specifiers(readManifest(installedIn(equipped)), []);

/** The one module that is imported for what it does. */
const REGISTERS = "call-handoff/vitest";

/** Names that a program takes alone, and the most that comes with each, minified, in bytes. */
const ALONE: Readonly<Record<string, readonly [module: string, most: number]>> = {
  isHandoffError: ["call-handoff", 400],
  phoneNumber: ["call-handoff/acs", 1000],
  parseRawId: ["call-handoff/acs", 1400],
  newRepeatability: ["call-handoff/acs", 200],
  createAcsClient: ["call-handoff/acs", 12_500],
  user: ["call-handoff/graph", 600],
  readIdentities: ["call-handoff/graph", 400],
  createGraphClient: ["call-handoff/graph", 10_000],
  nodeDigest: ["call-handoff/node", 250],
  nodeListener: ["call-handoff/node", 2000],
  defineConfig: ["call-handoff/conformance", 60],
};

let bundles: Bundles | undefined;
beforeAll(async () => {
  const bare = modules.map((name) => [name, `import ${JSON.stringify(name)};`]);
  const alone = Object.entries(ALONE).map(([name, [from]]) => [
    name,
    `import { ${name} } from ${JSON.stringify(from)}; globalThis.kept = ${name};`,
  ]);
  bundles = await bundle(equipped, Object.fromEntries([...bare, ...alone]));
});

test.each(BUNDLERS)("%s: a module that is imported and not used leaves nothing behind", (bundler) => {
  const others = modules.filter((name) => name !== REGISTERS);
  expect(others.filter((name) => bundles?.[bundler][name]?.trim() !== "")).toEqual([]);
});

test.each(BUNDLERS)("%s: matchers are registered, though nothing of their module is used", (bundler) => {
  expect(bundles?.[bundler][REGISTERS]).toMatch(/\w\.extend\(\w+\)/);
});

test.each(BUNDLERS)("%s: a name that is used alone brings nothing that it does not need", (bundler) => {
  const sizes = Object.keys(ALONE).map((name) => [name, bundles?.[bundler][name]?.length ?? 0] as const);
  expect(sizes.filter(([name, size]) => size === 0 || size > (ALONE[name]?.[1] ?? 0))).toEqual([]);
});

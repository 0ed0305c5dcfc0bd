import { defineConfig } from "vitest/config";

// Packs the package and installs it as a user would, from the registry, so these are no part of the normal tests.
export default defineConfig({
  test: {
    include: ["scripts/package/*.slow.ts"],
    globalSetup: "scripts/package/setup.ts",
    testTimeout: 240_000,
    hookTimeout: 240_000,
    maxWorkers: "100%",
  },
});

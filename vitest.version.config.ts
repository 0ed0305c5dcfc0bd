import { defineConfig } from "vitest/config";

// Adds a version to a copy of the project, which takes both processors half a minute.
export default defineConfig({
  test: {
    include: ["scripts/version/*.slow.ts"],
    testTimeout: 120_000,
    hookTimeout: 120_000,
  },
});

import { defineConfig } from "vitest/config";

// Builds the whole site and needs a browser, so these are no part of the normal tests.
export default defineConfig({
  test: {
    include: ["scripts/docs/*.browser.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});

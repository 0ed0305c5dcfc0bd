import { defineConfig } from "vitest/config";

// Needs a browser, so these are no part of the normal tests.
export default defineConfig({
  test: {
    include: ["conformance/browser/*.browser.ts"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});

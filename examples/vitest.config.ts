import { defineConfig } from "vitest/config";

export default defineConfig({
  cacheDir: "../node_modules/.vite",
  // Processes have time to start on a busy machine.
  test: {
    testTimeout: 30_000,
    hookTimeout: 30_000,
    expect: { poll: { timeout: 10_000 } },
    // Every file loading the package for itself would take half of the time.
    isolate: false,
  },
});

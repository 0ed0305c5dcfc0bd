import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["{src,scripts,conformance}/**/*.test.ts"],
    testTimeout: 60_000,
    // By default one of two processors does nothing.
    maxWorkers: "100%",
    typecheck: {
      enabled: true,
      include: ["src/**/*.test-d.ts"],
      tsconfig: "./src/tsconfig.json",
    },
  },
});

import { configDefaults, defineConfig } from "vitest/config";
import { long } from "./vitest.long.config.ts";

export default defineConfig({
  test: {
    include: ["{src,scripts,conformance}/**/*.test.ts"],
    // `npm run test:long` has these.
    exclude: [...configDefaults.exclude, ...long],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    // Every file loading the validators for itself would take a third of the time. Tests undo what they change.
    isolate: false,
    // By default one of two processors does nothing.
    maxWorkers: "100%",
    typecheck: {
      enabled: true,
      include: ["src/**/*.test-d.ts"],
      tsconfig: "./src/tsconfig.json",
    },
  },
});

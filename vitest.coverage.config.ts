import { mergeConfig } from "vitest/config";
import base from "./vitest.config.ts";

/** The tests of `npm test`, which have to run nearly all of `src`. */
export default mergeConfig(base, {
  test: {
    // How much of them is run says nothing of the scripts, and some of their tests compile.
    exclude: ["scripts/**"],
    // How long something takes says nothing while lines are counted.
    testNamePattern: /^(?!.* takes no time)/,
    typecheck: { enabled: false },
    coverage: {
      enabled: true,
      provider: "v8",
      include: ["src/**/*.ts"],
      exclude: ["**/*.test.ts", "**/*.test-d.ts", "**/*.test-support.ts"],
      reporter: ["text-summary", "json"],
      reportsDirectory: "coverage",
      thresholds: { lines: 95 },
      // What is not run is to be seen all the same.
      reportOnFailure: true,
    },
  },
});

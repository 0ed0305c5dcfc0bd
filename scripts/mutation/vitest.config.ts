import { configDefaults, defineConfig } from "vitest/config";
import { long } from "../../vitest.long.config.ts";

const tests = [
  "src/**/*.test.ts",
  // What the simulator sends is judged by the contract there, and its command tried.
  "conformance/simulator/documented.test.ts",
  "conformance/command/simulate.test.ts",
];

/** The tests that mutants of `src` have to get past: those of `src`, in one worker that keeps its modules. */
export default defineConfig({
  test: {
    include: process.env["MUTATION_TESTS"]?.split(" ") ?? tests,
    // Random tests find now this and now that: a mutant has to be found by each run.
    exclude: [...configDefaults.exclude, ...long, "**/*.fuzz.test.ts"],
    // How long something takes says nothing in code that is full of mutants.
    testNamePattern: /^(?!.* takes no time)/,
    testTimeout: 60_000,
    hookTimeout: 60_000,
    isolate: false,
    pool: "threads",
    maxWorkers: 1,
    maxConcurrency: 1,
    runner: "./scripts/mutation/worker.ts",
    // A few random messages find what a thousand find, where something is wrong with all of them.
    env: { FUZZ_RUNS: "40", MUTATIONS: "200" },
    disableConsoleIntercept: true,
  },
});

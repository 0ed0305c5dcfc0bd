import { availableParallelism, tmpdir } from "node:os";
import path from "node:path";
import { Stryker } from "@stryker-mutator/core";
import { RESULTS } from "./messages.ts";
import { SAMPLE } from "./sample.ts";

export type Mutant = Awaited<ReturnType<Stryker["runMutationTest"]>>[number];

/** What no mutant is made of: tests, what only they use, and types. */
const NOT_MUTATED = ["!src/**/*.test.ts", "!src/**/*.test-d.ts", "!src/**/*.test-support.ts"];

/**
 * Makes the mutants of the files that match, and runs the tests of each; results are also written line by line.
 *
 * @param sample - how much of the mutants is tried, in percent
 */
export async function mutate(
  patterns: readonly string[],
  linesFile: string,
  sample: number,
): Promise<Mutant[]> {
  process.env[RESULTS] = linesFile;
  process.env[SAMPLE] = String(sample);
  const stryker = new Stryker({
    testRunner: "warm-vitest",
    plugins: [path.resolve("scripts/mutation/plugin.ts")],
    testRunnerNodeArgs: ["--import", "tsx"],
    ignorers: ["sentences"],
    ...(sample < 100 && { checkers: ["sample"], checkerNodeArgs: ["--import", "tsx"] }),
    reporters: ["lines", "progress-append-only"],
    mutate: [...patterns, ...NOT_MUTATED],
    // Made for what modules do when they are loaded; each would need modules of its own.
    ignoreStatic: true,
    coverageAnalysis: "perTest",
    concurrency: availableParallelism(),
    tempDirName: path.join(tmpdir(), `call-handoff-mutation-${process.pid}`),
    ignorePatterns: [
      "dist",
      "reports",
      "coverage",
      "docs/api",
      "examples/node_modules",
      "conformance/runtimes",
    ],
    disableTypeChecks: false,
    timeoutMS: 10_000,
    timeoutFactor: 4,
    dryRunTimeoutMinutes: 15,
    allowConsoleColors: false,
  });
  return stryker.runMutationTest();
}

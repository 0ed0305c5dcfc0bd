import { defineConfig } from "vitest/config";

/** Tests that take more than their share of `npm test`: random messages, many transfers, processes, and the compiler. */
export const long = [
  "**/*.fuzz.test.ts",
  "conformance/canaries/*.test.ts",
  "conformance/client/parties.test.ts",
  "conformance/contract/positives.test.ts",
  "scripts/generate.test.ts",
  "scripts/load/load.test.ts",
  "scripts/readme.test.ts",
  "scripts/release/*.test.ts",
  "scripts/soak/memory/memory.test.ts",
  "scripts/soak/soak.test.ts",
  "src/http/exactly-once.test.ts",
];

export default defineConfig({
  test: { include: long, testTimeout: 60_000, hookTimeout: 60_000, maxWorkers: "100%" },
});

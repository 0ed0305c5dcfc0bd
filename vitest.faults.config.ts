import { defineConfig } from "vitest/config";

// Kills processes and fills disks, against the package as it is built, so these are no part of the normal tests.
export default defineConfig({
  test: {
    include: ["scripts/faults/*.fault.ts"],
    testTimeout: 180_000,
    hookTimeout: 60_000,
    // They wait more than they work.
    maxWorkers: 4,
  },
});

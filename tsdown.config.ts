import { defineConfig } from "tsdown";
import { chunkGroups, smallChunks } from "./scripts/package/generated-chunks.ts";

export default defineConfig({
  entry: {
    index: "src/index.ts",
    acs: "src/acs/index.ts",
    "acs/event-grid": "src/acs/event-grid.ts",
    "acs/webhook": "src/acs/webhook.ts",
    assert: "src/assert/index.ts",
    cli: "conformance/cli.ts",
    check: "src/check/index.ts",
    conformance: "conformance/index.ts",
    flows: "src/flows/index.ts",
    graph: "src/graph/index.ts",
    "graph/webhook": "src/graph/webhook.ts",
    msw: "src/msw/index.ts",
    node: "src/node/index.ts",
    raw: "src/raw/index.ts",
    simulator: "src/simulator/index.ts",
    validate: "src/validate/index.ts",
    vitest: "src/vitest/index.ts",
  },
  format: "esm",
  platform: "neutral",
  deps: { neverBundle: [/^node:/] },
  target: "es2022",
  dts: true,
  clean: true,
  outputOptions: { codeSplitting: { groups: chunkGroups } },
  plugins: [smallChunks()],
});

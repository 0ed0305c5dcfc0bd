import { defineConfig } from "tsdown";

export default defineConfig({
  entry: {
    index: "src/index.ts",
    acs: "src/acs/index.ts",
    graph: "src/graph/index.ts",
    msw: "src/msw/index.ts",
    validate: "src/validate/index.ts",
  },
  format: "esm",
  platform: "neutral",
  target: "es2022",
  dts: true,
  clean: true,
});

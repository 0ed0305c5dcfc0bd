/** How much code an application gets with a client: bundled with everything it needs, minified, gzipped. */
import { execFile } from "node:child_process";
import { root } from "./built.ts";
import type { Figure } from "./figures.ts";

/** What `size-limit --json` tells of one check. Sizes are in bytes. */
interface Size {
  readonly name: string;
  readonly size: number;
  readonly sizeLimit?: number;
}

/** How it is measured. */
export const method = "size-limit with esbuild; 1 kB is 1000 bytes. The limits are those of package.json.";

/** Measures the clients, and for comparison those of others. */
export async function sizes(): Promise<Figure[]> {
  const ours = await sizeLimit();
  const others = await sizeLimit("--config", "scripts/bench/others-sizes.json");
  return [...ours, ...others].map(({ name, size, sizeLimit: limit }) => ({
    name,
    value: size / 1000,
    unit: "kB",
    goal: limit === undefined ? undefined : limit / 1000,
  }));
}

function sizeLimit(...options: readonly string[]): Promise<Size[]> {
  const args = ["run", "--silent", "size", "--", "--json", ...options];
  return new Promise((resolve, reject) => {
    execFile("npm", args, { cwd: root }, (error, output) => {
      const found: unknown = output.startsWith("[") && JSON.parse(output);
      // Its exit code also says that a limit is passed, and that is no fault of the measurement.
      if (Array.isArray(found) && found.every(isSize)) resolve(found);
      else reject(new Error("size-limit told no sizes.", { cause: error ?? output }));
    });
  });
}

function isSize(value: unknown): value is Size {
  return typeof value === "object" && value !== null && "size" in value && typeof value.size === "number";
}

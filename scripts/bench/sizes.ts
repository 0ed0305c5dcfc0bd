/** How much code an application gets with a client: bundled with everything it needs, minified, gzipped. */
import { execFile } from "node:child_process";
import { root } from "./built.ts";
import type { Figure } from "./figures.ts";

/** What an application would get in the place of ours. */
const PEERS: Readonly<Record<string, string>> = {
  "createAcsClient of call-handoff/acs": "CallAutomationClient of @azure/communication-call-automation",
  "createGraphClient of call-handoff/graph": "Client of @microsoft/microsoft-graph-client",
};

/** What `size-limit --json` tells of one check. Sizes are in bytes. */
interface Size {
  readonly name: string;
  readonly size: number;
  readonly sizeLimit?: number;
}

/** How it is measured. */
export const method = "size-limit with esbuild; 1 kB is 1000 bytes. The limits are those of package.json.";

/** Why a goal can be missed. */
export const whyMissed = "The bundle has grown over the limit that the package sets itself.";

/** Measures the clients and receivers, and for comparison what others offer. */
export async function sizes(): Promise<Figure[]> {
  const ours = await sizeLimit();
  const others = await sizeLimit("--config", "scripts/bench/others-sizes.json");
  const known = new Map(others.map(({ name, size }) => [name, size / 1000]));
  const peers = new Set(Object.values(PEERS));
  return [...ours, ...others.filter(({ name }) => !peers.has(name))].map((one) => {
    const { name, size, sizeLimit: limit } = one;
    const peer = PEERS[name];
    return {
      name,
      unit: "kB",
      values: [size / 1000],
      ...(peer !== undefined && { peer: { name: peer, values: [known.get(peer) ?? Number.NaN] } }),
      ...(limit !== undefined && { goal: { of: "value", most: limit / 1000 } }),
      ...(others.includes(one) && { isOthers: true }),
    };
  });
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

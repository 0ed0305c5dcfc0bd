import { nodeDigest, serveSimulator } from "../../src/node/index.ts";
import { createSimulator } from "../../src/simulator/index.ts";
import { memoryInUse } from "./memory.ts";
import type { State } from "./messages.ts";
import { tally } from "./tally.ts";

/** A simulator that is served over http, and tells how things stand. */
export interface Simulated {
  readonly url: string;
  /** @param collect - whether everything is collected before that nobody needs */
  readonly state: (collect: boolean) => Promise<State>;
  readonly stop: () => Promise<unknown>;
}

/** Serves one in this process; it knows at most so many calls. */
export async function simulateHere(maxCalls: number): Promise<Simulated> {
  const simulator = createSimulator({ strict: true, maxCalls, digest: nodeDigest });
  const { take, counts } = tally();
  simulator.subscribe(take);
  const server = await serveSimulator(simulator);
  return {
    url: server.url,
    async state(collect) {
      const memory = await memoryInUse(collect);
      const { entries, dropped } = simulator.getJournal();
      return {
        ...counts(),
        kept: entries.length,
        dropped,
        ...memory,
        peak: process.resourceUsage().maxRSS * 1024,
      };
    },
    stop: () => server.close(),
  };
}

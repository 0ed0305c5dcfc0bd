import { nodeDigest, serveSimulator } from "../../src/node/index.ts";
import { createSimulator } from "../../src/simulator/index.ts";
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
      if (collect) await collectGarbage();
      const { heapUsed, rss } = process.memoryUsage();
      const { entries, dropped } = simulator.getJournal();
      return {
        ...counts(),
        kept: entries.length,
        dropped,
        heap: heapUsed,
        resident: rss,
        peak: process.resourceUsage().maxRSS * 1024,
      };
    },
    stop: () => server.close(),
  };
}

/** Does nothing unless Node.js was told to let it. */
async function collectGarbage(): Promise<void> {
  if (!globalThis.gc) return;
  // What is freed at first may hold what can be freed only then.
  for (let time = 0; time < 3; time++) {
    globalThis.gc();
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

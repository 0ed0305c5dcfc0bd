/** What one transfer costs the processor, by each contestant. */
import { acsContestants } from "./acs-contestants.ts";
import { loadBuilt } from "./built.ts";
import type { Contestant, ContestantName } from "./contestant.ts";
import { cpuTimes, type CpuTimes, type Plan } from "./cpu-times.ts";
import type { Extent, Figure } from "./figures.ts";
import { graphContestants } from "./graph-contestants.ts";
import { startLoopback, type Loopback } from "./loopback.ts";
import { acsBody, acsPath, graphBase, graphBody, graphPath } from "./requests.ts";
import { holdToSameRequest } from "./same-request.ts";

const PLANS: Readonly<Record<Extent, Plan>> = {
  full: { warmUp: 8, rounds: 31, turns: 25, calls: 10 },
  quick: { warmUp: 4, rounds: 7, turns: 7, calls: 10 },
};

interface Comparison {
  readonly of: ContestantName;
  readonly with: ContestantName;
  /** What the ratio may be at most. */
  readonly most?: number;
  readonly isOthers?: boolean;
}

const COMPARISONS: readonly Comparison[] = [
  { of: "our ACS client", with: "fetch", most: 1.15 },
  { of: "our ACS client, key, call-handoff/node", with: "official ACS client, key", most: 0.55 },
  { of: "our ACS client, key, call-handoff/node", with: "undici.request", most: 1.6 },
  {
    of: "our ACS client, key, call-handoff/node",
    with: "official ACS client, key, CallConnection kept",
  },
  { of: "our ACS client, key", with: "official ACS client, key" },
  { of: "our Graph client", with: "fetch" },
  { of: "our Graph client", with: "official Graph client" },
  { of: "openapi-fetch", with: "fetch", isOthers: true },
  { of: "official Graph client", with: "fetch", isOthers: true },
];

const { rounds, warmUp, turns, calls } = PLANS.full;

/** How it is measured. */
export const method =
  `Processor time of the client alone, user and system, per POST to a server in another process. ${rounds} ` +
  `rounds after ${warmUp} to warm up; in each, every contestant makes ${turns * calls} sequential calls, ` +
  `in ${turns} turns of ${calls}, each time in a new random order, and its median turn counts. Ratios are ` +
  "taken within a round; the value is the median over the rounds. Contestants with a key sign, the others send a token.";

/** Why a goal can be missed. */
export const whyMissed =
  "Our client by `fetch` is bound by `fetch` itself, so its ratio lies near its goal, and a run on a busy machine can " +
  "pass it: the quartiles tell how likely that is.";

/** Measures all contestants in one run. */
export async function transferCosts(extent: Extent): Promise<Figure[]> {
  const loopback = await startLoopback();
  try {
    const times = await cpuTimes(await checkedContestants(loopback), PLANS[extent]);
    return COMPARISONS.map((comparison) => figureOf(comparison, times));
  } finally {
    loopback.stop();
  }
}

async function checkedContestants(loopback: Loopback): Promise<Contestant[]> {
  const { origin } = loopback;
  const built = await loadBuilt();
  const acs = await acsContestants(origin, built);
  const graph = graphContestants(origin, built);
  for (const one of acs) await holdToSameRequest(one, loopback, { path: acsPath, body: acsBody });
  for (const one of graph)
    await holdToSameRequest(one, loopback, { path: graphBase + graphPath, body: graphBody });
  return [...acs, ...graph];
}

function figureOf({ of, with: other, most, isOthers }: Comparison, times: CpuTimes): Figure {
  return {
    name: of,
    unit: "µs",
    values: times.get(of) ?? [],
    peer: { name: other, values: times.get(other) ?? [] },
    ...(most !== undefined && { goal: { of: "ratio", most } }),
    ...(isOthers && { isOthers }),
  };
}

/** What one transfer costs the processor, by each contestant. */
import { acsContestants } from "./acs-contestants.ts";
import { loadBuilt } from "./built.ts";
import type { Contestant, ContestantName } from "./contestant.ts";
import { cpuTimes, type CpuTimes, type Plan } from "./cpu-times.ts";
import { figure, type Figure } from "./figures.ts";
import { graphContestants } from "./graph-contestants.ts";
import { startLoopback, type Loopback } from "./loopback.ts";
import { acsBody, acsPath, graphBase, graphBody, graphPath } from "./requests.ts";
import { holdToSameRequest } from "./same-request.ts";

const PLAN: Plan = { warmUp: 8, rounds: 31, turns: 25, calls: 10 };

/** Who is compared with whom, and what the ratio may be at most. */
const RATIOS: readonly (readonly [ContestantName, ContestantName, number?])[] = [
  ["our ACS client", "fetch", 1.15],
  ["our ACS client, key, call-handoff/node", "official ACS client, key", 0.55],
  ["our ACS client, key, call-handoff/node", "undici.request", 1.6],
  ["our ACS client, key, call-handoff/node", "official ACS client, key, CallConnection kept"],
  ["our ACS client, key", "official ACS client, key"],
  ["openapi-fetch", "fetch"],
  ["our Graph client", "fetch"],
  ["official Graph client", "fetch"],
  ["our Graph client", "official Graph client"],
];

/** How it is measured. */
export const method =
  `Processor time of the client alone, user and system, per POST to a server in another process. ${PLAN.rounds} ` +
  `rounds after ${PLAN.warmUp} to warm up; in each, every contestant makes ${PLAN.turns * PLAN.calls} sequential calls, ` +
  `in ${PLAN.turns} turns of ${PLAN.calls}, each time in a new random order, and its median turn counts. Ratios are ` +
  "taken within a round; the value is the median over the rounds. Contestants with a key sign, the others send a token.";

/** Measures all contestants in one run. */
export async function transferCosts(): Promise<Figure[]> {
  const loopback = await startLoopback();
  try {
    const contestants = await checkedContestants(loopback);
    const times = await cpuTimes(contestants, PLAN);
    return [
      ...[...times].map(([name, values]) => figure(name, "µs", values)),
      ...RATIOS.map(([name, other, goal]) =>
        figure(`${name} / ${other}`, "×", ratios(times, name, other), goal),
      ),
    ];
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

function ratios(times: CpuTimes, name: ContestantName, other: ContestantName): number[] {
  const others = times.get(other) ?? [];
  return (times.get(name) ?? []).map((time, round) => time / (others[round] ?? Number.NaN));
}

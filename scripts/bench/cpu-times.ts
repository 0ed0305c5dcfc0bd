/** Processor time per call of all contestants, in interleaved rounds. */
import type { Contestant, ContestantName } from "./contestant.ts";
import { shuffled, spreadOf } from "./statistics.ts";

/** How much is called. */
export interface Plan {
  /** Rounds before the first that counts, in which the engine does most of its compiling. */
  readonly warmUp: number;
  readonly rounds: number;
  /** How often each contestant has its turn in a round. */
  readonly turns: number;
  /** Calls of a turn, one after the other. */
  readonly calls: number;
}

/** Microseconds per call of each contestant, one value per round. */
export type CpuTimes = ReadonlyMap<ContestantName, readonly number[]>;

/**
 * Lets all contestants take turns, each time in a new order. Turns are short, so that what disturbs the machine
 * for a while disturbs all contestants alike; a few that were hit alone do not move the median of their round.
 * Garbage is collected in few turns, so medians leave most of that work out, for all contestants.
 */
export async function cpuTimes(
  contestants: readonly Contestant[],
  { warmUp, rounds, turns, calls }: Plan,
): Promise<CpuTimes> {
  const times = new Map(contestants.map(({ name }) => [name, new Array<number>()]));
  for (let round = 0; round < warmUp + rounds; round++) {
    const medians = await medianTurns(contestants, turns, calls);
    if (round >= warmUp) for (const [name, time] of medians) times.get(name)?.push(time);
  }
  return times;
}

async function medianTurns(
  contestants: readonly Contestant[],
  turns: number,
  calls: number,
): Promise<(readonly [ContestantName, number])[]> {
  const measured = contestants.map((contestant) => ({ contestant, times: new Array<number>() }));
  for (let turn = 0; turn < turns; turn++)
    for (const { contestant, times } of shuffled(measured)) times.push(await timePerCall(contestant, calls));
  return measured.map(({ contestant, times }) => [contestant.name, spreadOf(times)[2]]);
}

async function timePerCall({ call }: Contestant, calls: number): Promise<number> {
  // What the contestant before left to be done is not this one's.
  await new Promise((resolve) => setImmediate(resolve));
  const before = process.cpuUsage();
  for (let index = 0; index < calls; index++) await call();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / calls;
}

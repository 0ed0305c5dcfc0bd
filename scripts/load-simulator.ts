/**
 * Hands thousands of calls on at once in a simulator that is served over http, several times, and verifies what its
 * notifications tell. `LOAD_CALLS` says how many (default 10,000) and `LOAD_WAVES` how often (default 3). Exits 1 if
 * anything was lost, came twice or in another order, or if more memory is in use after the last time than after the first.
 */
import { load, type Wave } from "./load/load.ts";

/** How much more memory may be in use after the last wave than after the first. */
const GROWTH = 1.2;

const calls = Number(process.env["LOAD_CALLS"] ?? 10_000);
const waves = Number(process.env["LOAD_WAVES"] ?? 3);
const result = await load({ calls, waves, tell: (line) => console.log(line) });
const faults: string[] = [];
console.log(`\nbefore           ${memory(result.before)}`);
for (const [index, wave] of result.waves.entries()) {
  console.log(`\nwave ${index + 1}`);
  console.log(`calls            ${wave.calls}, all under way at once`);
  console.log(`answers          ${told(wave.answers)} in ${wave.requestSeconds.toFixed(1)} s`);
  console.log(`notifications    ${wave.sent} sent, ${wave.received} received, ${wave.again} tried again`);
  console.log(
    `                 in ${wave.notificationSeconds.toFixed(1)} s, the scenarios' own delays included`,
  );
  console.log(`lost             ${wave.lost}`);
  console.log(`came twice       ${wave.duplicated}, but for the scenario that asks for it`);
  console.log(`calls misordered ${wave.misordered}, but for the scenario that asks for it`);
  console.log(`other ends       ${wave.otherEnds}`);
  console.log(`memory           ${memory(wave.state)}`);
  console.log(`journal          ${wave.state.kept} entries kept, ${wave.state.dropped} dropped so far`);
  faults.push(...faultsOf(wave).map((fault) => `wave ${index + 1}: ${fault}`));
}
const [first, last] = [result.waves[0], result.waves.at(-1)];
if (first && last && last.state.heap > GROWTH * first.state.heap)
  faults.push(`the heap has grown from ${megabytes(first.state.heap)} to ${megabytes(last.state.heap)}`);
console.log("");
for (const fault of faults) console.error(fault);
if (faults.length === 0)
  console.log("Nothing was lost, came twice or in another order; memory stays as it is.");
process.exitCode = faults.length === 0 ? 0 : 1;

function faultsOf(wave: Wave): string[] {
  const { answers, calls: made, sent, received, lost, duplicated, misordered, otherEnds, refused } = wave;
  const good = (answers["202"] ?? 0) + (answers["204"] ?? 0);
  return [
    ...(made === calls && good === calls ? [] : [`${calls - good} calls could not be handed on`]),
    ...(sent === received ? [] : [`${sent} notifications were sent, and ${received} received`]),
    ...Object.entries({ lost, duplicated, misordered, otherEnds, refused: refused.length }).flatMap(
      ([name, count]) => (count === 0 ? [] : [`${name}: ${count}`]),
    ),
    ...new Set(refused),
  ];
}

function memory({ heap, resident, peak }: Wave["state"]): string {
  return `heap ${megabytes(heap)}, resident ${megabytes(resident)}, at most ${megabytes(peak)} until then`;
}

function megabytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}

function told(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .map(([status, count]) => `${count} × ${status}`)
    .join(", ");
}

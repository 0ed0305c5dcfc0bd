/**
 * Runs transfers in two processes that share a real Redis, with notifications that land on either, twice and in any
 * order. `SOAK_TRANSFERS` says how many (default 10,000) and `SOAK_SEED` which. Exits 1 if any was lost or counted twice.
 */
import { redisMissing } from "../src/flows/redis-server.test-support.ts";
import { soak } from "./soak/soak.ts";

const transfers = Number(process.env["SOAK_TRANSFERS"] ?? 10_000);
const seed = Number(process.env["SOAK_SEED"] ?? Date.now() % 2 ** 31);
if (redisMissing) {
  console.error(redisMissing);
  process.exit(1);
}
const { delivered, outcomes, taken, faults, seconds } = await soak({
  transfers,
  seed,
  atOnce: 200,
  grace: 5000,
});
console.log(`seed                       ${seed}`);
console.log(`transfers                  ${transfers}`);
console.log(`notifications delivered    ${delivered} (${told(taken)})`);
for (const [index, counts] of outcomes.entries())
  console.log(`outcomes in process ${index + 1}      ${told(counts)}`);
console.log(`seconds                    ${seconds.toFixed(1)}`);
for (const fault of faults.slice(0, 20)) console.error(fault);
console.log(
  faults.length === 0 ? "none lost, none counted twice" : `${faults.length} lost, wrong or counted twice`,
);
process.exitCode = faults.length === 0 ? 0 : 1;

function told(counts: Readonly<Record<string, number>>): string {
  return Object.entries(counts)
    .toSorted(([one], [other]) => one.localeCompare(other))
    .map(([name, count]) => `${name} ${count}`)
    .join(", ");
}

/**
 * `npm run bench -- [part …]`: measures the built package and compares it with its goals. Exits 1 if one is
 * missed. Without arguments all parts are measured, which takes some minutes.
 */
import { availableParallelism } from "node:os";
import { parseArgs } from "node:util";
import { isMissed, printed, type Figure } from "./bench/figures.ts";
import * as importTimes from "./bench/import-times.ts";
import * as notificationCosts from "./bench/notification-costs.ts";
import * as simulatorRates from "./bench/simulator-rates.ts";
import * as sizes from "./bench/sizes.ts";
import * as transferCosts from "./bench/transfer-costs.ts";
import * as typeChecking from "./bench/type-checking.ts";

interface Part {
  readonly title: string;
  readonly method: string;
  readonly measure: () => Promise<Figure[]>;
}

const PARTS: Readonly<Record<string, Part>> = {
  cpu: {
    title: "Processor time per call",
    method: transferCosts.method,
    measure: transferCosts.transferCosts,
  },
  notifications: {
    title: "Reading notifications",
    method: notificationCosts.method,
    measure: notificationCosts.notificationCosts,
  },
  simulator: {
    title: "The simulator beside Prism",
    method: simulatorRates.method,
    measure: simulatorRates.simulatorRates,
  },
  size: { title: "Size", method: sizes.method, measure: sizes.sizes },
  import: { title: "Import time", method: importTimes.method, measure: importTimes.importTimes },
  types: { title: "Type checking", method: typeChecking.method, measure: typeChecking.typeChecking },
};

function partOf(name: string): Part {
  const part = PARTS[name];
  if (part) return part;
  throw new RangeError(`There is no part ${name}: they are ${Object.keys(PARTS).join(", ")}.`);
}

/** Measures a part and prints it; gives how many goals it misses. */
async function run({ title, method, measure }: Part): Promise<number> {
  console.log(`\n${title}\n${method}\n`);
  const figures = await measure();
  for (const line of printed(figures)) console.log(`  ${line}`);
  return figures.filter(isMissed).length;
}

const { positionals } = parseArgs({ allowPositionals: true });
const parts = positionals.length > 0 ? positionals.map(partOf) : Object.values(PARTS);
console.log(`Node.js ${process.version}, ${availableParallelism()} processors`);
let missed = 0;
for (const part of parts) missed += await run(part);
console.log(missed === 0 ? "\nAll goals are met." : `\nGoals missed: ${missed}.`);
process.exitCode = missed === 0 ? 0 : 1;

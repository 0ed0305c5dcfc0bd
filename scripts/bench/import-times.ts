/** How long it takes to import a client. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { builtModule } from "./built.ts";
import type { Extent, Figure } from "./figures.ts";
import { inRounds, numberFrom } from "./processes.ts";

const ROUNDS: Readonly<Record<Extent, number>> = { full: 41, quick: 5 };
/** Milliseconds. */
const GOAL = 10;
const CLIENTS = {
  acs: "@azure/communication-call-automation",
  graph: "@microsoft/microsoft-graph-client",
} as const;
const SERVICES = ["acs", "graph"] as const;

/** In a hurry by the time of the processor, which other processes do not make longer. */
const CLOCKS: Readonly<Record<Extent, string>> = {
  full: "performance.now()",
  quick: "Object.values(process.cpuUsage()).reduce((one, other) => one + other) / 1000",
};

const codeBy = (clock: string) => `
  const now = () => ${clock};
  const started = now();
  await import(process.argv[1]);
  console.log(now() - started);`;

/** How it is measured. */
export const method =
  "Time around import() in a fresh process, less that of an empty module in the same round, ours and that of the " +
  `official client of the same service; median of ${ROUNDS.full} interleaved rounds.`;

/** Why a goal can be missed. */
export const whyMissed =
  "The time is that of reading and compiling files, and grows with whatever else the disk does.";

/** Measures both clients and the official ones. */
export async function importTimes(extent: Extent): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "call-handoff-bench-"));
  try {
    const empty = join(folder, "empty.mjs");
    writeFileSync(empty, "");
    const addresses = new Map([["empty", pathToFileURL(empty).href]]);
    for (const service of SERVICES) {
      addresses.set(service, builtModule(service));
      addresses.set(CLIENTS[service], import.meta.resolve(CLIENTS[service]));
    }
    const times = await inRounds([...addresses.keys()], ROUNDS[extent], (name) =>
      numberFrom(["--input-type=module", "--eval", codeBy(CLOCKS[extent]), addresses.get(name) ?? ""]),
    );
    const base = times("empty");
    const over = (name: string) => times(name).map((time, round) => time - (base[round] ?? Number.NaN));
    return SERVICES.map((service) => ({
      name: `import of call-handoff/${service}, over an empty module`,
      unit: "ms",
      values: over(service),
      peer: { name: CLIENTS[service], values: over(CLIENTS[service]) },
      goal: { of: "value", most: GOAL },
    }));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

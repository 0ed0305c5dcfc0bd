/** How long it takes to import a client. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { builtModule } from "./built.ts";
import { figure, type Figure } from "./figures.ts";
import { inRounds, numberFrom } from "./processes.ts";

const ROUNDS = 41;
const GOAL = 10;
const CLIENTS = ["acs", "graph"] as const;
const EMPTY = "empty";

const CODE = `
  const started = performance.now();
  await import(process.argv[1]);
  console.log(performance.now() - started);`;

/** How it is measured. */
export const method =
  `Time around import() in a fresh process, less that of an empty module in the same round; median of ${ROUNDS} ` +
  "interleaved rounds.";

/** Measures both clients. */
export async function importTimes(): Promise<Figure[]> {
  const folder = mkdtempSync(join(tmpdir(), "call-handoff-bench-"));
  try {
    const empty = join(folder, "empty.mjs");
    writeFileSync(empty, "");
    const addressOf = (name: string) => (name === EMPTY ? pathToFileURL(empty).href : builtModule(name));
    const times = await inRounds([EMPTY, ...CLIENTS], ROUNDS, (name) =>
      numberFrom(["--input-type=module", "--eval", CODE, addressOf(name)]),
    );
    const base = times(EMPTY);
    return [
      figure("empty module", "ms", base),
      ...CLIENTS.map((name) => {
        const more = times(name).map((time, round) => time - (base[round] ?? Number.NaN));
        return figure(`dist/${name}.js over it`, "ms", more, GOAL);
      }),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** What has to hold however often it is tried: promises that are counts of what went wrong, and have to be none. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { root } from "./built.ts";
import type { Figure } from "./figures.ts";

const MUTATIONS = 1_000_000;
const TRANSFERS = { faults: 1000, redis: 10_000 };
const RUNS = 10;

/** How it is measured. */
export const method =
  "Counts of what went wrong in the long tests: `npm run soak` (transfers in two processes that share a real Redis, " +
  `notifications landing on either), the test of ${TRANSFERS.faults} transfers under random faults by either transport, ` +
  `${MUTATIONS.toLocaleString("en")} mutated notifications of all kinds through receivers and validators (\`npm run fuzz\` runs the same), ` +
  `\`npm run mutants\` (every check of the gate against parties that are right but for one thing) and \`npm run verify:ten\` ` +
  `(${RUNS} runs of the gate while every processor is busy).`;

/** Why a goal can be missed. */
export const whyMissed =
  "Something went wrong that must not, which is a fault to be mended: the command tells what.";

/** Runs them one after the other. */
export async function heldFigures(): Promise<Figure[]> {
  return [
    ...(await soaked()),
    none(
      `failures of ${TRANSFERS.faults} transfers under random faults, by fetch and by undici`,
      await failedTests(["--config", "vitest.long.config.ts", "src/http/exactly-once.test.ts"], {
        TRANSFERS: String(TRANSFERS.faults),
      }),
    ),
    none(
      `failures of ${MUTATIONS.toLocaleString("en")} mutated notifications`,
      await failedTests(["src/webhooks/mutations.test.ts", "--typecheck.enabled=false"], {
        MUTATIONS: String(MUTATIONS),
      }),
    ),
    ...(await proved()),
    none(
      `failures in ${RUNS} runs of the gate beside busy processors`,
      numberIn(
        await printedBy(["--import", "tsx", "conformance/endurance.ts"]),
        /^(\d+) failures in 10 runs/m,
      ),
    ),
  ];
}

function none(name: string, count: number): Figure {
  return { name, unit: "", values: [count], goal: { of: "value", most: 0 } };
}

async function soaked(): Promise<Figure[]> {
  // Loads what must not be loaded while clients are measured.
  const { soak } = await import("../soak/soak.ts");
  const seed = Date.now() % 2 ** 31;
  const result = await soak({ transfers: TRANSFERS.redis, seed, atOnce: 200, grace: 5000 });
  return [
    {
      ...none(
        `transfers in two processes with one Redis that were lost, wrong or counted twice, of ${TRANSFERS.redis.toLocaleString("en")}`,
        result.faults.length,
      ),
      peer: { name: "notifications delivered", values: [result.delivered] },
    },
  ];
}

async function proved(): Promise<Figure[]> {
  const text = await printedBy(["--import", "tsx", "conformance/mutants.ts"]);
  const checks = numberIn(text, /(\d+) of \d+ checks proved/);
  return [
    {
      name: "checks of the gate that a mutant proves",
      unit: "",
      values: [checks],
      peer: { name: "checks", values: [numberIn(text, /\d+ of (\d+) checks proved/)] },
      goal: { of: "ratio", least: 1 },
    },
    none("mutants that nobody catches", numberIn(text, /(\d+) not caught/)),
  ];
}

async function failedTests(args: readonly string[], env: Readonly<Record<string, string>>): Promise<number> {
  const vitest = ["node_modules/vitest/vitest.mjs", "run", "--reporter=json"];
  // A test that never ends is no test that passed.
  const text = await printedBy([...vitest, "--testTimeout=3600000", ...args], env);
  const passed = numberIn(text, /"numPassedTests":(\d+)/);
  if (passed + numberIn(text, /"numFailedTests":(\d+)/) === 0) return Number.NaN;
  return numberIn(text, /"numFailedTests":(\d+)/);
}

/** What Node.js prints. Its exit code says what the output does, too. */
async function printedBy(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<string> {
  const child = spawn(process.execPath, [...args], {
    cwd: root,
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  let text = "";
  child.stdout.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
  await once(child, "close");
  return text;
}

/** @throws Error where the command printed something else */
function numberIn(text: string, pattern: RegExp): number {
  const found = pattern.exec(text)?.[1];
  if (found === undefined) throw new Error(`A command did not print ${pattern.source}: ${text.slice(-500)}`);
  return Number(found);
}

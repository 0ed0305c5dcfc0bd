/** How long the gate takes, and how much memory. */
import { fileURLToPath } from "node:url";
import type { Figure } from "./figures.ts";
import { metered, type Cost } from "./metered.ts";
import { inRounds } from "./processes.ts";

const ROUNDS = 5;
/** Seconds, seconds and megabytes. */
const GOALS = { modes: 3, whole: 8, memory: 250 };

const COMMANDS = {
  whole: { command: "npm", args: ["run", "--silent", "verify"] },
  modes: {
    command: process.execPath,
    args: [
      "--optimize-for-size",
      "--import",
      "tsx",
      fileURLToPath(new URL("modes-process.ts", import.meta.url)),
    ],
  },
} as const;
type Name = keyof typeof COMMANDS;
const NAMES: readonly Name[] = ["whole", "modes"];

/** How it is measured. */
export const method =
  "Commands as a person would run them, from source, each in processes of its own, from the start of the command to its " +
  `end; ${ROUNDS} interleaved rounds after one that does not count. The modes are server, client and receiver on all ` +
  "operations and versions, one after the other in one process; the whole is `npm run verify`, which also judges the " +
  "contract by every documented message, with Prism in a process of its own, and writes the reports. Memory is the most " +
  "that a process had in its lifetime; processor time is that of all its processes. The goal for memory is held against the " +
  "largest process; all of them together have more, and that row is given beside it. No peer does the same.";

/** Why a goal can be missed. */
export const whyMissed =
  "Both commands are bound by the processor: the rows of processor time, divided by the number of processors, are what no " +
  "run can be shorter than. Most of it goes into the judgement of the contract, loading Prism and the validators, and " +
  "into compiling code that runs but once; loading TypeScript from source is part of it. The processes of `npm run verify` " +
  "run side by side, so that it needs their memory together.";

/** Measures both commands. */
export async function gateCosts(): Promise<Figure[]> {
  const costs = new Map<Name, Cost[]>();
  const seconds = await inRounds(NAMES, ROUNDS, async (name) => {
    const { command, args } = COMMANDS[name];
    const cost = await metered(command, args);
    costs.set(name, [...(costs.get(name) ?? []), cost]);
    return cost.seconds;
  });
  const counted = (name: Name, value: (cost: Cost) => number) =>
    // The first did not count for the time either.
    (costs.get(name) ?? []).slice(1).map(value);
  const megabytes = (bytes: number) => bytes / 1e6;
  const whole = "npm run verify";
  return [
    {
      name: "the three modes",
      unit: "s",
      values: seconds("modes"),
      goal: { of: "value", most: GOALS.modes },
    },
    {
      name: "the three modes, processor time",
      unit: "s",
      values: counted("modes", ({ processorSeconds }) => processorSeconds),
    },
    { name: whole, unit: "s", values: seconds("whole"), goal: { of: "value", most: GOALS.whole } },
    {
      name: `${whole}, processor time`,
      unit: "s",
      values: counted("whole", ({ processorSeconds }) => processorSeconds),
    },
    {
      name: `${whole}, memory of its largest process`,
      unit: "MB",
      values: counted("whole", ({ memories }) => megabytes(Math.max(...memories))),
      goal: { of: "value", most: GOALS.memory },
    },
    {
      name: `${whole}, memory of all its processes together, npm and Prism among them`,
      unit: "MB",
      values: counted("whole", ({ memories }) => megabytes(memories.reduce((all, one) => all + one, 0))),
    },
  ];
}

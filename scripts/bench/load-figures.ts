/** The simulator with thousands of calls at once. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { LoadResult, Wave } from "../load/load.ts";
import type { Figure } from "./figures.ts";

const CALLS = 10_000;
const WAVES = 3;
/** How much more memory may be in use after the last wave than after the first. */
const GROWTH = 1.2;

/** How it is measured. */
export const method =
  `\`npm run load\`: ${CALLS.toLocaleString("en")} calls of every kind and scenario are handed on at once over sockets, ` +
  `${WAVES} times, in a simulator of another process; receivers verify every notification, and each call's are held against what ` +
  "comes where nothing else goes on. Memory is the heap after garbage collection. Rates are one value per wave; those of " +
  "notifications have the scenarios' own delays in them.";

/** Why a goal can be missed. */
export const whyMissed =
  "The simulator lost something or keeps more with every wave, which is a fault to be mended.";

/** Measures it. */
export async function loadFigures(): Promise<Figure[]> {
  const file = fileURLToPath(new URL("load-process.ts", import.meta.url));
  const child = fork(file, [CALLS, WAVES].map(String));
  const ended = new AbortController();
  child.once("exit", (code) => ended.abort(new Error(`The load ended with ${String(code)}.`)));
  const [result]: unknown[] = await once(child, "message", { signal: ended.signal });
  if (!isResult(result)) throw new TypeError("The load told no result.");
  return figuresOf(result.waves);
}

function figuresOf(waves: readonly Wave[]): Figure[] {
  const total = (value: (wave: Wave) => number) => waves.reduce((all, wave) => all + value(wave), 0);
  const heap = (wave: Wave | undefined) => (wave ? wave.state.heap / 1e6 : Number.NaN);
  const answered = ({ answers }: Wave) => (answers["202"] ?? 0) + (answers["204"] ?? 0);
  return [
    {
      name: "calls at once that were handed on",
      unit: "",
      values: waves.map(answered),
      goal: { of: "value", least: CALLS },
    },
    {
      name: `notifications lost, of all ${WAVES} waves`,
      unit: "",
      values: [total(({ lost }) => lost)],
      peer: { name: "notifications that came", values: [total(({ received }) => received)] },
      goal: { of: "value", most: 0 },
    },
    {
      name: "notifications that came twice, and calls out of order or with another end",
      unit: "",
      values: [total(({ duplicated, misordered, otherEnds }) => duplicated + misordered + otherEnds)],
      goal: { of: "value", most: 0 },
    },
    {
      name: "memory in use after the last wave",
      unit: "MB",
      values: [heap(waves.at(-1))],
      peer: { name: "after the first", values: [heap(waves[0])] },
      goal: { of: "ratio", most: GROWTH },
    },
    {
      name: "most memory that the process had",
      unit: "MB",
      values: [Math.max(...waves.map(({ state }) => state.peak)) / 1e6],
    },
    {
      name: "requests answered",
      unit: "/s",
      values: waves.map((wave) => answered(wave) / wave.requestSeconds),
    },
    {
      name: "notifications verified and read",
      unit: "/s",
      values: waves.map(({ received, notificationSeconds }) => received / notificationSeconds),
    },
  ];
}

function isResult(value: unknown): value is LoadResult {
  return typeof value === "object" && value !== null && "waves" in value && Array.isArray(value.waves);
}

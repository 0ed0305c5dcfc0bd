/** How much longer the compiler takes for a file that uses a client. */
import { createRequire } from "node:module";
import type { Extent, Figure } from "./figures.ts";
import { inRounds, numberFrom } from "./processes.ts";
import { makeConsumer, PROJECTS, type Consumer, type Project } from "./consumer.ts";

const ROUNDS: Readonly<Record<Extent, number>> = { full: 7, quick: 2 };
/** With the declarations checked, for information. */
const ROUNDS_OF_LIBRARIES = 3;
const GOAL = 1.5;
const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
/** Makes the compiler tell, when it ends, how many milliseconds of the processor it took. */
const METER =
  'data:text/javascript,process.on("exit",()=>{const{user,system}=process.cpuUsage();console.log((user+system)/1000)})';

/** How it is measured. */
export const method =
  `Processor time of tsc --noEmit for a file that uses a client, over that for an empty file with the same options; ` +
  `median of ${ROUNDS.full} interleaved rounds, of ${ROUNDS_OF_LIBRARIES} where the declarations themselves are checked too.`;

/** Why a goal can be missed. */
export const whyMissed = "The compiler has more to read than for an empty file.";

/** Measures both clients, as applications compile and with the declarations themselves checked. */
export async function typeChecking(extent: Extent): Promise<Figure[]> {
  const consumer = makeConsumer();
  try {
    const usual = await compared(consumer, true, ROUNDS[extent], GOAL);
    return extent === "quick" ? usual : [...usual, ...(await compared(consumer, false, ROUNDS_OF_LIBRARIES))];
  } finally {
    consumer.remove();
  }
}

async function compared(
  consumer: Consumer,
  skipLibCheck: boolean,
  rounds: number,
  goal?: number,
): Promise<Figure[]> {
  const times = await inRounds(PROJECTS, rounds, (project) => compile(consumer, project, skipLibCheck));
  return PROJECTS.filter((project) => project !== "empty").map((project) => ({
    name: `a file that uses call-handoff/${project}, skipLibCheck ${skipLibCheck}`,
    unit: "ms",
    values: times(project),
    peer: { name: "empty file", values: times("empty") },
    ...(goal !== undefined && { goal: { of: "ratio", most: goal } }),
  }));
}

function compile({ folder }: Consumer, project: Project, skipLibCheck: boolean): Promise<number> {
  const options = ["--project", `${project}.json`, "--skipLibCheck", String(skipLibCheck)];
  return numberFrom(["--import", METER, compiler, ...options], folder);
}

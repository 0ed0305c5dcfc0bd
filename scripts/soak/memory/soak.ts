import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { MemoryInUse } from "../../load/memory.ts";
import { driveReceivers, driveSimulator, type Driver } from "./drivers.ts";
import { growthOf, type Growth, type Point } from "./growth.ts";
import { isAnswer, type Answer, type Question, type SubjectName } from "./messages.ts";

/** What a soak is to be like. */
export interface MemorySoak {
  readonly subject: SubjectName;
  /** How long it takes at most, and how many requests are made; the first fifth of them is not measured. */
  readonly seconds: number;
  readonly requests: number;
  /** How often it is looked. Default: 12. */
  readonly looks?: number;
  /** Plants a leak: the program keeps all that it hears. Default: `false`. */
  readonly leak?: boolean;
}

/** What a soak has found. */
export interface MemorySoaked extends Growth {
  /** In both directions, those that were not measured included. */
  readonly requests: number;
  readonly seconds: number;
  readonly samples: readonly (Point & MemoryInUse)[];
}

const WARM = 0.2;
/** Rounds between two looks at the clock. */
const PORTION = 25;
/** So many rounds are made before anything is measured, whatever the time: after them everything bounded is full. */
const FIRST = 75;

/** Puts a subject, in a process of its own, under load and looks whether its memory grows. */
export async function soakMemory(options: MemorySoak): Promise<MemorySoaked> {
  const { subject, seconds, requests: most, looks = 12, leak } = options;
  const receivers = subject === "receivers" ? await driveReceivers() : undefined;
  const child = await start([subject, receivers?.keys ?? "", ...(leak ? ["leak"] : [])]);
  const driver = await driverFor(child, receivers);
  const began = performance.now();
  const passed = () => (performance.now() - began) / 1000;
  let requests = 0;
  /** Goes on until so much of the time is over, or of the requests made. */
  const goOn = async (share: number) => {
    do requests += await driver.work(PORTION);
    while (passed() < share * seconds && requests < share * most);
  };
  const samples: (Point & MemoryInUse)[] = [];
  try {
    requests += await driver.work(FIRST);
    await goOn(WARM);
    for (let sample = 1; sample <= looks; sample++) {
      const memory = await child.ask({ sample: true });
      if (!("heap" in memory)) throw new TypeError("The process does not tell how much memory it has.");
      samples.push({ ...memory, requests });
      await goOn(WARM + ((1 - WARM) * sample) / looks);
    }
  } finally {
    await child.stop();
    await driver.stop();
  }
  return { ...growthOf(samples), requests, seconds: passed(), samples };
}

async function driverFor(
  child: Child,
  receivers: Awaited<ReturnType<typeof driveReceivers>> | undefined,
): Promise<Driver> {
  if (receivers) return receivers.at(child.url);
  if (child.url !== "") return driveSimulator(child.url);
  return {
    async work(rounds) {
      const done = await child.ask({ work: rounds });
      return "requests" in done ? done.requests : 0;
    },
    stop: async () => {},
  };
}

/** The process with the subject. */
interface Child {
  readonly url: string;
  readonly ask: (question: Question) => Promise<Answer>;
  readonly stop: () => Promise<unknown>;
}

async function start(args: readonly string[]): Promise<Child> {
  const file = fileURLToPath(new URL("subject-process.ts", import.meta.url));
  const child = fork(file, args, { execArgv: ["--expose-gc", "--import", "tsx"] });
  const ended = new AbortController();
  const exit = once(child, "exit").then(() => ended.abort());
  const answer = async (): Promise<Answer> => {
    const [message]: unknown[] = await once(child, "message", { signal: ended.signal });
    if (!isAnswer(message)) throw new TypeError("The process tells something else.");
    return message;
  };
  const first = await answer();
  return {
    url: "url" in first ? first.url : "",
    ask(question) {
      child.send(question);
      return answer();
    },
    async stop() {
      if (child.connected) child.disconnect();
      await exit;
    },
  };
}

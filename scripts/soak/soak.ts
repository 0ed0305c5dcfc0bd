import { fork, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { startRedis } from "../../src/flows/redis-server.test-support.ts";
import { isReport, type Order, type Report, type Transfer } from "./messages.ts";
import { makeTransfer, randomFrom } from "./transfers.ts";

/** What a soak is to be like. */
export interface SoakOptions {
  readonly transfers: number;
  readonly seed: number;
  /** How many transfers go on at once. */
  readonly atOnce: number;
  /** Of the trackers, in milliseconds. */
  readonly grace: number;
}

/** What a soak has found. */
export interface SoakResult {
  readonly transfers: number;
  readonly delivered: number;
  /** By process, then by outcome. */
  readonly outcomes: readonly Readonly<Record<string, number>>[];
  /** By what became of the notifications. */
  readonly taken: Readonly<Record<string, number>>;
  /** Everything that is not as it has to be. */
  readonly faults: readonly string[];
  readonly seconds: number;
}

/** Runs transfers in two processes that share a Redis; each notification lands on either, some of them more than once. */
export async function soak({ transfers, seed, atOnce, grace }: SoakOptions): Promise<SoakResult> {
  const redis = await startRedis();
  const processes = await Promise.all([0, 1].map(() => start(redis.url, grace)));
  const random = randomFrom(seed);
  const started = performance.now();
  const outcomes = processes.map((): Record<string, number> => ({}));
  const taken: Record<string, number> = {};
  const faults: string[] = [];
  let delivered = 0;
  const any = () => Math.floor(random() * processes.length);

  const deliver = async ({ notifications }: Transfer): Promise<void> => {
    const counted = new Map<string, number>();
    const twice = notifications.flatMap((one) => (random() < 0.3 ? [one, one] : [one]));
    const shuffled = twice
      .map((one) => ({ one, at: random() }))
      .toSorted((one, other) => one.at - other.at)
      .map(({ one, at }) => ({ one, wait: at * 60, to: any() }));
    await Promise.all(
      shuffled.map(async ({ one, wait, to }) => {
        await new Promise((resolve) => void setTimeout(resolve, wait));
        delivered += 1;
        const report = await processes[to]?.send({ receive: one });
        const word = report && "taken" in report ? report.taken : JSON.stringify(report);
        taken[word] = (taken[word] ?? 0) + 1;
        if (report && "error" in report) faults.push(report.error);
        if (word === "new" || word === "late") counted.set(one.key, (counted.get(one.key) ?? 0) + 1);
      }),
    );
    for (const [key, count] of counted) if (count > 1) faults.push(`counted ${count} times: ${key}`);
  };
  const run = async (index: number): Promise<void> => {
    const transfer = makeTransfer(index, random);
    const to = any();
    const [report] = await Promise.all([processes[to]?.send({ watch: transfer.options }), deliver(transfer)]);
    const outcome = report && "outcome" in report ? report.outcome : JSON.stringify(report);
    const own = outcomes[to] ?? {};
    own[outcome] = (own[outcome] ?? 0) + 1;
    if (outcome !== transfer.outcome)
      faults.push(`${transfer.options.callId} is ${outcome}, not ${transfer.outcome}`);
  };

  let next = 0;
  const lane = async () => {
    while (next < transfers) {
      next += 1;
      await run(next);
    }
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, transfers) }, lane));
  const seconds = (performance.now() - started) / 1000;
  for (const one of processes) faults.push(...(await one.stop()));
  await redis.stop();
  return { transfers, delivered, outcomes, taken, faults, seconds };
}

type Task<Kind> = Kind extends { readonly number: number } ? Omit<Kind, "number"> : never;

interface Process {
  readonly send: (task: Task<Order>) => Promise<Report>;
  /** Ends it, and gives what it reported that nobody had asked for. */
  readonly stop: () => Promise<string[]>;
}

async function start(url: string, grace: number): Promise<Process> {
  const child: ChildProcess = fork(
    fileURLToPath(new URL("process.ts", import.meta.url)),
    [url, String(grace)],
    { execArgv: ["--import", "tsx"] },
  );
  await once(child, "message");
  const waiting = new Map<number, (report: Report) => void>();
  const surplus: string[] = [];
  let number = 0;
  child.on("message", (report) => {
    if (!isReport(report)) return;
    const tell = waiting.get(report.number);
    if (!tell) surplus.push(`reported twice: ${JSON.stringify(report)}`);
    waiting.delete(report.number);
    tell?.(report);
  });
  return {
    send(task) {
      number += 1;
      const own = number;
      return new Promise((resolve) => {
        waiting.set(own, resolve);
        child.send({ number: own, ...task });
      });
    },
    async stop() {
      const ended = once(child, "exit");
      child.disconnect();
      const [code] = await ended;
      return code === 0 ? surplus : [...surplus, `a process ended with ${String(code)}`];
    },
  };
}

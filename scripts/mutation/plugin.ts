import { randomUUID } from "node:crypto";
import { appendFileSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { BroadcastChannel } from "node:worker_threads";
import { createVitest, type Vitest } from "vitest/node";
import { CHANNEL, DURATIONS, RESULTS, type Message, type RunOrder, type RunReport } from "./messages.ts";
import { nearestFirst } from "./order.ts";
import { Sampler } from "./sample.ts";
import { sentence } from "./sentences.ts";

/** The part of Stryker's options of a run that is used here. */
interface MutantRun {
  readonly activeMutant: { readonly id: string };
  /** The mutated file among the files that the tests run with. */
  readonly sandboxFileName: string;
  readonly testFilter?: readonly string[];
  readonly hitLimit?: number;
}

interface Log {
  warn(message: string): void;
}

const CONFIG = "scripts/mutation/vitest.config.ts";

/**
 * A test runner for Stryker that loads the modules once and runs every mutant in them. Stryker's own runner for Vitest
 * starts a worker for each mutant, which takes seconds where the tests take milliseconds.
 */
class WarmVitest {
  readonly #log: Log;
  #vitest: Vitest | undefined;
  #channel: BroadcastChannel | undefined;
  #ended: Promise<unknown> | undefined;
  #durations: Record<string, number> | undefined;
  #take: (message: Message) => void = () => undefined;

  constructor(log: Log) {
    this.#log = log;
  }

  capabilities(): { reloadEnvironment: boolean } {
    return { reloadEnvironment: true };
  }

  async init(): Promise<void> {
    const name = `mutation-${randomUUID()}`;
    process.env[CHANNEL] = name;
    process.env["NODE_ENV"] = "test";
    this.#channel = new BroadcastChannel(name);
    // oxlint-disable-next-line unicorn/prefer-add-event-listener -- which the types of Node.js 20 do not know
    this.#channel.onmessage = (event: unknown) => {
      this.#take(Reflect.get(Object(event), "data"));
    };
    const ready = this.#next();
    this.#vitest = await createVitest("test", {
      config: CONFIG,
      watch: false,
      reporters: [{}],
      coverage: { enabled: false },
    });
    const [any] = await this.#vitest.globTestSpecifications();
    if (any === undefined) throw new Error("There are no tests.");
    // The worker answers before it runs any file; this one is only what Vitest starts it for.
    this.#ended = this.#vitest.runTestSpecifications([any]);
    await ready;
  }

  async dryRun(): Promise<unknown> {
    const found = await this.#started.globTestSpecifications();
    const files = found.map(({ moduleId }) => ({ path: path.relative(process.cwd(), moduleId) }));
    const report = await this.#run({ files });
    for (const { id, message } of report.tests.filter((test) => test.state === "failed")) {
      this.#log.warn(`Fails without a mutant, and is left out: ${id}: ${message ?? ""}`);
    }
    const tests = report.tests.map(({ id, milliseconds, state }) => ({
      id,
      name: id,
      timeSpentMs: milliseconds,
      status: state === "passed" ? 0 : 2,
    }));
    const durations = report.tests.map(({ id, milliseconds }) => [id, milliseconds]);
    writeFileSync(DURATIONS, JSON.stringify(Object.fromEntries(durations)));
    return { status: "complete", tests, mutantCoverage: report.coverage };
  }

  async mutantRun({ activeMutant, sandboxFileName, testFilter = [], hitLimit }: MutantRun): Promise<unknown> {
    this.#durations ??= existsSync(DURATIONS) ? JSON.parse(readFileSync(DURATIONS, "utf8")) : {};
    const files = nearestFirst(
      path.relative(process.cwd(), sandboxFileName),
      testFilter,
      this.#durations ?? {},
    );
    const report = await this.#run({
      mutant: activeMutant.id,
      files,
      ...(hitLimit === undefined ? {} : { hitLimit }),
    });
    // Stryker starts another process and tries again.
    if (report.spoilt) throw new Error("A test that found a mutant fails without it.");
    if (report.loop) return { status: "timeout" };
    const nrOfTests = report.tests.filter((test) => test.state !== "skipped").length;
    const killer = report.tests.find((test) => test.state === "failed");
    if (killer === undefined) return { status: "survived", nrOfTests };
    if (/^(Test|Hook) timed out in/.test(killer.message ?? "")) return { status: "timeout" };
    return { status: "killed", killedBy: [killer.id], failureMessage: killer.message ?? "", nrOfTests };
  }

  async dispose(): Promise<void> {
    this.#tell({});
    await this.#ended;
    await this.#vitest?.close();
    this.#channel?.close();
  }

  get #started(): Vitest {
    if (this.#vitest === undefined) throw new Error("init() comes first.");
    return this.#vitest;
  }

  #tell(message: { readonly order?: RunOrder }): void {
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- that is of windows
    this.#channel?.postMessage(message);
  }

  #next(): Promise<Message> {
    return new Promise((resolve) => {
      this.#take = resolve;
    });
  }

  async #run(order: RunOrder): Promise<RunReport> {
    const answer = this.#next();
    this.#tell({ order });
    const { report, error } = await answer;
    if (report === undefined) throw new Error(error ?? "The worker did not answer.");
    return report;
  }
}

function createWarmVitest(log: Log): WarmVitest {
  return new WarmVitest(log);
}
createWarmVitest.inject = ["logger"];

function createIgnorer(): { shouldIgnore: typeof sentence } {
  return { shouldIgnore: sentence };
}

/** Writes each result at once, so that a run that is ended loses nothing. */
function createLines(): { onMutantTested: (result: unknown) => void } {
  const file = process.env[RESULTS] ?? "";
  return { onMutantTested: (result) => appendFileSync(file, `${JSON.stringify(result)}\n`) };
}

export const strykerPlugins = [
  { kind: "TestRunner", name: "warm-vitest", factory: createWarmVitest },
  { kind: "Ignore", name: "sentences", factory: createIgnorer },
  { kind: "Checker", name: "sample", factory: () => new Sampler() },
  { kind: "Reporter", name: "lines", factory: createLines },
];

import path from "node:path";
import { BroadcastChannel } from "node:worker_threads";
import { TestRunner, vi } from "vitest";
import { startTests } from "vitest/internal/browser";
import { CHANNEL, type Message, type RunOrder, type RunReport, type TestOutcome } from "./messages.ts";

type Files = Awaited<ReturnType<typeof startTests>>;
type File = Files[number];
type Task = File["tasks"][number];
type Test = Extract<Task, { type: "test" }>;

/** The state that Stryker's instrumented code reads and writes. */
interface Stryker {
  activeMutant?: string | undefined;
  currentTestId?: string | undefined;
  hitCount?: number | undefined;
  hitLimit?: number | undefined;
  mutantCoverage?: unknown;
}

const stryker: Stryker = {};
Object.defineProperty(globalThis, "__stryker__", { value: stryker, configurable: true });
const realFetch = globalThis.fetch;
function testsOf(tasks: readonly Task[]): Test[] {
  return tasks.flatMap((task) => (task.type === "suite" ? testsOf(task.tasks) : [task]));
}

function nameOf(task: Test): string {
  const names = [task.name];
  for (let suite = task.suite; suite !== undefined; suite = suite.suite) names.unshift(suite.name);
  return names.join(" ").trim();
}

function idOf(file: string, test: Test): string {
  return `${file}#${nameOf(test)}`;
}

/** Hooks of a suite are run only for tests that are. */
function skipEmpty(task: Task): boolean {
  if (task.type === "suite" && task.tasks.map(skipEmpty).every(Boolean)) task.mode = "skip";
  return task.mode !== "run" && task.mode !== "queued";
}

type Part = RunOrder["files"][number];

/** Runs the tests of one file with the modules that are there, and tells nobody of it but its caller. */
class FileRunner extends TestRunner {
  readonly #mutant: string | undefined;
  readonly #part: Part;
  #failed = false;

  constructor(host: TestRunner, mutant: string | undefined, part: Part) {
    const testTimeout = part.timeout ?? host.config.testTimeout;
    super({ ...host.config, testTimeout, hookTimeout: testTimeout * 4 });
    this.#mutant = mutant;
    this.#part = part;
    Object.assign(this, { moduleRunner: Reflect.get(host, "moduleRunner") });
    // oxlint-disable-next-line no-underscore-dangle -- Vitest's own name
    this.__setTraces(Reflect.get(host, "_otel"));
  }

  onCollected(files: Files): void {
    const wanted = this.#part.tests === undefined ? undefined : new Set(this.#part.tests);
    const tests = testsOf(files.flatMap((file) => file.tasks));
    for (const test of tests) {
      if (wanted !== undefined && !wanted.has(idOf(this.#part.path, test))) test.mode = "skip";
    }
    for (const file of files) skipEmpty(file);
    const first = tests.find((test) => test.mode === "run");
    // What the hooks of a file run, each of its tests needs.
    if (first !== undefined) this.#at(first);
    stryker.activeMutant = this.#mutant;
  }

  override async onBeforeRunSuite(suite: Parameters<TestRunner["onBeforeRunSuite"]>[0]): Promise<void> {
    if (this.#failed) suite.mode = "skip";
    await super.onBeforeRunSuite(suite);
  }

  override async onBeforeRunTask(test: Test): Promise<void> {
    if (this.#failed) test.mode = "skip";
    this.#at(test);
    await super.onBeforeRunTask(test);
  }

  override onAfterRunTask(test: Test): void {
    super.onAfterRunTask(test);
    if (test.result?.state === "fail" && this.#mutant !== undefined) this.#failed = true;
  }

  #at(test: Test): void {
    if (this.#mutant === undefined) stryker.currentTestId = idOf(this.#part.path, test);
  }
}

function outcomeOf(file: string, test: Test): TestOutcome {
  const state = test.result?.state;
  const message = test.result?.errors?.[0]?.message;
  return {
    id: idOf(file, test),
    state: state === "pass" ? "passed" : state === "fail" ? "failed" : "skipped",
    milliseconds: test.result?.duration ?? 0,
    ...(message === undefined ? {} : { message }),
  };
}

function forget(host: TestRunner, file: string): void {
  const modules = Reflect.get(host, "workerState").evaluatedModules;
  for (const module of modules.fileToModulesMap.get(file) ?? []) modules.invalidateModule(module);
  // What a test imports as a copy of its own is to be new each time.
  for (const [id, module] of modules.idToModuleMap) if (id.includes("?")) modules.invalidateModule(module);
}

/** What a test that was ended before its time may have left. */
function tidy(): void {
  vi.useRealTimers();
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
  vi.unstubAllEnvs();
  vi.resetConfig();
  globalThis.fetch = realFetch;
}

async function runPart(host: TestRunner, mutant: string | undefined, part: Part): Promise<TestOutcome[]> {
  const filepath = path.resolve(part.path);
  stryker.activeMutant = undefined;
  stryker.currentTestId = undefined;
  forget(host, filepath);
  const workerState = Reflect.get(host, "workerState");
  workerState.filepath = filepath;
  const files = await startTests([filepath], new FileRunner(host, mutant, part));
  stryker.activeMutant = undefined;
  stryker.currentTestId = undefined;
  tidy();
  const outcomes = testsOf(files.flatMap((file) => file.tasks)).map((test) => outcomeOf(part.path, test));
  const broken = files.find((file) => file.result?.state === "fail");
  if (broken === undefined || outcomes.some((outcome) => outcome.state === "failed")) return outcomes;
  // A hook of the file failed, or its import.
  const message = broken.result?.errors?.[0]?.message ?? "a hook failed";
  return [...outcomes, { id: part.tests?.[0] ?? `${part.path}#`, state: "failed", milliseconds: 0, message }];
}

/** Whether a test that found a mutant fails without it: by itself, and also after those that come before it. */
async function isSpoilt(host: TestRunner, part: Part, id: string): Promise<boolean> {
  const fails = (outcomes: readonly TestOutcome[]) => outcomes.some(({ state }) => state === "failed");
  return (
    fails(await runPart(host, undefined, { ...part, tests: [id] })) &&
    fails(await runPart(host, undefined, part))
  );
}

async function run(host: TestRunner, order: RunOrder): Promise<RunReport> {
  stryker.hitCount = order.mutant === undefined ? undefined : 0;
  stryker.hitLimit = order.hitLimit;
  const tests: TestOutcome[] = [];
  for (const part of order.files) {
    const outcomes = await runPart(host, order.mutant, part);
    tests.push(...outcomes);
    const failed = outcomes.find((outcome) => outcome.state === "failed");
    if (failed === undefined || order.mutant === undefined) continue;
    const loop = (stryker.hitCount ?? 0) > (order.hitLimit ?? Infinity);
    return { tests, loop, spoilt: await isSpoilt(host, part, failed.id) };
  }
  return {
    tests,
    loop: false,
    spoilt: false,
    ...(order.mutant === undefined ? { coverage: stryker.mutantCoverage } : {}),
  };
}

async function answerTo(host: TestRunner, order: RunOrder): Promise<Message> {
  try {
    return { report: await run(host, order) };
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) };
  }
}

/** Vitest starts it for one file; before that it runs whatever it is told to, until it is told to end. */
export default class WarmRunner extends TestRunner {
  async onBeforeCollect(): Promise<void> {
    const channel = new BroadcastChannel(process.env[CHANNEL] ?? "");
    // oxlint-disable-next-line unicorn/require-post-message-target-origin -- that is of windows
    const tell = (message: Message) => channel.postMessage(message);
    await new Promise<void>((resolve) => {
      // oxlint-disable-next-line unicorn/prefer-add-event-listener -- which the types of Node.js 20 do not know
      channel.onmessage = async (event: unknown) => {
        const order: RunOrder | undefined = Reflect.get(Object(event), "data").order;
        if (order === undefined) return resolve();
        tell(await answerTo(this, order));
      };
      tell({ ready: true });
    });
    channel.close();
  }
}

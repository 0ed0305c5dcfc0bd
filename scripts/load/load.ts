import { Agent } from "undici";
import { controlPaths } from "../../generated/simulator/paths.ts";
import { undiciFetch } from "../../src/node/index.ts";
import { createControlClient, type Call, type ControlClient } from "../../src/simulator/index.ts";
import { clientsOf } from "./clients.ts";
import { expectations, toldOf } from "./expected.ts";
import { inbox, type Inbox } from "./inbox.ts";
import { SCENARIOS, type Clients, type LoadScenario } from "./kinds.ts";
import { inLanes } from "./lanes.ts";
import type { State } from "./messages.ts";
import { newCallOf, planOf, type Planned } from "./plan.ts";
import { serveInbox, simulateElsewhere } from "./processes.ts";
import type { Simulated } from "./simulator.ts";
import { differences, NONE, sum, type Differences } from "./verdict.ts";

/** What a load is to be like. */
export interface LoadOptions {
  /** How many calls are handed on at once. */
  readonly calls: number;
  /** How often, one time after the other. */
  readonly waves: number;
  /** Default: all that have an end. */
  readonly scenarios?: readonly LoadScenario[];
  /** Serves the simulator, which knows at most so many calls. Default: in a process of its own. */
  readonly simulate?: (maxCalls: number) => Promise<Simulated>;
  /** Told of what is going on. */
  readonly tell?: (line: string) => void;
}

/** What a wave has shown. */
export interface Wave extends Differences {
  readonly calls: number;
  /** How many answers there were to the requests, by their status. */
  readonly answers: Readonly<Record<string, number>>;
  /** Notifications that receivers took, as the simulator sees it; and as they do. */
  readonly sent: number;
  readonly received: number;
  /** How often a request to a receiver was sent again, as it had failed. */
  readonly again: number;
  /** Why receivers refused something. */
  readonly refused: readonly string[];
  /** From the first request to its last answer, and from the moment time goes on to the last notification. */
  readonly requestSeconds: number;
  readonly notificationSeconds: number;
  /** How things stood afterwards. */
  readonly state: State;
}

/** What a load has shown. */
export interface LoadResult {
  readonly before: State;
  readonly waves: readonly Wave[];
}

/** How many connections requests share. */
const CONNECTIONS = 250;

/** For how long nothing may come until what is missing is taken for lost, in milliseconds. */
const SILENCE = 10_000;

/** When all calls are announced, in milliseconds of the simulator's clock. */
const ANNOUNCED = 5000;

/** How long is waited for what comes beyond what has to come, in milliseconds. */
const SURPLUS = 300;

/**
 * Hands calls on, all at once, in a simulator of another process, and holds against each other what its notifications
 * tell under load and what they tell where nothing else goes on.
 */
export async function load({
  calls,
  waves,
  scenarios = SCENARIOS,
  simulate = simulateElsewhere,
  tell = () => {},
}: LoadOptions): Promise<LoadResult> {
  const expected = await expectations(scenarios);
  const plan = planOf(calls, scenarios, 2);
  const related = plan.filter(({ kind }) => kind.service === "graph" && kind.kind !== "incoming").length;
  // No more than one wave has, so that memory is as full after the first as it will ever be.
  const simulator = await simulate(calls + related);
  const { url } = simulator;
  const box = inbox({
    openIdConfiguration: url + controlPaths.getOpenIdConfiguration.path,
    allowLoopbackHttp: true,
  });
  const application = await serveInbox(box);
  const agent = new Agent({ connections: CONNECTIONS, headersTimeout: 0, bodyTimeout: 0 });
  try {
    const before = await simulator.state(true);
    const done: Wave[] = [];
    const tools = {
      simulator,
      control: createControlClient({ url }),
      clients: clientsOf(url, undiciFetch(agent)),
      application: application.url,
      box,
    };
    for (let number = 1; number <= waves; number++) {
      tell(`wave ${number}`);
      done.push(await wave(tools, plan, expected, tell));
    }
    return { before, waves: done };
  } finally {
    await agent.close();
    application.stop();
    await simulator.stop();
  }
}

interface Tools {
  readonly simulator: Simulated;
  readonly control: ControlClient;
  readonly clients: readonly Clients[];
  readonly application: string;
  readonly box: Inbox;
}

type Expected = Awaited<ReturnType<typeof expectations>>;

async function wave(
  tools: Tools,
  plan: readonly Planned[],
  expected: Expected,
  tell: (line: string) => void,
): Promise<Wave> {
  const { simulator, control, clients, application, box } = tools;
  box.clear();
  const earlier = await simulator.state(false);
  // Nothing is told before everything was asked for, so that all calls are under way at once.
  await control.setClock({ running: false });
  const calls = await inLanes(plan, 50, (planned) => control.createCall(newCallOf(planned, application)));
  const made = plan.flatMap((planned, index) => {
    const call = calls[index];
    return call ? [{ planned, call }] : [];
  });
  // Calls are announced one after the other here; they ring for longer.
  await control.setClock({ advance: ANNOUNCED });
  tell(`  ${made.length} calls`);
  const started = performance.now();
  const statuses = await Promise.all(made.map((one) => answerTo(one, clients)));
  const answered = performance.now();
  tell(`  ${statuses.length} answers`);
  await control.setClock({ running: true });
  const had = made.map(({ planned, call }) => ({ ...planned, call, told: expected(planned) }));
  const count = had.reduce((all, { told }) => all + told.own.names.length + told.related.names.length, 0);
  const last = await silence(box, simulator, count);
  tell(`  ${box.count} of ${count} notifications`);
  const found = had.reduce(
    (all, { kind, call, told }) => sum(all, differences(told, toldOf(kind, call, box))),
    NONE,
  );
  const received = box.count;
  const refused = [...box.refused];
  box.clear();
  const state = await simulator.state(true);
  return {
    ...found,
    calls: made.length,
    answers: counted(statuses),
    sent: (state.notifications["taken"] ?? 0) - (earlier.notifications["taken"] ?? 0),
    again: state.again - earlier.again,
    received,
    refused,
    requestSeconds: (answered - started) / 1000,
    notificationSeconds: (last - answered) / 1000,
    state,
  };
}

async function answerTo(
  { planned, call }: { readonly planned: Planned; readonly call: Call },
  clients: readonly Clients[],
): Promise<string> {
  const own = clients[planned.client];
  if (!own) throw new RangeError("There is no such client.");
  try {
    return String(await planned.kind.send(own, call));
  } catch (error) {
    return error instanceof Error ? error.message : "unknown";
  }
}

/** Waits until all has come and nothing is under way, or nothing has come for long; gives when the last came. */
async function silence(box: Inbox, simulator: Simulated, expected: number): Promise<number> {
  let seen = { count: box.count, at: performance.now() };
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 100));
    if (box.count !== seen.count) seen = { count: box.count, at: performance.now() };
    const quiet = performance.now() - seen.at;
    if (quiet > SILENCE) return seen.at;
    if (box.count < expected || quiet < SURPLUS) continue;
    const { notifications } = await simulator.state(false);
    if (notifications["pending"] === 0) return seen.at;
  }
}

function counted(values: readonly string[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
}

/** How many requests per second our simulator answers, beside Prism. */
import { loadBuilt } from "./built.ts";
import type { Extent, Figure } from "./figures.ts";
import { sender, type Prepared, type Sender } from "./rates.ts";
import { forPrism, simulatorOperations, type Operation, type Proof } from "./simulator-requests.ts";
import { startPrism, startSimulator, type SimulatorProcess } from "./simulator-servers.ts";
import { shuffled } from "./statistics.ts";

const PLANS = {
  full: { warmUp: 6, rounds: 21, requests: 400, connections: 16 },
  quick: { warmUp: 3, rounds: 5, requests: 120, connections: 16 },
} as const satisfies Readonly<Record<Extent, object>>;
type Plan = (typeof PLANS)[Extent];
const GOAL = 5;

/** How it is measured. */
export const method =
  "Requests per second over http to servers in processes of their own, both of which judge each request: Prism as its " +
  "own command sets it up, without callbacks; our simulator strictly, with its credentials and a full journal, and it " +
  `carries each out on a call of its own. ${PLANS.full.rounds} rounds after ${PLANS.full.warmUp} to warm up; in each, every server answers ` +
  `${PLANS.full.requests} requests of every operation over ${PLANS.full.connections} connections that are kept, in a new random order. The ` +
  "clock of the simulator stands still meanwhile: its notifications are sent afterwards, to a function in the same " +
  "process, and only where it says so is the time for them added. Idle is a server of node:http that does nothing: " +
  "more than that, neither the sender nor any server can reach. Ratios are taken within a round; the value is the " +
  "median over the rounds.";

/** Why a goal can be missed. */
export const whyMissed =
  "Most of a request is HTTP, which no server of `node:http` can do without: the row of the idle server shows how far one " +
  "gets that does nothing at all. What is left of its time for five times Prism would have to do for judging the request, " +
  "carrying it out and keeping it in the journal, and does not.";

/** One server that answers one operation. */
interface Subject {
  readonly by: "Prism" | "ours" | "idle";
  readonly name: string;
  readonly operation: Operation;
  readonly sender: Sender;
  readonly prepare: (count: number) => Promise<readonly Prepared[]>;
  /** Does the work that a turn left to be done; gives how long that took, in milliseconds. */
  readonly settle: () => Promise<number>;
  readonly rates: number[];
  /** With that time. */
  readonly settled: number[];
}

/** Measures all operations of both. */
export async function simulatorRates(extent: Extent): Promise<Figure[]> {
  const plan = PLANS[extent];
  const built = await loadBuilt();
  const [simulator, prism] = await Promise.all([startSimulator(), startPrism()]);
  const senders = {
    simulator: await sender(simulator.url, plan.connections),
    idle: await sender(simulator.idle, plan.connections),
    acs: await sender(prism.urls.acs, plan.connections),
    graph: await sender(prism.urls.graph, plan.connections),
  };
  try {
    const subjects = simulatorOperations(built).flatMap((operation) => [
      byPrism(operation, "Prism", senders[operation.service], prism.urls[operation.service]),
      byOurs(operation, senders.simulator, simulator, "token"),
      ...(operation.service === "acs" ? [byOurs(operation, senders.simulator, simulator, "key")] : []),
      ...(operation.name === "graph.transfer"
        ? [byPrism(operation, "idle", senders.idle, simulator.idle)]
        : []),
    ]);
    for (let round = 0; round < plan.warmUp + plan.rounds; round++)
      for (const one of shuffled(subjects)) await turn(one, plan, round >= plan.warmUp);
    return figuresOf(subjects);
  } finally {
    await Promise.all(Object.values(senders).map(({ close }) => close()));
    simulator.stop();
    prism.stop();
  }
}

/** Prism, and whoever does nothing, takes the id of any call. */
function byPrism(operation: Operation, by: "Prism" | "idle", own: Sender, url: string): Subject {
  const request = async () => {
    const call = { id: crypto.randomUUID(), state: "", incomingCallContext: crypto.randomUUID() };
    return forPrism(await operation.prepare(call, url, "token"));
  };
  return {
    ...subject(by, operation, own),
    prepare: (count) => Promise.all(Array.from({ length: count }, request)),
  };
}

function byOurs(operation: Operation, own: Sender, simulator: SimulatorProcess, proof: Proof): Subject {
  const { url, create, settle } = simulator;
  const made = subject("ours", operation, own);
  return {
    ...made,
    name: made.name + (proof === "key" ? ", signed" : ""),
    settle,
    async prepare(count) {
      const calls = await create(operation.call, count);
      return Promise.all(calls.map((call) => operation.prepare(call, url, proof)));
    },
  };
}

function subject(by: Subject["by"], operation: Operation, own: Sender) {
  const nothing = { settle: async () => 0, rates: [], settled: [] };
  return { by, name: `${operation.name}, ${by}`, operation, sender: own, ...nothing };
}

async function turn(one: Subject, { requests, connections }: Plan, counts: boolean): Promise<void> {
  const { operation, prepare, settle, rates, settled } = one;
  const prepared = await prepare(requests + connections);
  // Connections that a server has closed meanwhile are opened again.
  await one.sender.send(prepared.slice(requests), operation.status);
  await settle();
  const rate = await one.sender.send(prepared.slice(0, requests), operation.status);
  const milliseconds = await settle();
  if (!counts) return;
  rates.push(rate);
  settled.push(requests / (requests / rate + milliseconds / 1000));
}

function figuresOf(subjects: readonly Subject[]): Figure[] {
  const beside = (one: Subject) => {
    const prism = subjects.find(({ by, operation }) => by === "Prism" && operation === one.operation);
    return {
      name: one.name,
      unit: "/s",
      values: one.rates,
      peer: { name: "Prism", values: prism?.rates ?? [] },
    } as const;
  };
  const ours = subjects.filter(({ by }) => by === "ours");
  return [
    ...ours.map((one): Figure => ({ ...beside(one), goal: { of: "ratio", least: GOAL } })),
    ...subjects.filter(({ by }) => by === "idle").map((one): Figure => ({ ...beside(one), isOthers: true })),
    ...ours.map(({ name, settled }): Figure => ({
      name: `${name}, notifications included`,
      unit: "/s",
      values: settled,
    })),
  ];
}

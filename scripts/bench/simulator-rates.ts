/** How many requests per second our simulator answers, beside Prism. */
import { loadBuilt } from "./built.ts";
import { figure, figureOfLeast, type Figure } from "./figures.ts";
import { sender, type Prepared, type Sender } from "./rates.ts";
import { forPrism, simulatorOperations, type Operation, type Proof } from "./simulator-requests.ts";
import { startPrism, startSimulator, type SimulatorProcess } from "./simulator-servers.ts";
import { shuffled } from "./statistics.ts";

const PLAN = { warmUp: 6, rounds: 21, requests: 400, connections: 16 };
const GOAL = 5;

/** How it is measured. */
export const method =
  "Requests per second over http to servers in processes of their own, both of which judge each request: Prism as its " +
  "own command sets it up, without callbacks; our simulator strictly, with its credentials and a full journal, and it " +
  `carries each out on a call of its own. ${PLAN.rounds} rounds after ${PLAN.warmUp} to warm up; in each, every server answers ` +
  `${PLAN.requests} requests of every operation over ${PLAN.connections} connections that are kept, in a new random order. The ` +
  "clock of the simulator stands still meanwhile: its notifications are sent afterwards, to a function in the same " +
  "process, and only where it says so is the time for them added. Idle is a server of node:http that does nothing: " +
  "more than that, neither the sender nor any server can reach. Ratios are taken within a round; the value is the " +
  "median over the rounds.";

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
export async function simulatorRates(): Promise<Figure[]> {
  const built = await loadBuilt();
  const [simulator, prism] = await Promise.all([startSimulator(), startPrism()]);
  const senders = {
    simulator: await sender(simulator.url, PLAN.connections),
    idle: await sender(simulator.idle, PLAN.connections),
    acs: await sender(prism.urls.acs, PLAN.connections),
    graph: await sender(prism.urls.graph, PLAN.connections),
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
    for (let round = 0; round < PLAN.warmUp + PLAN.rounds; round++)
      for (const one of shuffled(subjects)) await turn(one, round >= PLAN.warmUp);
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

async function turn(one: Subject, counts: boolean): Promise<void> {
  const { operation, prepare, settle, rates, settled } = one;
  const { requests, connections } = PLAN;
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
  const ours = subjects.filter(({ by }) => by === "ours");
  const idle = subjects.filter(({ by }) => by === "idle");
  const overPrism = ({ name, operation, rates }: Subject, least?: number) => {
    const prism = subjects.find(({ by, operation: other }) => by === "Prism" && other === operation);
    const ratios = rates.map((rate, round) => rate / (prism?.rates[round] ?? Number.NaN));
    const title = `${name} / Prism`;
    return least === undefined ? figure(title, "×", ratios) : figureOfLeast(title, "×", ratios, least);
  };
  return [
    ...subjects.map(({ name, rates }) => figure(name, "/s", rates)),
    ...ours.map(({ name, settled }) => figure(`${name}, notifications included`, "/s", settled)),
    ...idle.map((one) => overPrism(one)),
    ...ours.map((one) => overPrism(one, GOAL)),
  ];
}

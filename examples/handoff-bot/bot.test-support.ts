import { setImmediate } from "node:timers/promises";
import type { Clock } from "call-handoff";
import { nodeDigest } from "call-handoff/node";
import {
  createSimulator,
  type Call,
  type NewCall,
  type NotificationEntry,
  type RequestEntry,
  type Simulator,
} from "call-handoff/simulator";
import { createBot, type BotConfig } from "./bot.ts";

export const SECRET = "kept-by-event-grid";
export const OPERATOR = "of-the-operator";

/** Nobody listens there: requests in both directions stay in this process. */
const SIMULATOR = "http://127.0.0.1:4010";
const BOT = "http://127.0.0.1:8080";

/** How far time moves at once, in milliseconds. */
const STEP = 50;

/** A bot and both services in one process and one time, which passes only where a test lets it. */
export interface World {
  readonly simulator: Simulator;
  /** Makes a call whose notifications go to the bot, unless it says where else. */
  readonly call: (wanted: Omit<NewCall, "callbackUri"> & { readonly callbackUri?: string }) => Call;
  /** Asks the bot for a transfer, and lets time pass until it has answered. */
  readonly transfer: (
    wanted: unknown,
    operator?: string,
  ) => Promise<{ readonly status: number; readonly body: unknown }>;
  /** Lets time pass until nothing is left to come. */
  readonly settle: () => Promise<void>;
  /** How much of it has passed since the beginning, in milliseconds. */
  readonly passed: () => number;
  readonly requests: () => RequestEntry[];
  readonly notifications: () => NotificationEntry[];
  /** What the bot said. */
  readonly log: string[];
}

/** Makes one. */
export function makeWorld(given: Partial<BotConfig> = {}): World {
  const simulator = createSimulator({
    running: false,
    digest: nodeDigest,
    deliver: async (request) => bot.fetch(request),
  });
  const clock = stoppedClock(Date.UTC(2026, 0, 1));
  const log: string[] = [];
  const network = { sent: 0, underWay: 0 };
  const fetch = async (url: string, init: RequestInit) => {
    network.sent++;
    network.underWay++;
    try {
      return await simulator.fetch(url, init);
    } finally {
      network.underWay--;
    }
  };
  const { accessKey, appId, resourceId, token } = simulator.credentials;
  const local = { allowLoopbackHttp: true, fetch };
  const client = { ...local, clock, random: () => 0.5 };
  const bot = createBot({
    acs: { ...client, connectionString: `endpoint=${SIMULATOR}/;accesskey=${accessKey}`, digest: nodeDigest },
    acsResourceId: resourceId,
    graph: { ...client, baseUrl: `${SIMULATOR}/v1.0`, credential: token },
    graphAppId: appId,
    eventGridSecret: SECRET,
    operatorToken: OPERATOR,
    tokens: { ...local, openIdConfiguration: `${SIMULATOR}/simulator/.well-known/openid-configuration` },
    tracker: { clock },
    log: (line) => log.push(line),
    ...given,
  });

  /** Time must not pass while somebody is at work who does not wait for it. */
  const idle = async () => {
    do await setImmediate();
    while (network.underWay > 0);
  };
  const follow = async () => {
    const { now } = await simulator.setClock({});
    clock.moveTo(Date.parse(now));
  };
  const until = async (answer: { readonly isOver: boolean }) => {
    const { sent } = network;
    // What the bot does before it sends anything takes real time alone.
    while (!answer.isOver && network.sent === sent) await setImmediate();
    for (await idle(); !answer.isOver; await idle()) {
      await simulator.advance(STEP);
      await follow();
    }
  };
  return {
    simulator,
    log,
    call: (wanted) => simulator.createCall({ callbackUri: addressFor(wanted), ...wanted }),
    async transfer(wanted, operator = OPERATOR) {
      const asked = { isOver: false };
      const answer = Promise.resolve(
        bot.request(`${BOT}/transfers`, {
          method: "POST",
          headers: { authorization: `Bearer ${operator}`, "content-type": "application/json" },
          body: typeof wanted === "string" ? wanted : JSON.stringify(wanted),
        }),
      ).finally(() => (asked.isOver = true));
      await until(asked);
      const response = await answer;
      const text = await response.text();
      const body: unknown = text.startsWith("{") ? JSON.parse(text) : text;
      return { status: response.status, body };
    },
    async settle() {
      await simulator.settle();
      await follow();
    },
    passed: () => clock.now() - Date.UTC(2026, 0, 1),
    requests: () => simulator.getJournal().entries.filter((entry) => entry.kind === "request"),
    notifications: () => simulator.getJournal().entries.filter((entry) => entry.kind === "notification"),
  };
}

/** Where the bot wants to be told of such a call. */
export function addressFor({ service, kind }: Pick<NewCall, "service" | "kind">, origin = BOT): string {
  if (service === "graph") return `${origin}/callbacks/graph`;
  return `${origin}/${kind === "incoming" ? "events" : "callbacks/acs"}?code=${SECRET}`;
}

/** A clock for the bot that can be moved as the simulator's is. */
interface StoppedClock extends Clock {
  moveTo(time: number): void;
}

function stoppedClock(beginning: number): StoppedClock {
  let now = beginning;
  const timers = new Set<{ readonly at: number; readonly run: () => void }>();
  return {
    now: () => now,
    setTimeout(run, milliseconds) {
      const timer = { at: now + milliseconds, run };
      timers.add(timer);
      return () => timers.delete(timer);
    },
    moveTo(time) {
      now = time;
      const due = [...timers].filter(({ at }) => at <= now).toSorted((one, other) => one.at - other.at);
      for (const timer of due) if (timers.delete(timer)) timer.run();
    },
  };
}

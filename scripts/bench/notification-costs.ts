/** What it costs to read notifications, and to verify them too. */
import { parseCallAutomationEvent } from "@azure/communication-call-automation";
import { judgeNotification } from "../../src/validate/index.ts";
import type * as AcsWebhook from "../../src/acs/webhook.ts";
import type * as GraphWebhook from "../../src/graph/webhook.ts";
import { builtModule } from "./built.ts";
import { processorClock, wallClock } from "./clocks.ts";
import type { Extent, Figure } from "./figures.ts";
import { acsTexts, graphTexts } from "./notification-bodies.ts";
import { zodEvents } from "./notification-zod.ts";
import { shuffled, spreadOf } from "./statistics.ts";
import * as verified from "./verified-rates.ts";

const PLANS = {
  full: { warmUp: 5, rounds: 31, turns: 15, calls: 40, clock: wallClock },
  quick: { warmUp: 2, rounds: 5, turns: 9, calls: 40, clock: processorClock },
} as const satisfies Readonly<Record<Extent, object>>;
type Plan = (typeof PLANS)[Extent];
const PLAN = PLANS.full;

/** How it is measured. */
export const method =
  `Time of one process. ACS: ${acsTexts.length} requests of one event each, of every type described; Graph: the ` +
  `${graphTexts.length} documented notifications. ${PLAN.rounds} rounds after ${PLAN.warmUp} to warm up; in each, every ` +
  `contestant has ${PLAN.turns} turns, in a new random order, and reads all bodies ${PLAN.calls} times in each; its median ` +
  `turn counts. Ratios are taken within a round; the value is the median over the rounds. ${verified.method}`;

/** Why a goal can be missed. */
export const whyMissed =
  "Every member that a notification may have is looked at once, however fast `JSON.parse` is; the quartiles tell how near " +
  "the goal is.";

interface Reader {
  readonly name: string;
  readonly texts: readonly string[];
  readonly read: (text: string) => unknown;
  /** What it is compared with, and what the ratio may be at most. */
  readonly against?: readonly [other: string, goal?: number];
  readonly isOthers?: boolean;
}

/** Measures all. */
export async function notificationCosts(extent: Extent): Promise<Figure[]> {
  const acs: typeof AcsWebhook = await import(builtModule("acs/webhook"));
  const graph: typeof GraphWebhook = await import(builtModule("graph/webhook"));
  const readers = readersOf(acs, graph);
  for (const { name, texts, read } of readers)
    for (const text of texts) if (!read(text)) throw new Error(`${name} does not read ${text}`);
  const times = timesOf(readers, PLANS[extent]);
  const figures = readers.flatMap((reader) => figuresOf(reader, times));
  return [...figures, ...(await verified.verifiedRates(extent, acs, graph))];
}

/** Nanoseconds per text. */
function figuresOf({ name, texts, against, isOthers }: Reader, times: Times): Figure[] {
  if (!against) return [];
  const [other, most] = against;
  const perText = (reader: string) => (times.get(reader) ?? []).map((time) => time / texts.length);
  return [
    {
      name,
      unit: "ns",
      values: perText(name),
      peer: { name: other, values: perText(other) },
      ...(most !== undefined && { goal: { of: "ratio", most } }),
      ...(isOthers && { isOthers }),
    },
  ];
}

function readersOf(acs: typeof AcsWebhook, graph: typeof GraphWebhook): Reader[] {
  const judge = (body: unknown) =>
    judgeNotification(
      "acs@2026-03-12",
      "callAutomationEvents",
      { path: {}, query: {}, headers: {}, body },
      "tolerant",
    );
  return [
    { name: "ACS, JSON.parse", texts: acsTexts, read: (text) => JSON.parse(text) },
    {
      name: "ACS, ours",
      texts: acsTexts,
      read: (text) => acs.readEvents(JSON.parse(text)),
      against: ["ACS, JSON.parse", 1.6],
    },
    {
      name: "ACS, zod",
      texts: acsTexts,
      read: (text) => zodEvents.parse(JSON.parse(text)),
      against: ["ACS, JSON.parse"],
      isOthers: true,
    },
    {
      name: "ACS, validators of Ajv",
      texts: acsTexts,
      read: (text) => judge(JSON.parse(text)).length === 0,
      against: ["ACS, JSON.parse"],
    },
    {
      name: "ACS, official parseCallAutomationEvent",
      texts: acsTexts,
      read: (text) => parseCallAutomationEvent(text),
      against: ["ACS, JSON.parse"],
      isOthers: true,
    },
    { name: "Graph, JSON.parse", texts: graphTexts, read: (text) => JSON.parse(text) },
    {
      name: "Graph, ours",
      texts: graphTexts,
      read: (text) => graph.readNotifications(JSON.parse(text)),
      against: ["Graph, JSON.parse", 1.6],
    },
  ];
}

/** Nanoseconds for all texts of a reader, one value per round. */
type Times = ReadonlyMap<string, readonly number[]>;

function timesOf(readers: readonly Reader[], plan: Plan): Times {
  const times = new Map(readers.map(({ name }) => [name, new Array<number>()]));
  for (let round = 0; round < plan.warmUp + plan.rounds; round++) {
    const turns = readers.map((reader) => ({ reader, times: new Array<number>() }));
    for (let turn = 0; turn < plan.turns; turn++)
      for (const one of shuffled(turns)) one.times.push(turnOf(one.reader, plan));
    if (round < plan.warmUp) continue;
    for (const { reader, times: own } of turns) times.get(reader.name)?.push(spreadOf(own)[2]);
  }
  return times;
}

function turnOf({ texts, read }: Reader, { calls, clock }: Plan): number {
  const before = clock();
  for (let call = 0; call < calls; call++) for (const text of texts) read(text);
  return (clock() - before) / calls;
}

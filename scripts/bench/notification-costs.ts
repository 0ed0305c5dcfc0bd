/** What it costs to read notifications, and to verify them too. */
import { parseCallAutomationEvent } from "@azure/communication-call-automation";
import { exportJWK, generateKeyPair, SignJWT } from "jose";
import { judgeNotification } from "../../src/validate/index.ts";
import type * as AcsWebhook from "../../src/acs/webhook.ts";
import type * as GraphWebhook from "../../src/graph/webhook.ts";
import { builtModule } from "./built.ts";
import { figure, type Figure } from "./figures.ts";
import { acsTexts, graphTexts } from "./notification-bodies.ts";
import { zodEvents } from "./notification-zod.ts";
import { shuffled, spreadOf } from "./statistics.ts";

const PLAN = { warmUp: 5, rounds: 31, turns: 15, calls: 40 };
const VERIFIED = { rounds: 15, calls: 400 };

/** How it is measured. */
export const method =
  `Time of one process. ACS: ${acsTexts.length} requests of one event each, of every type described; Graph: the ` +
  `${graphTexts.length} documented notifications. ${PLAN.rounds} rounds after ${PLAN.warmUp} to warm up; in each, every ` +
  `contestant has ${PLAN.turns} turns, in a new random order, and reads all bodies ${PLAN.calls} times in each; its median ` +
  "turn counts. Ratios are taken within a round; the value is the median over the rounds. Verified: requests with a " +
  "token of RS256, one notification each, one after the other, from `new Request` to the answer.";

interface Reader {
  readonly name: string;
  readonly texts: readonly string[];
  readonly read: (text: string) => unknown;
  /** What it is compared with, and what the ratio may be at most. */
  readonly against?: readonly [other: string, goal?: number];
}

/** Measures all. */
export async function notificationCosts(): Promise<Figure[]> {
  const acs: typeof AcsWebhook = await import(builtModule("acs/webhook"));
  const graph: typeof GraphWebhook = await import(builtModule("graph/webhook"));
  const readers = readersOf(acs, graph);
  for (const { name, texts, read } of readers)
    for (const text of texts) if (!read(text)) throw new Error(`${name} does not read ${text}`);
  const times = timesOf(readers);
  const perText = readers.map(({ name, texts }) =>
    figure(
      name,
      "ns",
      (times.get(name) ?? []).map((time) => time / texts.length),
    ),
  );
  const ratios = readers.flatMap(({ name, against }) => {
    if (!against) return [];
    const [other, goal] = against;
    const others = times.get(other) ?? [];
    const values = (times.get(name) ?? []).map((time, round) => time / (others[round] ?? Number.NaN));
    return [figure(`${name} / ${other}`, "×", values, goal)];
  });
  return [...perText, ...ratios, ...(await verified(acs, graph))];
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
function timesOf(readers: readonly Reader[]): ReadonlyMap<string, readonly number[]> {
  const times = new Map(readers.map(({ name }) => [name, new Array<number>()]));
  for (let round = 0; round < PLAN.warmUp + PLAN.rounds; round++) {
    const turns = readers.map((reader) => ({ reader, times: new Array<number>() }));
    for (let turn = 0; turn < PLAN.turns; turn++)
      for (const one of shuffled(turns)) one.times.push(turnOf(one.reader));
    if (round < PLAN.warmUp) continue;
    for (const { reader, times: own } of turns) times.get(reader.name)?.push(spreadOf(own)[2]);
  }
  return times;
}

function turnOf({ texts, read }: Reader): number {
  const before = process.hrtime.bigint();
  for (let call = 0; call < PLAN.calls; call++) for (const text of texts) read(text);
  return Number(process.hrtime.bigint() - before) / PLAN.calls;
}

/** Whole requests per second. */
async function verified(acs: typeof AcsWebhook, graph: typeof GraphWebhook): Promise<Figure[]> {
  const { privateKey, publicKey } = await generateKeyPair("RS256");
  const keys = JSON.stringify({ keys: [{ ...(await exportJWK(publicKey)), kid: "k" }] });
  const fetch = async (url: string) =>
    new Response(url.endsWith("/keys") ? keys : JSON.stringify({ jwks_uri: "https://keys.example/keys" }));
  const token = (iss: string) =>
    new SignJWT({ tid: "t" })
      .setProtectedHeader({ alg: "RS256", kid: "k" })
      .setIssuer(iss)
      .setAudience("a")
      .setExpirationTime("1h")
      .sign(privateKey);
  const onNotification = () => {};
  const contestants = [
    {
      name: "ACS, verified and read",
      receive: acs.createAcsReceiver({ resourceId: "a", fetch, onNotification }),
      token: await token("https://acscallautomation.communication.azure.com"),
      text: acsTexts[0] ?? "",
    },
    {
      name: "Graph, verified and read",
      receive: graph.createGraphReceiver({ appId: "a", fetch, onNotification }),
      token: await token("https://graph.microsoft.com"),
      text: graphTexts[8] ?? "",
    },
  ].map((one) => ({ ...one, rates: new Array<number>() }));
  for (let round = 0; round <= VERIFIED.rounds; round++)
    for (const one of shuffled(contestants)) {
      const rate = await rateOf(one);
      if (round > 0) one.rates.push(rate);
    }
  return contestants.map(({ name, rates }) => figure(name, "/s", rates));
}

async function rateOf(one: {
  readonly receive: AcsWebhook.Receiver;
  readonly token: string;
  readonly text: string;
}): Promise<number> {
  const headers = { authorization: `Bearer ${one.token}`, "content-type": "application/json" };
  const before = process.hrtime.bigint();
  for (let call = 0; call < VERIFIED.calls; call++) {
    const { status } = await one.receive(
      new Request("https://bot.example/", { method: "POST", headers, body: one.text }),
    );
    if (status !== 202) throw new Error(`A request was answered with ${status}.`);
  }
  return (VERIFIED.calls * 1e9) / Number(process.hrtime.bigint() - before);
}

import type { DocumentedMessage, Flow } from "../../generated/contract.ts";
import { examples } from "../../generated/examples.ts";
import { flows, type FlowName } from "../../generated/flows.ts";
import { routes } from "../../generated/routes.ts";
import { isRecord } from "../../src/http/result.ts";
import { nodeDigest } from "../../src/node/index.ts";
import { valueAt } from "../../src/pointer.ts";
import {
  createSimulator,
  defaultCredentials,
  type Call,
  type Credentials,
  type NewCall,
  type ScenarioName,
  type Simulator,
} from "../../src/simulator/index.ts";

/** One request with notifications of a call. */
export interface Told {
  /** What it tells, by the names of its flow. */
  readonly names: readonly string[];
  readonly body: unknown;
}

/** A call that was handed on as a document shows, and what is told of it, in order. */
export interface Played {
  readonly callId: string;
  readonly told: readonly Told[];
}

/** How a call is played. */
export interface Playing {
  readonly operation: FlowName;
  /** The number of the documented example. */
  readonly example: number;
  /** Default: `success`. */
  readonly scenario?: ScenarioName;
  /** The call is one of two parties, and nobody is named as the transferee, whatever the example shows. */
  readonly ofTwo?: boolean;
}

/** More notifications than anybody plays. */
const MANY = 1_000_000;

/** Plays calls without a network and without waiting. */
export interface Player {
  /** The call of a documented example. Its notifications are those of the document, of a call of its own. */
  play(playing: Playing): Promise<Played>;
  /** An incoming call of ACS, as Event Grid announces it. */
  announce(data?: NewCall["data"]): Promise<Played>;
}

/** Where the documents have notifications go that go to no other address. Nothing is sent there. */
const REGISTERED = "https://bot.contoso.com/api/calls";

/** The hosts of the documented addresses. */
const HOSTS = ["bot.contoso.com", "app.contoso.com"] as const;

/** Makes a player. Every player makes other ids, so that no receiver takes a call for one of an earlier run. */
export function player(credentials: Credentials): Player {
  let bodies: unknown[] = [];
  const simulator = createSimulator({
    credentials,
    running: false,
    seed: Math.floor(Math.random() * 2 ** 31),
    allowHosts: HOSTS,
    digest: nodeDigest,
    async deliver(request) {
      const body: unknown = await request.json();
      bodies.push(body);
      const [event] = Array.isArray(body) ? body : [];
      const validationResponse = valueAt(event, "/data/validationCode");
      return validationResponse === undefined
        ? new Response(null, { status: 202 })
        : Response.json({ validationResponse });
    },
  });
  // Nobody looks at its tokens, and to make a key for them takes time.
  simulator.addFault({ on: "notification", trouble: "unsigned", times: MANY });
  // One after the other, so that what is delivered meanwhile is of this call.
  let last: Promise<unknown> = Promise.resolve();
  const alone = (wanted: NewCall, go: (call: Call) => Promise<void>): Promise<Played> => {
    const result = last.then(async () => {
      bodies = [];
      const call = simulator.createCall(wanted);
      await go(call);
      await simulator.settle();
      const { entries } = simulator.getJournal({ call: call.id });
      const sent = entries.flatMap((entry) => (entry.kind === "notification" ? [entry] : []));
      // The other call of a consultative transfer ends too, which no document shows.
      const { relatedCallId } = call;
      const own = bodies.filter((body) => !relatedCallId || !JSON.stringify(body).includes(relatedCallId));
      if (sent.length !== own.length) throw new Error(`Not all is there of a call of ${call.scenario}.`);
      const told = sent.map(({ names }, index) => ({ names, body: own[index] }));
      return { callId: call.id, told: told.filter(({ names }) => !names.includes("handshake")) };
    });
    last = result;
    return result;
  };
  return {
    play: (playing) =>
      alone(callOf(playing, credentials), async (call) => {
        // The announcement first.
        await simulator.advance(1000);
        await handOn(simulator, playing.operation, requestOf(playing, call), call.id);
      }),
    announce: (data) =>
      alone(
        { service: "acs", kind: "incoming", callbackUri: REGISTERED, ...(data && { data }) },
        async () => {},
      ),
  };
}

async function handOn(simulator: Simulator, operation: FlowName, body: unknown, id: string): Promise<void> {
  const [route] = Object.values(routes).flatMap((list) => list.filter((one) => one.operation === operation));
  if (!route) throw new Error(`There is no ${operation}.`);
  const { basePath, template, versionSelector } = route;
  const query = versionSelector.in === "query" ? `?${versionSelector.name}=${versionSelector.value}` : "";
  const { status } = await simulator.fetch(
    `http://127.0.0.1${basePath}${template.replace(/\{\w+\}/, () => id)}${query}`,
    {
      method: "POST",
      headers: {
        authorization: `Bearer ${simulator.credentials.token}`,
        "content-type": "application/json",
      },
      body: JSON.stringify(body),
    },
  );
  if (status !== flowOf(operation).success) throw new Error(`${operation} was answered with ${status}.`);
}

/** The call that a documented request hands on, announced as the document shows it. */
function callOf({ operation, example, scenario = "success", ofTwo }: Playing, own: Credentials): NewCall {
  const service = operation.startsWith("acs.") ? ("acs" as const) : ("graph" as const);
  const base = { service, scenario, callbackUri: REGISTERED };
  const { ringsFor, transferee = "" } = flowOf(operation);
  const messages = messagesOf(operation, example);
  if (ringsFor === undefined) {
    const request = messages.find(({ direction }) => direction === "request");
    const isGroup = !ofTwo && valueAt(request, `/message/body${transferee}`) !== undefined;
    return { ...base, kind: isGroup ? "group" : "peerToPeer" };
  }
  const announcement = messages.find(({ direction }) => direction === "notification");
  const announced = valueAt(announcement, "/message/body/value/0/resourceData");
  if (!isRecord(announced)) return { ...base, kind: "incoming" };
  const { id: _, state: __, callbackUri, ...rest } = announced;
  // The tenant that tokens name has to be that of the call, and the bot who it is told to be.
  const data: unknown = JSON.parse(
    JSON.stringify(rest)
      .replaceAll(defaultCredentials.tenantId, own.tenantId)
      .replaceAll(defaultCredentials.appId, own.appId),
  );
  return {
    ...base,
    kind: "incoming",
    ...(isRecord(data) && { data }),
    ...(typeof callbackUri === "string" && { callCallbackUri: callbackUri }),
  };
}

function requestOf({ operation, example, ofTwo }: Playing, call: Call): unknown {
  const message = messagesOf(operation, example).find(({ direction }) => direction === "request")?.message;
  const { replaces = "", transferee = "" } = flowOf(operation);
  const replaced = valueAt(message, `/body${replaces}`);
  let text = JSON.stringify(valueAt(message, "/body"));
  if (typeof replaced === "string") text = text.replaceAll(replaced, call.relatedCallId ?? "");
  const request: unknown = JSON.parse(text);
  if (!ofTwo || !isRecord(request)) return request;
  return Object.fromEntries(Object.entries(request).filter(([name]) => `/${name}` !== transferee));
}

function messagesOf(operation: FlowName, example: number): DocumentedMessage[] {
  return examples.filter((one) => one.operation === operation && one.example === example);
}

/** How many documented examples an operation has. */
export function exampleCount(operation: FlowName): number {
  return new Set(examples.filter((one) => one.operation === operation).map(({ example }) => example)).size;
}

function flowOf(operation: FlowName): Flow {
  return flows[operation];
}

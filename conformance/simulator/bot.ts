import { createEventGridReceiver } from "../../src/acs/event-grid.ts";
import { createAcsClient, type Digest } from "../../src/acs/index.ts";
import { createAcsReceiver } from "../../src/acs/webhook.ts";
import { createTracker, type Outcome, type TrackedNotification } from "../../src/flows/index.ts";
import { createGraphClient } from "../../src/graph/index.ts";
import { createGraphReceiver, type Receiver } from "../../src/graph/webhook.ts";
import type { Call, Simulator } from "../../src/simulator/index.ts";
import { ways, type Clients, type Way } from "./ways.ts";

/** A notification that reached the bot, and what its receiver answered. */
export interface Arrived {
  /** The path of the address that it went to. */
  readonly path: string;
  readonly headers: Headers;
  readonly body: unknown;
  readonly status: number;
}

/** A call that was handed on in one way of one scenario, and what became of it. */
export interface Played {
  readonly scenario: string;
  readonly way: string;
  readonly operation: Way["operation"];
  readonly call: Call;
  readonly request: unknown;
  /** The status of the answer. */
  readonly status: number;
  readonly outcome: Outcome;
}

/** Where the bot is reached, and how it reaches the simulator. */
export interface Wiring {
  readonly simulator: Simulator;
  readonly url: string;
  readonly bot: string;
  readonly fetch?: Simulator["fetch"];
  /** Makes the digests of signatures. Default: that of the client. */
  readonly digest?: Digest;
  readonly close: () => Promise<unknown>;
}

const SECRET = "known to the subscription alone";

type Receivers = Readonly<Record<string, Receiver>>;

/** Hands on a call in every way in each of these scenarios, all at once, by our clients, receivers and tracker. */
export async function playAll(wire: (take: Receiver) => Promise<Wiring>, names: readonly string[]) {
  const arrived: Arrived[] = [];
  let receivers: Receivers = {};
  const wiring = await wire(async (request) => {
    const { pathname } = new URL(request.url);
    const body: unknown = await request.clone().json();
    const response = (await receivers[pathname]?.(request)) ?? new Response(null, { status: 404 });
    arrived.push({ path: pathname, headers: request.headers, body, status: response.status });
    return response;
  });
  const { simulator, url, bot, fetch, close } = wiring;
  const tracker = createTracker({ clock: simulator.clock });
  const onNotification = (notification: TrackedNotification) => tracker.receive(notification);
  receivers = receiversOf(simulator, url, fetch, onNotification);
  // How many are answered for good or wait for their next attempt, which need time to pass.
  let quiet = 0;
  const clients = clientsOf(wiring, () => quiet++);

  const calls = names.flatMap((scenario) =>
    Object.entries(ways).map(([name, way]) => {
      const service = way.operation.startsWith("acs.") ? ("acs" as const) : ("graph" as const);
      const path =
        service === "graph"
          ? "/graph"
          : way.kind === "incoming"
            ? `/event-grid?code=${encodeURIComponent(SECRET)}`
            : "/acs";
      const call = simulator.createCall({ service, kind: way.kind, scenario, callbackUri: bot + path });
      return { scenario, name, way, call };
    }),
  );
  // Longer than a delayed announcement takes, and shorter than a call rings.
  await simulator.advance(5000);
  const begun = calls.map(({ scenario, name, way, call }) => {
    const { request, send } = way.of(call, clients);
    const answer = send().finally(() => quiet++);
    const { operation } = way;
    const { outcome } = tracker.watch(answer, { operation, callId: call.id, request });
    return { scenario, way: name, operation, call, request, answer, outcome };
  });
  while (quiet < begun.length) await new Promise((resolve) => void setTimeout(resolve, 1));
  await simulator.advance(1000);
  await Promise.all(begun.map(({ answer }) => answer));
  await simulator.settle();
  // Whoever was told of an end knows it now; for the others their time is over.
  await simulator.advance(120_000);
  const played = await Promise.all(
    begun.map(async ({ answer, outcome, ...rest }): Promise<Played> => {
      const { status } = await answer;
      return { ...rest, status, outcome: await outcome };
    }),
  );
  await close();
  return { arrived, played };
}

function receiversOf(
  { credentials }: Simulator,
  url: string,
  fetch: Simulator["fetch"] | undefined,
  onNotification: (notification: TrackedNotification) => Promise<unknown>,
): Receivers {
  const keys = {
    openIdConfiguration: `${url}/simulator/.well-known/openid-configuration`,
    allowLoopbackHttp: true,
    ...(fetch && { fetch }),
  };
  const { appId, resourceId, tenantId } = credentials;
  return {
    "/graph": createGraphReceiver({ appId, tenants: [tenantId], ...keys, onNotification }),
    "/acs": createAcsReceiver({ resourceId, ...keys, onNotification }),
    "/event-grid": createEventGridReceiver({ secret: { name: "code", value: SECRET }, onNotification() {} }),
  };
}

function clientsOf({ simulator, url, fetch, digest }: Wiring, retry: () => void): Clients {
  const { credentials, clock } = simulator;
  const settings = { allowLoopbackHttp: true, clock, hooks: { retry }, ...(fetch && { fetch }) };
  const { accessKey, token } = credentials;
  return {
    acs: createAcsClient({ ...settings, endpoint: url, accessKey, ...(digest && { digest }) }),
    graph: createGraphClient({ ...settings, baseUrl: `${url}/v1.0`, credential: token }),
  };
}

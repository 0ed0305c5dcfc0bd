import type { Server } from "node:http";
import { createAcsClient, phoneNumber } from "call-handoff/acs";
import { simulatorHandlers } from "call-handoff/msw";
import { createSimulator, type NewCall, type ScenarioName, type Simulator } from "call-handoff/simulator";
import { setupServer } from "msw/node";
import { vi } from "vitest";

export const SECRET = "of-sixteen-and-more";

/** Both services in the place of the real ones, so that recipes run as they would in production. */
export interface Services {
  readonly simulator: Simulator;
  /** How often keys were asked for. */
  readonly keyReadings: () => number;
  /** The headers of the requests to the services, in order. */
  readonly requests: Headers[];
  /** Makes an incoming Graph call, and gives the answers to its announcement. */
  readonly announceGraph: (callbackUri: string, scenario?: ScenarioName) => Promise<string[]>;
  /** Transfers an ACS call, and gives the answers to what is told of it. */
  readonly transferAcs: (callbackUri: string, scenario?: ScenarioName) => Promise<string[]>;
  /** Makes a call and gives its id. */
  readonly call: (wanted: NewCall) => string;
  /** Lets time pass until nothing is left to come, and gives the answers to all notifications of a call. */
  readonly answers: (id: string) => Promise<string[]>;
  readonly stop: () => void;
}

/** What a recipe finds in its environment. */
export type Settings = Readonly<Record<string, string>>;

/**
 * Starts the services, and sets what recipes read from the environment.
 *
 * @param deliver - takes notifications; by default they go over sockets
 */
export function startServices(deliver?: (request: Request) => Promise<Response>): Services {
  const simulator = createSimulator({ running: false, ...(deliver && { deliver }) });
  const requests: Headers[] = [];
  let keyReadings = 0;
  const handle = (request: Request): Promise<Response> => {
    if (new URL(request.url).pathname.endsWith("/simulator/keys")) keyReadings++;
    else if (request.method === "POST") requests.push(request.headers);
    return simulator.handle(request);
  };
  const server = setupServer(...simulatorHandlers({ handle }));
  server.listen({
    onUnhandledRequest({ url }, print) {
      // Only the recipe itself is on this machine; nothing is sent to anybody else.
      if (new URL(url).hostname !== "127.0.0.1") print.error();
    },
  });
  for (const [name, value] of Object.entries(settingsOf(simulator))) vi.stubEnv(name, value);

  const call = (wanted: NewCall) => simulator.createCall(wanted).id;
  const answers = async (id: string) => {
    await simulator.settle();
    return simulator
      .getJournal({ call: id })
      .entries.flatMap((entry) =>
        entry.kind === "notification"
          ? [`${entry.names.join()} ${entry.attempts.map(({ status, fault }) => status ?? fault).join()}`]
          : [],
      );
  };
  return {
    simulator,
    keyReadings: () => keyReadings,
    requests,
    call,
    answers,
    announceGraph: (callbackUri, scenario = "success") =>
      answers(call({ service: "graph", kind: "incoming", callbackUri, scenario })),
    async transferAcs(callbackUri, scenario = "success") {
      const id = call({ service: "acs", kind: "peerToPeer", callbackUri, scenario });
      const acs = createAcsClient({ connectionString: settingsOf(simulator).ACS_CONNECTION_STRING });
      await acs.orThrow.transferToParticipant(id, { targetParticipant: phoneNumber("+14255550123") });
      return answers(id);
    },
    stop() {
      server.close();
      vi.unstubAllEnvs();
    },
  };
}

function settingsOf({ credentials }: Simulator) {
  const { accessKey, appId, resourceId, token } = credentials;
  return {
    ACS_CONNECTION_STRING: `endpoint=https://contoso.communication.azure.com/;accesskey=${accessKey}`,
    ACS_RESOURCE_ID: resourceId,
    CALLBACK_SECRET: SECRET,
    GRAPH_APP_ID: appId,
    GRAPH_TOKEN: token,
    PORT: "0",
  } satisfies Settings;
}

/** The lines that a recipe prints from now on. */
export function printed(): string[] {
  const lines: string[] = [];
  for (const level of ["log", "warn", "error"] as const)
    vi.spyOn(console, level).mockImplementation((...parts: unknown[]) => void lines.push(parts.join(" ")));
  return lines;
}

/** Where a server listens. */
export async function originOf(server: Server): Promise<string> {
  if (!server.listening) await new Promise((resolve) => server.once("listening", resolve));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("The server has no port.");
  return `http://127.0.0.1:${address.port}`;
}

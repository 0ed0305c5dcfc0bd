import { createServer } from "node:http";
import { once } from "node:events";
import { createAcsClient, communicationUser } from "../../../src/acs/index.ts";
import { createGraphClient } from "../../../src/graph/index.ts";
import { nodeDigest, nodeListener, serveSimulator } from "../../../src/node/index.ts";
import { createSimulator } from "../../../src/simulator/index.ts";
import { botOf, TRANSFER } from "./bot.ts";
import type { SubjectName } from "./messages.ts";

/** What is soaked. */
export interface Subject {
  /** Where it is reached; empty where it is not. */
  readonly url: string;
  /** Does so many rounds by itself; gives how many requests that were. */
  readonly work: (rounds: number) => Promise<number>;
  /** Waits until nothing is under way, and forgets what is known for a time alone. */
  readonly rest: () => Promise<unknown>;
}

/** How many calls and entries are kept: few, so that there are as many before anything is measured. */
const LIMITS = { maxCalls: 50, maxEntries: 200 } as const;

/** After this time nothing is known any more of requests that may be repeated, in milliseconds. */
const FORGOTTEN = 660_000;

/**
 * Makes one.
 *
 * @param keys - the address of the OpenID configuration
 * @param hear - what is told of all that comes, as by a program of a user
 */
export const subjects: Readonly<
  Record<SubjectName, (keys: string, hear: (event: object) => void) => Promise<Subject>>
> = {
  async simulator(_, hear) {
    const simulator = createSimulator({ strict: true, pace: 0, digest: nodeDigest, ...LIMITS });
    simulator.subscribe(hear);
    const { url } = await serveSimulator(simulator);
    return { url, work: none, rest: () => simulator.advance(FORGOTTEN) };
  },
  async receivers(keys, hear) {
    const receivers = botOf({ openIdConfiguration: keys, allowLoopbackHttp: true }, hear);
    const server = createServer(nodeListener(byPath(receivers)));
    await once(server.listen(0, "127.0.0.1"), "listening");
    const address = server.address();
    const port = typeof address === "object" && address !== null ? address.port : 0;
    return { url: `http://127.0.0.1:${port}`, work: none, rest: async () => {} };
  },
  async embedded(_, hear) {
    const simulator = createSimulator({
      strict: true,
      running: false,
      digest: nodeDigest,
      deliver: (request) => deliver(request),
      ...LIMITS,
    });
    const openIdConfiguration = "https://simulator.test/simulator/.well-known/openid-configuration";
    const deliver = byPath(botOf({ openIdConfiguration, fetch: simulator.fetch }, hear));
    const { token, accessKey } = simulator.credentials;
    const { fetch, clock } = simulator;
    const graph = createGraphClient({ credential: token, fetch });
    const acs = createAcsClient({
      endpoint: "https://acs.test",
      accessKey,
      fetch,
      clock,
      digest: nodeDigest,
    });
    const peerToPeer = (service: "graph" | "acs") =>
      simulator.createCall({ service, kind: "peerToPeer", callbackUri: `http://127.0.0.1/${service}` }).id;
    return {
      url: "",
      async work(rounds) {
        for (let round = 0; round < rounds; round++) {
          await graph.orThrow.transfer(peerToPeer("graph"), TRANSFER);
          await acs.orThrow.transferToParticipant(peerToPeer("acs"), {
            targetParticipant: communicationUser("8:acs:a"),
          });
          await simulator.settle();
        }
        // Two are asked, and three and two told.
        return 7 * rounds;
      },
      rest: () => simulator.advance(FORGOTTEN),
    };
  },
};

const none = async (): Promise<number> => 0;

function byPath(receivers: ReturnType<typeof botOf>) {
  return async (request: Request): Promise<Response> =>
    (await receivers[new URL(request.url).pathname]?.(request)) ?? new Response(null, { status: 404 });
}

import { serveSimulator } from "../../src/node/index.ts";
import { exchange } from "../gate/http.ts";
import { createSimulator, type Simulator, type SimulatorOptions } from "../../src/simulator/index.ts";

/** A server that is right but for one thing. Absent means as the simulator does. */
export interface ServerChanges {
  readonly options?: SimulatorOptions;
  /** Answers in the place of the simulator. `right` asks that one. */
  readonly answer?: (request: WireRequest, right: Right, simulator: Simulator) => Promise<WireAnswer>;
  /** Delivers in the place of the network. `send` is the network. */
  readonly deliver?: (request: Delivered, send: SendDelivery) => Promise<Response>;
}

type WireRequest = Parameters<Simulator["answer"]>[0];
export type WireAnswer = Awaited<ReturnType<Simulator["answer"]>>;
/** What the simulator itself answers. */
export type Right = (request: WireRequest) => Promise<WireAnswer>;
/** Sends a notification as it is told to. */
export type SendDelivery = (delivery: Delivered) => Promise<Response>;
export type { WireRequest };

/** A notification on its way. Header names are in lower case. */
export interface Delivered {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** A server under test. */
export interface ServerParty {
  readonly url: string;
  readonly close: () => Promise<unknown>;
}

/** Serves the simulator on a free port, changed as is said. */
export async function serveParty({ options, answer, deliver }: ServerChanges = {}): Promise<ServerParty> {
  const send: SendDelivery = async ({ url, headers, body }) => {
    const seen = await exchange(url, { method: "POST", headers, body });
    return new Response(seen.body === "" ? null : seen.body, { status: seen.status });
  };
  const carry = deliver ?? ((delivery: Delivered) => send(delivery));
  const simulator = createSimulator({
    // Who is told of calls is in the same process, and takes its time when that is busy.
    patience: 5000,
    ...options,
    deliver: async (request) => {
      const { url, headers } = request;
      return carry({ url, headers: Object.fromEntries(headers), body: await request.text() }, send);
    },
  });
  const served = answer
    ? { ...simulator, answer: (request: WireRequest) => answer(request, simulator.answer, simulator) }
    : simulator;
  const server = await serveSimulator(served);
  return { url: server.url, close: () => server.close(0) };
}

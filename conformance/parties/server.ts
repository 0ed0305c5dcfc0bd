import { serveSimulator } from "../../src/node/index.ts";
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
  const send: SendDelivery = ({ url, headers, body }) => fetch(url, { method: "POST", headers, body });
  const simulator = createSimulator({
    ...options,
    ...(deliver && {
      deliver: async (request) => {
        const { url, headers } = request;
        return deliver({ url, headers: Object.fromEntries(headers), body: await request.text() }, send);
      },
    }),
  });
  const served = answer
    ? { ...simulator, answer: (request: WireRequest) => answer(request, simulator.answer, simulator) }
    : simulator;
  const server = await serveSimulator(served);
  return { url: server.url, close: () => server.close(0) };
}

import { connect, type Socket } from "node:net";
import { afterEach } from "vitest";
import { systemClock } from "../http/clock.ts";
import { defaultCredentials } from "../simulator/credentials.ts";
import type { JournalEntry } from "../simulator/control.ts";
import type { Simulator } from "../simulator/simulator.ts";
import type { WireAnswer, WireRequest } from "../simulator/wire.ts";
import { serveSimulator, type SimulatorServer, type SimulatorServerOptions } from "./simulator-server.ts";

/** A simulator that does as the test says. */
export interface FakeSimulator extends Simulator {
  /** What it was asked. */
  readonly requests: WireRequest[];
  /** How long it may deliver, as it was told; one for each time it was closed. */
  readonly patience: (number | undefined)[];
  /** Tells all listeners of an entry. */
  tell(entry: JournalEntry): void;
}

/** What a simulator says of a body that is too long. */
export const TOO_LONG = JSON.stringify({ error: { code: "RequestEntityTooLarge" } });

/** Makes a simulator without anything in it. */
export function fakeSimulator(
  answer: (request: WireRequest) => WireAnswer | Promise<WireAnswer> = () => ({ status: 204, headers: {} }),
  given: Partial<Simulator> = {},
): FakeSimulator {
  const requests: WireRequest[] = [];
  const patience: (number | undefined)[] = [];
  const listeners = new Set<(entry: JournalEntry) => void>();
  const entries: JournalEntry[] = [];
  const unused = () => {
    throw new Error("Nobody asks for this here.");
  };
  return {
    requests,
    patience,
    tell(entry) {
      entries.push(entry);
      for (const listener of listeners) listener(entry);
    },
    credentials: defaultCredentials,
    seed: 1,
    clock: systemClock,
    scenarios: ["success", "failure"],
    maxBytes: 1_048_576,
    async answer(request) {
      if (request.tooLong) return { status: 413, headers: {}, body: TOO_LONG };
      requests.push(request);
      return answer(request);
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    getJournal: () => ({
      entries: [...new Map(entries.map((entry) => [entry.sequence, entry])).values()],
      dropped: 0,
    }),
    async close(milliseconds) {
      patience.push(milliseconds);
      return 0;
    },
    handle: unused,
    fetch: unused,
    createCall: unused,
    getCall: unused,
    listCalls: unused,
    addFault: unused,
    setClock: unused,
    advance: unused,
    settle: unused,
    reset: unused,
    ...given,
  };
}

let running: SimulatorServer[] = [];
afterEach(async () => {
  await Promise.all(running.map((server) => server.close(0)));
  running = [];
});

/** Serves a simulator to one test. */
export async function serve(
  answer?: (request: WireRequest) => WireAnswer | Promise<WireAnswer>,
  options?: SimulatorServerOptions,
  given?: Partial<Simulator>,
): Promise<{ simulator: FakeSimulator; server: SimulatorServer }> {
  const simulator = fakeSimulator(answer, given);
  const server = await serveSimulator(simulator, options);
  running.push(server);
  return { simulator, server };
}

/** Sends bytes as they are, and gives what comes back until the other side is done. */
export function raw({ port }: SimulatorServer, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let heard = "";
    const socket = connect(port, "127.0.0.1", () => socket.write(text));
    socket.setEncoding("utf8").on("data", (part) => (heard += part));
    socket.on("close", () => resolve(heard)).on("error", reject);
  });
}

/** Sends a GET with these lines of head. */
export function get(server: SimulatorServer, path: string, ...lines: readonly string[]): Promise<string> {
  return raw(server, [`GET ${path} HTTP/1.1`, "Connection: close", ...lines, "", ""].join("\r\n"));
}

/** Opens a connection. */
export function opened({ port }: SimulatorServer): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1", () => resolve(socket)).on("error", reject);
  });
}

/** Waits for something that happens soon. */
export async function soon(isSo: () => boolean): Promise<void> {
  for (let turn = 0; !isSo(); turn++) {
    if (turn > 200) throw new Error("It did not happen.");
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

/** An answer that is text. */
export const text = (body: string, status = 200): WireAnswer => ({
  status,
  headers: { "content-type": "text/plain" },
  body,
});

/** A stream that goes on until somebody does not want it any more. */
export function endless(chunk: string) {
  const seen = { pulls: 0, isCancelled: false };
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      seen.pulls++;
      controller.enqueue(new TextEncoder().encode(chunk));
      await new Promise((resolve) => setTimeout(resolve, 1));
    },
    cancel() {
      seen.isCancelled = true;
    },
  });
  return { seen, answer: { status: 200, headers: { "content-type": "text/event-stream" }, body } };
}

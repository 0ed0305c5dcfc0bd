import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { invalid } from "../errors.ts";
import type { Simulator } from "../simulator/simulator.ts";
import { sendAnswer, sendRefusal } from "./simulator-server-answer.ts";
import { bodyOf, headersOf, isTooLong, targetOf } from "./simulator-server-request.ts";

const HOSTS = ["127.0.0.1", "::1", "localhost"];
/** How long answers may take that are under way when the server closes, in milliseconds. */
const GRACE = 1_000;

/** Where a simulator is served. */
export interface SimulatorServerOptions {
  /** A number from 0 to 65535. Default: 0, any port that is free. */
  readonly port?: number;
  /**
   * Loopback only, as everybody who reaches the server may make calls and read what happened. Default: `127.0.0.1`.
   */
  readonly host?: "127.0.0.1" | "::1" | "localhost";
}

/** A simulator that is being served. */
export interface SimulatorServer {
  /** Such as `http://127.0.0.1:4010`, without a slash at its end. */
  readonly url: string;
  readonly port: number;
  /**
   * Takes no more connections, closes the simulator, lets answers under way end for a second, and ends all
   * connections. Closing again gives the same promise.
   *
   * @param patience - how long deliveries may take, in milliseconds; default 5,000
   * @returns how many notifications were not delivered
   */
  close(patience?: number): Promise<number>;
}

/**
 * Serves a simulator over http on this machine, at a few thousand requests per second.
 *
 * The control API below `/simulator` is kept from web pages: it answers 403 where the `Host` is not loopback, or where
 * the `Origin` is another than the server's own. Each answer of the server itself is JSON with `error.code` and
 * `error.message`.
 *
 * @throws HandoffError `ERR_INVALID_ARGUMENT` for an option that cannot be used, such as a port that is taken
 */
export async function serveSimulator(
  simulator: Simulator,
  options: SimulatorServerOptions = {},
): Promise<SimulatorServer> {
  const { port = 0, host = "127.0.0.1" } = options;
  const { maxBytes } = simulator;
  checkOptions(port, host);
  const open = new Set<ServerResponse>();
  const streams = new Set<() => void>();
  let isClosing = false;

  const serve = async (incoming: IncomingMessage, outgoing: ServerResponse, awaitsLeave = false) => {
    const target = targetOf(incoming);
    if ("status" in target) return sendRefusal(outgoing, target);
    const isLong = isTooLong(incoming, maxBytes);
    if (awaitsLeave && !isLong) outgoing.writeContinue();
    const body = isLong ? "tooLong" : await bodyOf(incoming, maxBytes);
    // The client went away before it had said everything.
    if (body === undefined) return;
    open.add(outgoing.once("close", () => open.delete(outgoing)));
    const { method = "GET" } = incoming;
    const head = { method, url: target.url, headers: headersOf(incoming) };
    const answer = await simulator.answer(
      body === "tooLong" ? { ...head, body: "", tooLong: true } : { ...head, body: body.text },
    );
    // What was not read is not waited for.
    await sendAnswer(outgoing, answer, isClosing || !incoming.complete, streams);
  };
  const take = (incoming: IncomingMessage, outgoing: ServerResponse, awaitsLeave?: boolean) => {
    // Whatever is written to somebody who has gone.
    outgoing.on("error", () => {});
    serve(incoming, outgoing, awaitsLeave).catch(() => {
      // What failed may say more than a client should read.
      sendRefusal(outgoing, { status: 500, code: "InternalServerError", message: "The simulator failed." });
    });
  };
  const settings = {
    requireHostHeader: false,
    keepAliveTimeout: 30_000,
    headersTimeout: 10_000,
    requestTimeout: 30_000,
  };
  const server = createServer(settings, take);
  server.on("checkContinue", (incoming: IncomingMessage, outgoing: ServerResponse) =>
    take(incoming, outgoing, true),
  );

  const end = async (patience?: number): Promise<number> => {
    isClosing = true;
    const ended = new Promise((resolve) => {
      server.close(resolve);
    });
    try {
      return await simulator.close(patience);
    } finally {
      for (const stop of streams) stop();
      await allClosed(open);
      server.closeAllConnections();
      await ended;
    }
  };
  const bound = await listen(server, port, host);
  let ending: Promise<number> | undefined;
  return {
    url: `http://${host.includes(":") ? `[${host}]` : host}:${bound}`,
    port: bound,
    close: (patience) => (ending ??= end(patience)),
  };
}

function checkOptions(port: number, host: string): void {
  if (!Number.isInteger(port) || port < 0 || port > 65_535) throw invalid("port has to be from 0 to 65535.");
  if (!HOSTS.includes(host)) throw invalid(`host has to be one of ${HOSTS.join(", ")}.`);
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const refuse = (cause: Error) => {
      const isTaken = "code" in cause && cause.code === "EADDRINUSE";
      reject(
        invalid(
          isTaken ? `The port ${port} is taken.` : `Nobody can listen on ${host}, port ${port}.`,
          cause,
        ),
      );
    };
    server.once("error", refuse).listen(port, host, () => {
      server.off("error", refuse);
      const address = server.address();
      if (typeof address === "object" && address !== null) resolve(address.port);
    });
  });
}

/** Waits until all answers have gone out, but not for long. */
async function allClosed(open: ReadonlySet<ServerResponse>): Promise<void> {
  if (open.size === 0) return;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, GRACE);
    for (const outgoing of open)
      outgoing.once("close", () => {
        if (open.size > 0) return;
        clearTimeout(timer);
        resolve();
      });
  });
}

import { fork } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:http";
import { fileURLToPath } from "node:url";
import { nodeListener } from "../../src/node/index.ts";
import type { Inbox } from "./inbox.ts";
import { isState, type Question } from "./messages.ts";
import type { Simulated } from "./simulator.ts";

/** Serves a simulator in a process of its own; it knows at most so many calls. */
export async function simulateElsewhere(maxCalls: number): Promise<Simulated> {
  const file = fileURLToPath(new URL("simulator-process.ts", import.meta.url));
  const child = fork(file, [String(maxCalls)], { execArgv: ["--expose-gc", "--import", "tsx"] });
  const ended = new AbortController();
  const exit = once(child, "exit").then(() => ended.abort());
  const answer = async (): Promise<unknown> => {
    const [message]: unknown[] = await once(child, "message", { signal: ended.signal });
    return message;
  };
  const url = await answer();
  return {
    url: String(url),
    async state(collect) {
      child.send({ collect } satisfies Question);
      const state = await answer();
      if (!isState(state))
        throw new TypeError("The process with the simulator does not tell how things stand.");
      return state;
    },
    async stop() {
      child.disconnect();
      await exit;
    },
  };
}

/** An application that can be reached over http. */
export interface Application {
  readonly url: string;
  readonly stop: () => void;
}

/** Serves receivers. */
export async function serveInbox({ receivers }: Inbox): Promise<Application> {
  const listeners = new Map(
    Object.entries(receivers).map(([path, receiver]) => [path, nodeListener(receiver)]),
  );
  const server = createServer((request, response) => {
    const listener = listeners.get(request.url?.split("?")[0] ?? "");
    if (listener) void listener(request, response);
    else response.writeHead(404).end();
  });
  // Longer than any sender keeps a connection, so that none is closed while it is being used.
  server.keepAliveTimeout = 600_000;
  await once(server.listen(0, "127.0.0.1"), "listening");
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    url: `http://127.0.0.1:${port}`,
    stop() {
      server.close();
      server.closeAllConnections();
    },
  };
}

/** Starts the server of `server.ts` and stops it. */
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import type { Seen } from "./server.ts";

/** A server on this machine. */
export interface Loopback {
  readonly origin: string;
  /** What came last. */
  readonly seen: () => Promise<Seen>;
  readonly stop: () => void;
}

/** Starts the server, in a process of its own. */
export async function startLoopback(): Promise<Loopback> {
  const child = fork(fileURLToPath(new URL("server.ts", import.meta.url)));
  const [port]: unknown[] = await once(child, "message");
  const origin = `http://127.0.0.1:${String(port)}`;
  return {
    origin,
    async seen() {
      const response = await fetch(origin);
      const seen: Seen = await response.json();
      return seen;
    },
    stop: () => child.disconnect(),
  };
}

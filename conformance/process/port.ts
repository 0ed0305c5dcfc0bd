import { connect } from "node:net";
import { waitAtMost } from "./wait.ts";

/** How often a port is tried, in milliseconds. */
const PAUSE = 20;

/** Whether a port accepts a connection, tried for at most that many milliseconds. */
export function acceptsConnection(port: number, host: string, timeout: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ port, host, timeout: Math.max(1, timeout) });
    const done = (isOpen: boolean) => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once("connect", () => done(true));
    socket.once("timeout", () => done(false));
    socket.once("error", () => done(false));
  });
}

/**
 * Waits until a port accepts a connection.
 *
 * @param timeout - in milliseconds
 * @param exited - resolves when the process that should listen has ended
 * @returns `ready`; `exited` where the process ended first; `late` where nothing listened in time
 */
export async function waitForPort(
  port: number,
  host: string,
  timeout: number,
  exited: Promise<unknown>,
): Promise<"ready" | "exited" | "late"> {
  const latest = performance.now() + timeout;
  let hasExited = false;
  const ended = (async () => {
    await exited;
    hasExited = true;
  })();
  for (;;) {
    const left = latest - performance.now();
    const isOpen = left > 0 && (await acceptsConnection(port, host, left));
    // What listens after the process has ended is something else.
    if (hasExited) return "exited";
    if (isOpen) return "ready";
    if (performance.now() + PAUSE >= latest) return "late";
    await waitAtMost(PAUSE, ended);
  }
}

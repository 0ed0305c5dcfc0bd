import type { CommandIo } from "./command-io.ts";
import type { NotificationEntry, RequestEntry } from "./control.ts";

/** A request that conforms, apart from what is given. */
export function requestEntry(given: Partial<RequestEntry> = {}): RequestEntry {
  return {
    kind: "request",
    sequence: 1,
    at: "2026-01-01T10:20:30.400Z",
    callId: "a087eaf3-00b3-49c9-b706-c4ebfb2627fd",
    method: "POST",
    path: "/v1.0/communications/calls/1/transfer",
    headers: {},
    status: 202,
    duration: 3.44,
    verdict: "conforming",
    violations: [],
    notes: [],
    leniencies: [],
    ...given,
  };
}

/** A notification that is under way, apart from what is given. */
export function notificationEntry(given: Partial<NotificationEntry> = {}): NotificationEntry {
  return {
    kind: "notification",
    sequence: 2,
    at: "2026-01-01T10:20:31.000Z",
    service: "graph",
    callId: "a087eaf3-00b3-49c9-b706-c4ebfb2627fd",
    names: ["transferring"],
    title: "transferring",
    to: "http://127.0.0.1:3000/calls",
    outcome: "pending",
    attempts: [],
    ...given,
  };
}

/** An attempt that was answered. */
export function attempt(status: number, second = 31): NotificationEntry["attempts"][number] {
  return { at: `2026-01-01T10:20:${second}.500Z`, status, duration: 1 };
}

/** The surroundings of a command, seen and led by a test. */
export interface FakeIo extends CommandIo {
  readonly out: () => string;
  readonly err: () => string;
  /** Sends a signal. Default: `SIGINT`. */
  signal(name?: "SIGINT" | "SIGTERM"): void;
  /** Resolves with the first match in what was written to `stdout`. */
  wrote(pattern: RegExp): Promise<string>;
}

/** Makes surroundings in which nobody sees anything. */
export function fakeIo(given: { env?: Record<string, string>; isTTY?: boolean } = {}): FakeIo {
  let [out, err] = ["", ""];
  const listeners = new Set<(signal: "SIGINT" | "SIGTERM") => void>();
  return {
    env: given.env ?? {},
    isTTY: given.isTTY ?? false,
    stdout: { write: (text) => (out += text) },
    stderr: { write: (text) => (err += text) },
    onSignal(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    out: () => out,
    err: () => err,
    signal(name = "SIGINT") {
      for (const listener of listeners) listener(name);
    },
    async wrote(pattern) {
      for (let turn = 0; turn < 400; turn++) {
        const found = pattern.exec(out);
        if (found) return found[1] ?? found[0];
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
      throw new Error(`${String(pattern)} is not in:\n${out}`);
    },
  };
}

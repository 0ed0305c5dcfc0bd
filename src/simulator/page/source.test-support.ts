import type { Call, JournalEntry, NotificationEntry, RequestEntry } from "../control.ts";
import type { PageSource } from "./source.ts";

/** A source whose calls and entries a test puts there. */
export interface FakeSource extends PageSource {
  /** Adds the newest call, or changes one. */
  put(call: Call): void;
  /** Adds an entry, or changes one, and tells of it. */
  tell(...entries: readonly JournalEntry[]): void;
  /** How many listen. */
  listeners(): number;
}

export function fakeSource(...kept: readonly JournalEntry[]): FakeSource {
  const calls = new Map<string, Call>();
  const entries = new Map(kept.map((entry) => [entry.sequence, entry]));
  const listening = new Set<(entry: JournalEntry) => void>();
  return {
    listCalls: () => [...calls.values()].toReversed(),
    getCall: (id) => calls.get(id),
    getJournal: ({ call, after = 0 } = {}) => ({
      entries: [...entries.values()].filter(
        ({ sequence, callId }) => sequence > after && (call === undefined || callId === call),
      ),
      dropped: 0,
    }),
    subscribe(listener) {
      listening.add(listener);
      return () => listening.delete(listener);
    },
    put: (call) => calls.set(call.id, call),
    tell(...told) {
      for (const entry of told) {
        entries.set(entry.sequence, entry);
        for (const listener of listening) listener(entry);
      }
    },
    listeners: () => listening.size,
  };
}

export function requestEntry(sequence: number, changed: Partial<RequestEntry> = {}): RequestEntry {
  return {
    kind: "request",
    sequence,
    at: "2026-11-21T10:00:00.125Z",
    service: "graph",
    operation: "graph.transfer",
    version: "graph@v1.0",
    callId: "one",
    method: "POST",
    path: "/v1.0/communications/calls/one/transfer",
    headers: { "content-type": "application/json", authorization: "[redacted]" },
    body: '{"transferTarget":{"endpointType":"default"}}',
    status: 202,
    duration: 3.14,
    verdict: "conforming",
    violations: [],
    notes: [],
    leniencies: [],
    ...changed,
  };
}

/** A request that names neither a call nor an operation. */
export function strayEntry(sequence: number, path: string): RequestEntry {
  const entry = requestEntry(sequence, { path, status: 404 });
  delete entry.callId;
  delete entry.operation;
  return entry;
}

export function notificationEntry(
  sequence: number,
  changed: Partial<NotificationEntry> = {},
): NotificationEntry {
  return {
    kind: "notification",
    sequence,
    at: "2026-11-21T10:00:01.250Z",
    service: "graph",
    callId: "one",
    names: ["transferAccepted"],
    title: "Transfer accepted",
    to: "http://127.0.0.1:3978/callbacks",
    body: '{"value":[]}',
    outcome: "taken",
    attempts: [{ at: "2026-11-21T10:00:01.250Z", status: 202, duration: 12 }],
    ...changed,
  };
}

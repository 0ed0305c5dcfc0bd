import type { JournalEntry } from "../../src/simulator/index.ts";
import type { State } from "./messages.ts";

/** Counts what the journal tells of, as it keeps but the newest entries. */
export interface Tally {
  readonly take: (entry: JournalEntry) => void;
  readonly counts: () => Pick<State, "notifications" | "again" | "requests">;
}

/** Makes one. */
export function tally(): Tally {
  const pending = new Set<number>();
  const notifications: Record<string, number> = {};
  const requests: Record<string, number> = {};
  let again = 0;
  return {
    take(entry) {
      if (entry.kind === "request") {
        requests[entry.status] = (requests[entry.status] ?? 0) + 1;
        return;
      }
      const { sequence, outcome, names } = entry;
      if (outcome === "pending") {
        pending.add(sequence);
        return;
      }
      pending.delete(sequence);
      again += Math.max(0, entry.attempts.length - 1);
      // One request can hold several notifications, and that of the handshake holds none.
      const count = names.filter((name) => name !== "handshake").length;
      notifications[outcome] = (notifications[outcome] ?? 0) + count;
    },
    counts: () => ({
      notifications: { ...notifications, pending: pending.size },
      requests: { ...requests },
      again,
    }),
  };
}

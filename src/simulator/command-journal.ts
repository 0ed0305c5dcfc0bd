import type { JournalEntry, NotificationEntry } from "./control.ts";
import type { Simulator } from "./simulator.ts";

/** What happened, in numbers. */
export interface Counts {
  requests: number;
  /** Requests that break the contract. */
  deviating: number;
  /** Notifications that were taken. */
  delivered: number;
  /** Notifications that were given up, blocked or dropped. */
  undelivered: number;
}

/** Who wants to know what the journal says. */
export interface Follower {
  /** An attempt failed and there will be another. */
  readonly onAttempt: (entry: NotificationEntry, index: number) => void;
  /** An entry is final. Called once for each. */
  readonly onEnd: (entry: JournalEntry) => void;
}

/** The following of a journal. */
export interface Followed {
  readonly counts: Readonly<Counts>;
  /** Tells the rest, and no more. */
  stop(): void;
}

/**
 * Follows a journal, which tells of each change of an entry, and hands on what is settled.
 *
 * Several changes in a row are one: that an attempt was the last is told after the attempt itself.
 */
export function followJournal(simulator: Simulator, { onAttempt, onEnd }: Follower): Followed {
  const counts: Counts = { requests: 0, deviating: 0, delivered: 0, undelivered: 0 };
  const changed = new Map<number, JournalEntry>();
  /** How many attempts were told of each notification that is under way. */
  const told = new Map<number, number>();

  const tell = (entry: JournalEntry) => {
    if (entry.kind === "notification") {
      const { sequence, attempts, outcome } = entry;
      const isOver = outcome !== "pending";
      // The last one is part of the end.
      const failed = isOver ? attempts.length - 1 : attempts.length;
      for (let index = told.get(sequence) ?? 0; index < failed; index++) onAttempt(entry, index);
      if (!isOver) return void told.set(sequence, failed);
      told.delete(sequence);
    }
    count(counts, entry);
    onEnd(entry);
  };
  const tellAll = () => {
    const entries = [...changed.values()];
    changed.clear();
    for (const entry of entries) tell(entry);
  };
  const unsubscribe = simulator.subscribe((entry) => {
    if (changed.size === 0) queueMicrotask(tellAll);
    changed.set(entry.sequence, entry);
  });
  return {
    counts,
    stop() {
      unsubscribe();
      tellAll();
    },
  };
}

function count(counts: Counts, entry: JournalEntry): void {
  if (entry.kind === "request") {
    counts.requests++;
    if (entry.verdict === "deviating") counts.deviating++;
  } else if (entry.outcome === "taken") counts.delivered++;
  else counts.undelivered++;
}

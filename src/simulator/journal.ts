import type { Journal, JournalEntry, NotificationEntry, RequestEntry } from "./control.ts";

/** An entry before it has its number. */
type Draft<Entry> = Omit<Entry, "sequence">;

/** What happened, as far as it is kept. */
export interface Recorder {
  /** Adds an entry. */
  add(entry: Draft<RequestEntry>): void;
  /** Adds a notification; the function it gives back changes its entry. */
  begin(entry: Draft<NotificationEntry>): (change: Partial<NotificationEntry>) => void;
  read(filter?: { readonly call?: string; readonly after?: number }): Journal;
  subscribe(listener: (entry: JournalEntry) => void): () => void;
  clear(): void;
}

/** How much text an entry keeps of a body, and all entries together. */
const MAX_BODY = 16_384;
const MAX_TEXT = 64 * 2 ** 20;

/** Makes a journal of at most so many entries; the oldest are dropped first. */
export function recorder(maxEntries: number): Recorder {
  // By number, so that the oldest can leave without a move of all others.
  const entries = new Map<number, JournalEntry>();
  let sequence = 0;
  let oldest = 1;
  let dropped = 0;
  let text = 0;
  const listeners = new Set<(entry: JournalEntry) => void>();

  const tell = (entry: JournalEntry) => {
    for (const listener of listeners) listener(entry);
  };
  const keep = (entry: JournalEntry) => {
    entries.set(entry.sequence, entry);
    text += entry.body?.length ?? 0;
    for (; entries.size > maxEntries || text > MAX_TEXT; oldest++) {
      text -= entries.get(oldest)?.body?.length ?? 0;
      entries.delete(oldest);
      dropped++;
    }
    tell(entry);
  };

  return {
    add(draft) {
      sequence++;
      keep({ ...draft, sequence, ...(draft.body !== undefined && { body: shortened(draft.body) }) });
    },
    begin(draft) {
      sequence++;
      const entry: NotificationEntry = {
        ...draft,
        sequence,
        ...(draft.body !== undefined && { body: shortened(draft.body) }),
      };
      keep(entry);
      return (change) => {
        Object.assign(entry, change);
        tell(entry);
      };
    },
    read: ({ call, after = 0 } = {}) => ({
      entries: [...entries.values()].filter(
        (entry) => entry.sequence > after && (call === undefined || entry.callId === call),
      ),
      dropped,
    }),
    subscribe(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    clear() {
      entries.clear();
      oldest = sequence + 1;
      dropped = 0;
      text = 0;
    },
  };
}

function shortened(body: string): string {
  return body.length <= MAX_BODY
    ? body
    : `${body.slice(0, MAX_BODY)}… (${body.length - MAX_BODY} more characters)`;
}

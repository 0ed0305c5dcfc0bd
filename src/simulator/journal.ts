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

/** How much text an entry keeps of a body and of anything else, and all entries together. */
const MAX_BODY = 16_384;
const MAX_WORD = 1024;
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
    for (const listener of listeners)
      try {
        listener(entry);
      } catch {
        // What listens is none of the bot's business, which waits for its answer.
      }
  };
  const keep = (entry: JournalEntry) => {
    entries.set(entry.sequence, entry);
    text += lengthOf(entry);
    for (; entries.size > maxEntries || text > MAX_TEXT; oldest++) {
      const leaving = entries.get(oldest);
      if (leaving) text -= lengthOf(leaving);
      entries.delete(oldest);
      dropped++;
    }
    tell(entry);
  };

  return {
    add(draft) {
      sequence++;
      keep(shortened({ ...draft, sequence }));
    },
    begin(draft) {
      sequence++;
      const entry = shortened({ ...draft, sequence });
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

/** Without what would make it long: whoever sends much text must not fill the memory with it. */
function shortened<Entry extends JournalEntry>(entry: Entry): Entry {
  const copy: Entry = { ...entry };
  if (copy.body !== undefined) copy.body = cut(copy.body, MAX_BODY);
  if (copy.callId !== undefined) copy.callId = cut(copy.callId);
  if (copy.kind === "notification") copy.to = cut(copy.to);
  if (copy.kind !== "request") return copy;
  copy.path = cut(copy.path);
  if (copy.message !== undefined) copy.message = cut(copy.message);
  const headers = Object.entries(copy.headers).slice(0, MAX_HEADERS);
  copy.headers = Object.fromEntries(headers.map(([name, value]) => [cut(name), cut(value)]));
  copy.violations = copy.violations.map((one) => ({
    ...one,
    where: cut(one.where),
    expected: cut(one.expected),
  }));
  return copy;
}

/** As many as servers take. */
const MAX_HEADERS = 100;

function cut(text: string, length = MAX_WORD): string {
  return text.length <= length ? text : `${text.slice(0, length)}… (${text.length - length} more characters)`;
}

function lengthOf(entry: JournalEntry): number {
  const own = entry.kind === "request" ? [entry.path, ...Object.values(entry.headers)] : [entry.to];
  const rules =
    entry.kind === "request" ? entry.violations.map(({ where, expected }) => where + expected) : [];
  return [entry.body ?? "", ...own, ...rules].reduce((sum, text) => sum + text.length, 0);
}
